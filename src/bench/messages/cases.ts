/** The cases of the message table, named by their topology: who sends to whom, by what, carrying what. */
import { MessageChannel, type Transferable, Worker } from 'node:worker_threads';
import type { ThreadsChannel } from '../../engine/engine.ts';
import { join } from '../../engine/threads/connect.ts';
import { wire } from '../../engine/threads/wiring.ts';
import { nodeClock } from '../../platform/node/clock.ts';
import { type CallCarrier, callLink } from './calls.ts';
import { costOf, type Durations, type LinkCost } from './link.ts';
import { messageLink, relay } from './messages.ts';
import { type Passing, type Payload, payloadName } from './payload.ts';
import { comlinkLink, piscinaLink } from './requests.ts';
import type { BenchWorker } from './roles.ts';
import { streamLink } from './streams.ts';

export type Carrier = CallCarrier | 'port' | 'port-batched' | 'ring' | 'comlink' | 'piscina' | 'port-through-main';

export interface MessageCase {
  /** `one-to-one-port-64KiB-cloned`; for an ingredient, which every carrier carries, without it. */
  readonly name: string;
  readonly carrier: Carrier;
  readonly payload: Payload;
}

const TOPOLOGY: Readonly<Record<Carrier, string>> = {
  call: 'same-thread-call',
  next: 'same-thread-next',
  mailbox: 'same-thread-mailbox',
  port: 'one-to-one-port',
  'port-batched': 'one-to-one-port-batched',
  ring: 'one-to-one-ring',
  comlink: 'one-to-one-comlink',
  piscina: 'one-to-pool-piscina',
  'port-through-main': 'through-main-port',
};

const INGREDIENT: Payload = { kind: 'ingredient' };
const OBJECT: Payload = { kind: 'object' };
const SIZES = [2 ** 10, 2 ** 16, 2 ** 20];
const PASSINGS: readonly Passing[] = ['cloned', 'transferred', 'shared'];

export const MESSAGE_CASES: readonly MessageCase[] = [
  named('call', INGREDIENT),
  named('next', INGREDIENT),
  named('mailbox', INGREDIENT),
  named('ring', INGREDIENT),
  named('port-batched', INGREDIENT),
  named('port', INGREDIENT),
  named('port', OBJECT),
  ...SIZES.flatMap((bytes) => PASSINGS.map((passing) => named('port', { kind: 'bytes', bytes, passing }))),
  named('port-through-main', INGREDIENT),
  named('port-through-main', OBJECT),
  named('comlink', INGREDIENT),
  named('comlink', OBJECT),
  named('piscina', INGREDIENT),
  named('piscina', OBJECT),
];

function named(carrier: Carrier, payload: Payload): MessageCase {
  const from = TOPOLOGY[carrier];
  return { name: payload.kind === 'ingredient' ? from : `${from}-${payloadName(payload)}`, carrier, payload };
}

/** As wide as the channels of a line in which nobody works. */
const CAPACITY = 16_384;

/**
 * Measures a case, in this process, on threads that end with it.
 *
 * @param worker path of the compiled `workers/bench.ts`
 * @throws Error when a message was lost, doubled or changed on its way
 */
export async function measureCase(
  { carrier, payload }: MessageCase,
  worker: string,
  durations: Durations,
): Promise<LinkCost> {
  const threads: Worker[] = [];
  const start = (role: BenchWorker, transferList: Transferable[]): Worker => {
    const thread = new Worker(worker, { workerData: role, transferList, execArgv: [] });
    threads.push(thread);
    return thread;
  };
  const failed = (thread: Worker): Promise<never> =>
    new Promise((_, reject) => {
      thread.on('error', reject);
    });
  const stream = async (channel: ThreadsChannel): Promise<LinkCost> => {
    const edge = { items: [0], capacity: CAPACITY };
    const wires = wire(channel, [
      { from: 'near', to: 'far', ...edge },
      { from: 'far', to: 'near', ...edge },
    ]);
    const control = new MessageChannel();
    const there = wires('far');
    const far = start({ kind: 'far-stream', wiring: there.wiring, control: control.port2 }, [
      ...there.ports,
      control.port2,
    ]);
    const near = streamLink(join(wires('near').wiring, nodeClock), control.port1);
    return await Promise.race([costOf(near, durations), failed(far)]);
  };
  const measured = async (): Promise<LinkCost> => {
    switch (carrier) {
      case 'call':
      case 'next':
      case 'mailbox':
        return await costOf(callLink(carrier), durations);
      case 'port': {
        const [data, control] = [new MessageChannel(), new MessageChannel()];
        const far = start({ kind: 'far-messages', port: data.port2, control: control.port2, payload }, [
          data.port2,
          control.port2,
        ]);
        return await Promise.race([costOf(messageLink(data.port1, control.port1, payload), durations), failed(far)]);
      }
      case 'port-through-main': {
        const [there, here, control, result] = [0, 1, 2, 3].map(() => new MessageChannel());
        if (there === undefined || here === undefined || control === undefined || result === undefined)
          throw new Error('four channels');
        const far = start({ kind: 'far-messages', port: there.port2, control: control.port2, payload }, [
          there.port2,
          control.port2,
        ]);
        const near = start(
          { kind: 'near-messages', port: here.port2, control: control.port1, payload, durations, result: result.port2 },
          [here.port2, control.port1, result.port2],
        );
        relay(here.port1, there.port1, payload);
        const answered = new Promise<LinkCost>((resolve, reject) => {
          result.port1.on('message', (cost: LinkCost | string) =>
            typeof cost === 'string' ? reject(new Error(cost)) : resolve(cost),
          );
        });
        return await Promise.race([answered, failed(far), failed(near)]);
      }
      case 'port-batched':
        return await stream('port');
      case 'ring':
        return await stream('ring');
      case 'comlink': {
        const { port1, port2 } = new MessageChannel();
        const far = start({ kind: 'far-comlink', port: port2 }, [port2]);
        return await Promise.race([costOf(comlinkLink(port1, payload), durations), failed(far)]);
      }
      case 'piscina':
        return await costOf(piscinaLink(worker, payload), durations);
    }
  };
  try {
    return await measured();
  } finally {
    for (const thread of threads) await thread.terminate();
  }
}
