/** A link of plain messages: every one is posted by itself, which is how a port is mostly used. */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { nowNs } from '../../platform/node/clock.ts';
import { Control, obey } from './control.ts';
import { dueBy, type Link } from './link.ts';
import { mostInFlight, type Payload, Stock, said, transferOf, type Value } from './payload.ts';
import { Tally } from './tally.ts';

/** From the far end: how many it has taken, and the buffers that were handed over with them. */
interface Receipt {
  readonly taken: number;
  readonly back: readonly Int32Array[];
}

export function messageLink(port: MessagePort, controlPort: MessagePort, payload: Payload): Link {
  const control = new Control(controlPort);
  const most = mostInFlight(payload);
  const stock = new Stock(payload, most);
  let onReceipt = (_: Receipt): void => {};
  let onEcho: ((value: Value) => void) | null = null;

  const heard = (message: Receipt | Value): void => {
    if (onEcho !== null && !isReceipt(message)) onEcho(message);
    else if (isReceipt(message)) onReceipt(message);
  };
  port.on('message', heard);
  /** What has come in, while this thread is too busy to hear events. */
  const listen = (): void => {
    for (let next = receive(port); next !== undefined; next = receive(port)) heard(next);
  };
  const post = (i: number): void => {
    const value = stock.value(i);
    port.postMessage(value, transferOf(value, payload));
  };

  return {
    async send(count, schedule) {
      await control.begin({ kind: 'take', count, schedule });
      let sent = 0;
      let taken = 0;
      let wake = (): void => {};
      onReceipt = (receipt) => {
        taken = receipt.taken;
        for (const buffer of receipt.back) stock.restock(buffer);
        wake();
      };
      while (taken < count) {
        const due = schedule === null ? count : Math.min(count, dueBy(schedule, nowNs()));
        while (sent < due && sent - taken < most) post(sent++);
        if (schedule !== null && sent < count) listen();
        else if (taken < count)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      return await control.done();
    },
    async roundTrips(count, took) {
      await control.begin({ kind: 'echo', count });
      await new Promise<void>((resolve, reject) => {
        let trip = 0;
        let beganNs = nowNs();
        onEcho = (value) => {
          took(nowNs() - beganNs);
          if (said(value) !== (trip & 0xffff)) reject(new Error(`expected an echo of ${trip}, found ${said(value)}`));
          stock.restock(value);
          if (++trip === count) return resolve();
          beganNs = nowNs();
          post(trip);
        };
        post(trip);
      });
      onEcho = null;
      await control.done();
    },
    close() {
      port.close();
      control.close();
    },
  };
}

/** The other end, on another thread. */
export function farMessages(port: MessagePort, controlPort: MessagePort, payload: Payload): void {
  const step = Math.max(1, mostInFlight(payload) >> 2);
  const returns = payload.kind === 'bytes' && payload.passing !== 'cloned';
  let take = (_: Value): void => {};
  port.on('message', (value: Value) => take(value));
  obey(controlPort, (task, done) => {
    const tally = new Tally(task.kind === 'take' ? task.schedule : null);
    let back: Int32Array[] = [];
    take = (value) => {
      tally.take(said(value));
      if (task.kind === 'echo') port.postMessage(value, transferOf(value, payload));
      else {
        if (returns && value instanceof Int32Array) back.push(value);
        if (tally.count % step === 0 || tally.count === task.count) {
          const receipt: Receipt = { taken: tally.count, back };
          port.postMessage(
            receipt,
            back.flatMap((buffer) => transferOf(buffer, payload)),
          );
          back = [];
        }
      }
      if (tally.count === task.count) done(tally.report());
    };
  });
}

/** Hands every message on, both ways, as a main thread does through which two workers talk. */
export function relay(one: MessagePort, other: MessagePort, payload: Payload): void {
  const handOn = (to: MessagePort) => (message: Receipt | Value) => {
    const values = isReceipt(message) ? message.back : [message];
    to.postMessage(
      message,
      values.flatMap((value) => transferOf(value, payload)),
    );
  };
  one.on('message', handOn(other));
  other.on('message', handOn(one));
  one.on('close', () => other.close());
}

function isReceipt(message: Receipt | Value): message is Receipt {
  return typeof message === 'object' && 'taken' in message;
}

function receive(port: MessagePort): Receipt | Value | undefined {
  const received: { message: Receipt | Value } | undefined = receiveMessageOnPort(port);
  return received?.message;
}
