/** A link of plain messages: each one is posted by itself, as most programs use a port. */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { nowNs } from '../../platform/node/clock.ts';
import { Control, obey } from './control.ts';
import { dueBy, type Link } from './link.ts';
import { mostInFlight, numberIn, type Payload, Stock, transferOf, type Value } from './payload.ts';
import { Tally } from './tally.ts';

/** From the far end: how many messages it has taken so far, and the buffers that it gives back. */
interface Receipt {
  readonly taken: number;
  readonly back: readonly Int32Array[];
}

export function messageLink(port: MessagePort, controlPort: MessagePort, payload: Payload): Link {
  const control = new Control(controlPort);
  const most = mostInFlight(payload);
  const stock = new Stock(payload, most);
  const replies = new Replies(port);
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
      replies.onReceipt = (receipt) => {
        taken = receipt.taken;
        for (const buffer of receipt.back) stock.restock(buffer);
        wake();
      };
      while (taken < count) {
        const due = schedule === null ? count : Math.min(count, dueBy(schedule, nowNs()));
        while (sent < due && sent - taken < most) post(sent++);
        if (schedule !== null && sent < count) replies.receiveNow();
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
        replies.onEcho = (value) => {
          took(nowNs() - beganNs);
          if (numberIn(value) !== (trip & 0xffff))
            reject(new Error(`expected the echo of message ${trip}, found the number ${numberIn(value)}`));
          stock.restock(value);
          if (++trip === count) return resolve();
          beganNs = nowNs();
          post(trip);
        };
        post(trip);
      });
      replies.onEcho = null;
      await control.done();
    },
    close() {
      port.close();
      control.close();
    },
  };
}

/** What the far end sends back. */
class Replies {
  readonly #port: MessagePort;
  onReceipt = (_: Receipt): void => {};
  onEcho: ((value: Value) => void) | null = null;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: Receipt | Value) => this.#receive(message));
  }

  /** Receives what has arrived. A thread that sends on schedule does not return to its event loop. */
  receiveNow(): void {
    for (let next = receivedOn(this.#port); next !== undefined; next = receivedOn(this.#port)) this.#receive(next);
  }

  #receive(message: Receipt | Value): void {
    if (isReceipt(message)) this.onReceipt(message);
    else this.onEcho?.(message);
  }
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
      tally.take(numberIn(value));
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

/** Forwards every message in both directions, like a main thread between two workers. */
export function relay(one: MessagePort, other: MessagePort, payload: Payload): void {
  const forwardTo = (to: MessagePort) => (message: Receipt | Value) => {
    const values = isReceipt(message) ? message.back : [message];
    to.postMessage(
      message,
      values.flatMap((value) => transferOf(value, payload)),
    );
  };
  one.on('message', forwardTo(other));
  other.on('message', forwardTo(one));
  one.on('close', () => other.close());
}

function isReceipt(message: Receipt | Value): message is Receipt {
  return typeof message === 'object' && 'taken' in message;
}

function receivedOn(port: MessagePort): Receipt | Value | undefined {
  const received: { message: Receipt | Value } | undefined = receiveMessageOnPort(port);
  return received?.message;
}
