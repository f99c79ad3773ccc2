/** Real stations and producers that do one thing wrong at one moment. Loaded by name into every engine. */
import { BroadcastChannel, threadId } from 'node:worker_threads';
import { type ProducerOptions, producer } from '../../src/cake/producer.ts';
import { type StationOptions, station } from '../../src/cake/station.ts';
import type { Host, Source, Station } from '../../src/line/coroutine.ts';
import type { FaultName } from './faults.ts';

/** How the thread that is to be struck from outside says so. */
export const SIGNAL = 'cake-factory-soak';

/** Which thread is to be struck, and how. */
export interface Signal {
  readonly fault: 'is terminated' | 'is closed';
  readonly thread: number;
}

export interface Sabotage<Options> {
  readonly inner: Options;
  readonly fault: FaultName;
  /** At which of its products, from 1; 0 is before it is sent anything. */
  readonly at: number;
}

/** A cook like any other, until it makes product `at`. */
export function* badStation({ inner, fault, at }: Sabotage<StationOptions>, host: Host): Station {
  let made = 0;
  if (at === 0) commit(fault);
  yield* station(inner, {
    send(item) {
      if (++made === at) commit(fault);
      host.send(item);
    },
    work: (iterations) => host.work(iterations),
    report: (account) => host.report(account),
  });
}

/** A producer like any other, until it delivers ingredient `at`. */
export function* badProducer({ inner, fault, at }: Sabotage<ProducerOptions>, host: Host): Source {
  let delivered = 0;
  if (at === 0) commit(fault);
  for (const step of producer(inner, host)) {
    if (typeof step === 'number' && ++delivered === at) commit(fault);
    yield step;
  }
}

function commit(fault: FaultName): void {
  switch (fault) {
    case 'throws':
      throw new Error('burnt');
    case 'throws undefined':
      throw undefined;
    case 'throws outside':
      process.nextTick(() => {
        throw new Error('burnt');
      });
      return;
    case 'exits with 0':
      exit(0);
      return;
    case 'exits with 3':
      exit(3);
      return;
    case 'loops for ever':
      for (;;);
    case 'sleeps for ever':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      return;
    case 'microtasks for ever': {
      const again = (): void => void Promise.resolve().then(again);
      again();
      return;
    }
    case 'exhausts its heap':
      for (const heap: number[][] = []; ; ) heap.push(new Array<number>(100_000).fill(heap.length));
    case 'is terminated':
    case 'is closed': {
      // Whoever hears it strikes a moment later, in whatever this thread is doing by then.
      const channel = new BroadcastChannel(SIGNAL);
      const signal: Signal = { fault, thread: threadId };
      channel.postMessage(signal);
      channel.close();
      return;
    }
  }
}

function exit(code: number): void {
  process.exit(code);
}
