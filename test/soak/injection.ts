/** Real stations and producers with one injected fault. Engines load them by name. */
import { BroadcastChannel, threadId } from 'node:worker_threads';
import { type ProducerOptions, producer } from '../../src/cake/producer.ts';
import type { Ingredient } from '../../src/cake/recipe/graph.ts';
import { type StationOptions, station } from '../../src/cake/station.ts';
import type { Host, Source, SourceHost, Station } from '../../src/line/coroutine.ts';
import type { FaultName } from './faults.ts';

/** The channel on which a thread asks for a fault from outside. */
export const SIGNAL = 'cake-factory-soak';

/** Asks the main thread to terminate this thread, or to close the engine. */
export interface Signal {
  readonly fault: 'is terminated' | 'is closed';
  readonly thread: number;
}

export interface InjectionOptions<Options> {
  readonly inner: Options;
  readonly fault: FaultName;
  /** At which of its products, from 1; 0 is before its first item. */
  readonly at: number;
}

/** An ordinary station until it makes product `at`. */
export function* faultyStation(
  { inner, fault, at }: InjectionOptions<StationOptions>,
  host: Host<Ingredient>,
): Station<Ingredient> {
  let made = 0;
  if (at === 0) inject(fault);
  yield* station(inner, {
    ...host,
    send(item) {
      if (++made === at) inject(fault);
      host.send(item);
    },
  });
}

/** An ordinary producer until it delivers ingredient `at`. */
export function* faultyProducer(
  { inner, fault, at }: InjectionOptions<ProducerOptions>,
  host: SourceHost,
): Source<Ingredient> {
  let delivered = 0;
  if (at === 0) inject(fault);
  for (const step of producer(inner, host)) {
    if (typeof step === 'number' && ++delivered === at) inject(fault);
    yield step;
  }
}

export function inject(fault: FaultName): void {
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
      // The main thread acts some time later, whatever this thread is doing by then.
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
