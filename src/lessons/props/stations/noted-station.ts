/** A station and a producer that note their thread in shared memory, and how many coroutines work at the same time. */
import { threadId } from 'node:worker_threads';
import { type ProducerOptions, producer } from '../../../cake/producer.ts';
import type { Ingredient } from '../../../cake/recipe/graph.ts';
import { type StationOptions, station } from '../../../cake/station.ts';
import type { Host, Source, SourceHost, Station } from '../../../line/coroutine.ts';

/** Where the notes have: how many coroutines work now, the most so far, and from here on the thread of each coroutine. */
export const [NOW, MOST, FIRST_THREAD] = [0, 1, 2];

interface Notes {
  /** The place of the coroutine in the line: 0 is the producer. */
  readonly place: number;
  readonly notes: Int32Array;
}

export function* notedStation(
  { place, notes, station: options }: Notes & { readonly station: StationOptions },
  host: Host<Ingredient>,
): Station<Ingredient> {
  Atomics.store(notes, FIRST_THREAD + place, threadId);
  const work = (iterations: number): void => {
    raise(notes, Atomics.add(notes, NOW, 1) + 1);
    host.work(iterations);
    Atomics.sub(notes, NOW, 1);
  };
  yield* station(options, { ...host, work });
}

export function* notedProducer(
  { place, notes, ...options }: Notes & ProducerOptions,
  host: SourceHost,
): Source<Ingredient> {
  Atomics.store(notes, FIRST_THREAD + place, threadId);
  yield* producer(options, host);
}

function raise(notes: Int32Array, now: number): void {
  let most = Atomics.load(notes, MOST);
  while (now > most) {
    const found = Atomics.compareExchange(notes, MOST, most, now);
    if (found === most) return;
    most = found;
  }
}
