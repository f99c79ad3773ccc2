/** Some threads add 1 to counters at the same time, in several ways, round by round. */
import { MessageChannel } from 'node:worker_threads';
import { answerOn, withWorkers } from '../lesson-workers.ts';
import type { CounterRound } from './adders.ts';

/** One shared counter, plain or atomic; or a plain counter for each thread, with all of them side by side or far apart. */
export type Way = 'plain' | 'atomic' | 'beside' | 'apart';

export interface Counted {
  readonly way: Way;
  /** How often each thread added 1 in a round, and the sum that is right. */
  readonly each: number;
  readonly wanted: number;
  /** The sum of the counters after each round. */
  readonly totals: readonly number[];
  /** How long the slowest thread took for an addition, by round. */
  readonly nsEach: readonly number[];
}

/** Atomic additions take ten times as long, or longer. */
const FEWER_ATOMIC = 10;

/** 256 bytes: the caches of common processors hold lines of 64 or 128. */
const APART_WORDS = 64;

/**
 * Counts in each of the ways once to warm up, and then in `rounds` rounds, in the order A B B A.
 *
 * @param additions by all threads in a round; a tenth of them where they are atomic
 */
export async function countInTurn(
  ways: readonly Way[],
  { threads, additions, rounds }: { readonly threads: number; readonly additions: number; readonly rounds: number },
): Promise<Counted[]> {
  const eachOf = (way: Way): number => Math.ceil(additions / threads / (way === 'atomic' ? FEWER_ATOMIC : 1));
  const order = Array.from({ length: rounds + 1 }, (_, round) => (round % 2 === 0 ? ways : ways.toReversed())).flat();
  const counters = new Int32Array(new SharedArrayBuffer(4 * APART_WORDS * threads * order.length));
  const gate = new Int32Array(new SharedArrayBuffer(4 * order.length));
  const startOf = (round: number): number => round * APART_WORDS * threads;
  const times = await withWorkers(async (start) => {
    const channels = Array.from({ length: threads }, () => new MessageChannel());
    const answers = channels.map(({ port1 }) => answerOn<number[]>(port1));
    for (const [thread, { port2 }] of channels.entries()) {
      const own = order.map((way, round): CounterRound => {
        const place = way === 'beside' ? thread : way === 'apart' ? thread * APART_WORDS : 0;
        return { at: startOf(round) + place, times: eachOf(way), atomic: way === 'atomic' };
      });
      start({ kind: 'counter', port: port2, counters, rounds: own, gate, threads }, [port2]);
    }
    const times = await Promise.all(answers);
    for (const { port1 } of channels) port1.close();
    return times;
  });
  return ways.map((way) => {
    // The first round of each way is its warm-up.
    const places = order.flatMap((one, round) => (one === way && round >= ways.length ? [round] : []));
    const each = eachOf(way);
    return {
      way,
      each,
      wanted: threads * each,
      totals: places.map((round) =>
        counters.subarray(startOf(round), startOf(round + 1)).reduce((sum, count) => sum + count, 0),
      ),
      nsEach: places.map((round) => (Math.max(...times.map((own) => own[round] ?? 0)) * 1e6) / each),
    };
  });
}
