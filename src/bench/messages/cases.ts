/** The cases of the message table. A name says who sends to whom, on which carrier, and what. */
import { MessageChannel, MessagePort, type Transferable, Worker } from 'node:worker_threads';
import type { ThreadsChannel } from '../../engine/engine-table.ts';
import { connect } from '../../engine/threads/connect.ts';
import { wire } from '../../engine/threads/wiring.ts';
import type { KindSpec } from '../../line/kind/spec.ts';
import type { Line } from '../../line/line.ts';
import { nodePlatform } from '../../platform/node/platform.ts';
import { type CallCarrier, callLink } from './calls.ts';
import { costOf, type Durations, type Link, type LinkCost } from './link.ts';
import { messageLink, relay } from './messages.ts';
import { type Passing, type Payload, payloadName } from './payload.ts';
import { comlinkLink, piscinaLink } from './requests.ts';
import type { BenchWorker } from './roles.ts';
import { streamLink } from './streams.ts';

export type Carrier = CallCarrier | 'port' | 'port-batched' | 'ring' | 'comlink' | 'piscina' | 'port-through-main';

export interface MessageCase {
  /** For example `one-to-one-port-64KiB-cloned`; without the payload if it is an ingredient, which every carrier can carry. */
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

/** As large as in a line whose stations do no work. */
const CAPACITY = 16_384;

/**
 * Measures a case in this process. Its threads end before this settles.
 *
 * @param worker path of the compiled `workers/bench.ts`
 * @throws Error if a message was lost, doubled or changed, or a thread failed
 */
export async function measureCase(
  { carrier, payload }: MessageCase,
  worker: string,
  durations: Durations,
): Promise<LinkCost> {
  const threads = new CaseThreads(worker);
  try {
    switch (carrier) {
      case 'call':
      case 'next':
      case 'mailbox':
        return await costOf(callLink(carrier), durations);
      case 'port':
        return await threads.unlessOneFails(costOf(portLink(threads, payload), durations));
      case 'port-through-main':
        return await threads.unlessOneFails(costThroughMain(threads, payload, durations));
      case 'port-batched':
        return await threads.unlessOneFails(costOf(channelLink(threads, 'port'), durations));
      case 'ring':
        return await threads.unlessOneFails(costOf(channelLink(threads, 'ring'), durations));
      case 'comlink': {
        const { port1, port2 } = new MessageChannel();
        threads.start({ kind: 'far-comlink', port: port2 }, [port2]);
        return await threads.unlessOneFails(costOf(comlinkLink(port1, payload), durations));
      }
      case 'piscina':
        return await costOf(piscinaLink(worker, payload), durations);
    }
  } finally {
    await threads.end();
  }
}

/** The threads of one case. */
class CaseThreads {
  readonly #worker: string;
  readonly #threads: Worker[] = [];

  constructor(worker: string) {
    this.#worker = worker;
  }

  start(role: BenchWorker, transferList: Transferable[]): void {
    this.#threads.push(new Worker(this.#worker, { workerData: role, transferList, execArgv: [] }));
  }

  /** Settles like the measurement, or rejects if a thread fails first. */
  async unlessOneFails(measured: Promise<LinkCost>): Promise<LinkCost> {
    const failures = this.#threads.map(
      (thread) =>
        new Promise<never>((_, reject) => {
          thread.on('error', reject);
        }),
    );
    return await Promise.race([measured, ...failures]);
  }

  async end(): Promise<void> {
    for (const thread of this.#threads) await thread.terminate();
  }
}

function portLink(threads: CaseThreads, payload: Payload): Link {
  const [data, control] = [new MessageChannel(), new MessageChannel()];
  threads.start({ kind: 'far-messages', port: data.port2, control: control.port2, payload }, [
    data.port2,
    control.port2,
  ]);
  return messageLink(data.port1, control.port1, payload);
}

/** Two threads that talk through the main thread. The near one measures. */
function costThroughMain(threads: CaseThreads, payload: Payload, durations: Durations): Promise<LinkCost> {
  const [there, here] = [new MessageChannel(), new MessageChannel()];
  const [control, result] = [new MessageChannel(), new MessageChannel()];
  threads.start({ kind: 'far-messages', port: there.port2, control: control.port2, payload }, [
    there.port2,
    control.port2,
  ]);
  threads.start(
    { kind: 'near-messages', port: here.port2, control: control.port1, payload, durations, result: result.port2 },
    [here.port2, control.port1, result.port2],
  );
  relay(here.port1, there.port1, payload);
  return new Promise((resolve, reject) => {
    result.port1.on('message', (cost: LinkCost | string) =>
      typeof cost === 'string' ? reject(new Error(cost)) : resolve(cost),
    );
  });
}

/** Numbers of 16 bits, as the items of a cake. */
const ITEMS: KindSpec = { kind: 'places', names: ['item'] };
const NO_CODE = { module: '', export: '', options: null, firstWorkIndex: 0 };
const THERE_AND_BACK: Line = {
  sources: [],
  stations: [
    { ...NO_CODE, name: 'near' },
    { ...NO_CODE, name: 'far' },
  ],
  edges: [
    { from: 'near', to: 'far', items: [0], capacity: CAPACITY },
    { from: 'far', to: 'near', items: [0], capacity: CAPACITY },
  ],
  alphabet: ['item'],
  parts: [],
};

/** A link over one of the project's own channels, as between two stations. */
function channelLink(threads: CaseThreads, channel: ThreadsChannel): Link {
  const wiring = wire(channel, THERE_AND_BACK, nodePlatform);
  const control = new MessageChannel();
  const far = wiring.station('far');
  const ports = far.ports.filter((port) => port instanceof MessagePort);
  threads.start({ kind: 'far-stream', wiring: far.wiring, control: control.port2 }, [...ports, control.port2]);
  return streamLink(
    connect({ wiring: wiring.station('near').wiring, exit: null, kind: ITEMS }, nodePlatform),
    control.port1,
  );
}
