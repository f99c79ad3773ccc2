/** Cakes that arrive at random times on a virtual clock, and counts of how many are there. Nothing here takes real time. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A cake that has to be baked. Times in any unit. */
export interface Arrival {
  readonly arrives: number;
  readonly baking: number;
}

/** When a cake arrived, when it came into an oven, and when it left. */
export interface Visit {
  readonly arrives: number;
  readonly begins: number;
  readonly ends: number;
}

/** Mean times. */
export interface Means {
  /** From one arrival to the next. */
  readonly interval: number;
  readonly baking: number;
}

/**
 * Cakes whose intervals and baking times are exponential: random, and without memory. So they arrive in bursts.
 *
 * @param count how many
 * @param seed an integer; the same one gives the same sequence
 */
export function* randomArrivals(count: number, { interval, baking }: Means, seed: number): Generator<Arrival> {
  const random = xoroshiro128plus(seed);
  const drawn = (mean: number): number => -mean * Math.log(1 - uniformFloat64(random));
  let arrives = 0;
  for (let i = 0; i < count; i++) {
    arrives += drawn(interval);
    yield { arrives, baking: drawn(baking) };
  }
}

/** What was counted. The means are over all cakes, except `present`. */
export interface Observed {
  readonly meanWait: number;
  /** From the arrival to the end of the baking. */
  readonly meanStay: number;
  /** Arrivals per unit of time. */
  readonly rate: number;
  /** How many cakes waited or baked, on average over time: counted at regular moments, and not derived from the stays. */
  readonly present: number;
}

/**
 * @param visits in the order of arrival, one or more
 * @param every the time from one count of those present to the next
 */
export function observed(visits: Iterable<Visit>, every: number): Observed {
  let [count, waited, stayed, lastArrival] = [0, 0, 0, 0];
  let [looks, seen] = [0, 0];
  let endings: number[] = [];
  for (const { arrives, begins, ends } of visits) {
    for (; looks * every < arrives; looks++) {
      const now = looks * every;
      endings = endings.filter((end) => end > now);
      seen += endings.length;
    }
    endings.push(ends);
    count++;
    waited += begins - arrives;
    stayed += ends - arrives;
    lastArrival = arrives;
  }
  return { meanWait: waited / count, meanStay: stayed / count, rate: count / lastArrival, present: seen / looks };
}
