/** The sentences of the report: what each picture shows. */
import { describe, expect, test } from 'vitest';
import { labelOf } from '../../src/engine/engine-table.ts';
import type { Crossing } from '../../src/measure/statistics/crossing.ts';
import { outcomeOf } from '../../src/measure/statistics/outcome.ts';
import { payingWords, predictedWords } from '../../src/page/paying-words.ts';
import { indexedTraceOf } from '../../src/page/recording/indexed-trace.ts';
import { eventWords, laneWords } from '../../src/page/recording/words.ts';
import { durationOf, momentText, significant } from '../../src/page/units.ts';
import type { RacedWorkload } from '../../src/report/document.ts';
import { firstCakeSeen, grainSeen, messagesSeen } from '../../src/report/seen-bench.ts';
import { contrastSeen, depthSeen, mostAtOnce, stationsSeen, timelineSeen } from '../../src/report/seen-race.ts';
import { drawnRecipe, simulatedDocument } from './simulated.ts';

const document = simulatedDocument(3);
const [working, , passing] = document.workloads;
const [recording] = document.recordings;
if (working === undefined || passing === undefined || recording === undefined) throw new Error('nothing was simulated');
const indexedTraces = recording.recorded.map(({ trace }) => indexedTraceOf(trace, drawnRecipe));

/** The same workload with other speedups: median, low, high. Its rounds lie evenly between low and high. */
function raced(
  workload: RacedWorkload,
  speedups: Readonly<Record<string, readonly [number, number, number]>>,
): RacedWorkload {
  const engines = workload.engines.map((engine) => {
    const [median, low, high] = speedups[labelOf(engine)] ?? [1, 1, 1];
    if (speedups[labelOf(engine)] === undefined) return engine;
    const { confidence, limit } = engine.speedup;
    const samples = Array.from({ length: 7 }, (_, round) => 100 / (low + ((high - low) * round) / 6));
    const speedup = { median, low, high, confidence };
    return {
      ...engine,
      wallMs: { samples, median: 100 / median },
      speedup: { ...speedup, limit },
      outcome: outcomeOf(speedup, limit),
    };
  });
  return { ...workload, engines };
}

describe('the sentence', () => {
  test('of the contrast says which engine wins, and how far threads get', () => {
    expect(contrastSeen(working)).toBe(
      'When every station works, pool is the fastest engine: 1.90×. A thread per station reaches 1.80×; the limit is 1.90×.',
    );
    const steady = {
      name: 'threads',
      channel: 'ring',
      packed: null,
      products: 300,
      speedup: { median: 1.86, low: 1.84, high: 1.88, confidence: 0.95, limit: 1.9 },
      outcome: 'wins',
      gain: { median: 1.03, low: 1.02, high: 1.04, confidence: 0.95, outcome: 'wins' },
    } as const;
    expect(contrastSeen({ ...working, steady })).toBe(
      'When every station works, pool is the fastest engine: 1.90×. A thread per station reaches 1.80×; the limit is 1.90×. In the steady state, while the line is full, threads (ring) reaches 1.86× (1.84× to 1.88×); in the whole runs it also fills and runs empty.',
    );
    const close = raced(working, { pool: [1.85, 1.6, 2], 'threads (port)': [1.2, 1.19, 1.21] });
    expect(contrastSeen(close)).toBe(
      'When every station works, pool and threads (ring) are fastest: 1.85× and 1.80×. This run does not show which of them is the fastest. A thread per station reaches 1.80×; the limit is 1.90×.',
    );
  });

  test('of the contrast names no winner if the intervals do not show one, and does not trust a bar above its limit', () => {
    const unsteady = raced(working, {
      pool: [1.2, 0.9, 1.6],
      'threads (port)': [1.1, 0.8, 1.5],
      'threads (ring)': [1.1, 0.8, 1.5],
    });
    expect(contrastSeen(unsteady)).toBe(
      'When every station works, no engine is clearly faster than one thread (cooperative). A thread per station shows no clear gain: 1.10×, interval 0.80× to 1.50×.',
    );
    const beyond = raced(working, { 'threads (ring)': [2.3, 2.2, 2.4] });
    expect(contrastSeen(beyond)).toBe(
      'When every station works, pool is the fastest engine: 1.90×. Do not trust this run: the speedup of threads (ring) is above the limit.',
    );
  });

  test('of the contrast names no engine if there were too few rounds', () => {
    const engines = working.engines.map((engine) => ({
      ...engine,
      speedup: { ...engine.speedup, confidence: 0.5 },
      outcome: engine.outcome === 'baseline' ? engine.outcome : ('unclear' as const),
    }));
    expect(contrastSeen({ ...working, engines })).toContain(
      'there were too few rounds to tell which engine is the fastest.',
    );
  });

  test('of the contrast says when threads lose', () => {
    expect(contrastSeen(passing)).toBe(
      'When every station only forwards items, pool is the fastest engine: 1.90×. A thread per station loses: it takes 2.00 times as long as one thread.',
    );
    const noWinner = { ...passing, engines: passing.engines.filter(({ name }) => name !== 'pool') };
    expect(contrastSeen(noWinner)).toBe(
      'When every station only forwards items, no engine is clearly faster than one thread (cooperative). A thread per station loses: it takes 2.00 times as long as one thread.',
    );
  });

  test('of the timeline says how long each engine took, and how many stations worked at once', () => {
    // One thread: twelve products of 100 us and thirty deliveries of 1 us, one after the other. Threads: the butter melter
    // receives its first butter as the eleventh ingredient and works three times. The last wet mix and the last cake follow.
    expect(indexedTraces.map(({ endNs }) => endNs)).toEqual([1_230_000, 511_000]);
    expect(timelineSeen(recording, indexedTraces, 'cake')).toBe(
      'Every station works. 3 cakes take 511 µs with threads (ring) and 1.23 ms with cooperative (one thread). With cooperative, only 1 station is busy at a time; with threads (ring), up to 4 work or wait for a core.',
    );
    // The sentence names only the engines that are drawn.
    expect(timelineSeen(recording, indexedTraces.slice(0, 1), 'cake')).toBe(
      'Every station works. 3 cakes take 1.23 ms with cooperative (one thread). Only one station is busy at a time.',
    );
    expect(timelineSeen(recording, indexedTraces.slice(1), 'cake')).toBe(
      'Every station works. 3 cakes take 511 µs with threads (ring). At most 4 stations are busy at a time.',
    );
    expect(indexedTraces.map(mostAtOnce)).toEqual([1, 4]);
  });

  test('of the stations names the bottleneck', () => {
    expect(stationsSeen(working)).toBe(
      'With threads (ring), the busiest station is "oven": busy 50 % of the time. A station that waits for a core counts as busy.',
    );
    const engines = working.engines.map((engine) => ({
      ...engine,
      stations: engine.stations.map((station) => ({ ...station, utilisation: station.utilisation + 0.45 })),
    }));
    expect(stationsSeen({ ...working, name: 'wait-bound', engines })).toBe(
      'With threads (ring), the bottleneck is "oven": busy 95 % of the time.',
    );
  });

  test('of the channels names the longest queue', () => {
    expect(depthSeen(indexedTraces)).toMatch(
      /^The longest queue is in front of "[a-z ]+": up to \d+ items in one channel, with threads \(ring\)\./,
    );
    expect(depthSeen(indexedTraces.slice(0, 1))).toBe('No item waits: every send is a function call.');
  });

  test('of each bench chart names costs, break-even, the first cake', () => {
    expect(messagesSeen(document.bench)).toBe(
      'A function call costs 8 ns. A message to another thread costs 1.2 µs, 150 times as much. When thousands of ingredients share one message, each costs 10 ns.',
    );
    expect(grainSeen(document.bench)).toMatch(
      /^With one message per ingredient, a thread per station begins to pay off between 1\.8\d µs and 2\.0\d µs of work per ingredient \(predicted: from 1\.95 µs, less than 1 % off\)\. With batches, it pays off even with no work \(predicted: even with no work\)\. The median error of the model is \d+ %(, and its speedups are \d+ % too (high|low))?\.$/,
    );
    expect(firstCakeSeen(document.bench)).toBe(
      'The first cake takes 5 ms on one thread, 100 ms on threads that have to start first (20 times as long; 90 % of it is the start of the threads), and 4 ms on threads that are already running. The start pays for itself after 174 to 322 cakes.',
    );
  });
});

test.each<[Crossing, string]>([
  [{ kind: 'always' }, 'it pays off even with no work'],
  [
    { kind: 'between', lowUs: 2, medianUs: 2.5, highUs: 4 },
    'it begins to pay off between 2 µs and 4 µs of work per ingredient',
  ],
  [{ kind: 'at-most', highUs: 0.4 }, 'it begins to pay off at 400 ns of work per ingredient or less'],
  [{ kind: 'at-least', lowUs: 30 }, 'it does not pay off below 30 µs of work per ingredient'],
  [{ kind: 'never', upToUs: 300 }, 'it does not pay off with any amount of work measured (up to 300 µs)'],
  [
    { kind: 'no-interval', sweeps: 1, medianUs: 2.5 },
    'the break-even is not shown on this run: there is no interval from 1 sweep',
  ],
  [{ kind: 'not-shown' }, 'the break-even is not shown on this run'],
])('the sentence on %j claims only what its interval shows', (measured, words) => {
  expect(payingWords(measured, 'it ')).toBe(words);
});

test.each([
  [null, null, 'predicted: not up to 1 ms'],
  [0, null, 'predicted: even with no work'],
  [2, null, 'predicted: from 2 µs'],
  [2, 0.456, 'predicted: from 2 µs, 46 % too much'],
  [2, -0.2, 'predicted: from 2 µs, 20 % too little'],
])('a prediction of %j us with an error of %j has its error beside it', (predictedUs, predictionError, words) => {
  expect(predictedWords({ predictedUs, predictionError })).toBe(words);
});

test('the words for an event and a lane name station, item and time', () => {
  const oven = indexedTraces[0]?.lanes.at(-1);
  const received = oven?.events.find(({ kind }) => kind === 'received');
  if (oven === undefined || received === undefined) throw new Error('no oven');
  expect(eventWords(oven, received, drawnRecipe)).toMatch(/^oven received (📦 dry_mix|🧴 wet_mix) at [\d.]+ (µs|ms)$/u);
  const began = oven.events.find(({ kind }) => kind === 'work-began')?.atNs ?? Number.NaN;
  expect(laneWords(oven, began)).toBe(`oven works from ${durationOf(began)} on, for 100 µs`);
});

test.each([
  [0, '0'],
  [7, '7 ns'],
  [999.7, '1 µs'],
  [1250, '1.25 µs'],
  [340_000, '340 µs'],
  [1_230_000, '1.23 ms'],
  [2.5e9, '2.5 s'],
])('%d ns are printed as %s', (ns, text) => {
  expect(durationOf(ns)).toBe(text);
});

test('the moment of an event has at most three decimals, without zeros at the end', () => {
  const oven = indexedTraces[0]?.lanes.at(-1);
  if (oven === undefined) throw new Error('no oven');
  const at = (atNs: number): string => eventWords(oven, { kind: 'work-began', atNs, item: null }, drawnRecipe);
  expect(at(12_345_678)).toBe('oven started to work at 12.346 ms');
  expect(at(12_347_000)).toBe('oven started to work at 12.347 ms');
  expect(at(2_500_000)).toBe('oven started to work at 2.5 ms');
});

test('the labels of an axis share one unit, and have as many digits as their step needs', () => {
  expect([12_340_000, 12_340_500, 12_341_000].map((ns) => momentText(ns, 500, 12_341_200))).toEqual([
    '12.3400 ms',
    '12.3405 ms',
    '12.3410 ms',
  ]);
  expect([0, 500_000, 1_000_000].map((ns) => momentText(ns, 500_000, 1_020_000))).toEqual([
    '0.0 ms',
    '0.5 ms',
    '1.0 ms',
  ]);
  expect([0, 5e8].map((ns) => momentText(ns, 5e8, 1.2e9))).toEqual(['0.0 s', '0.5 s']);
});

test('a large number has commas, a small one three significant digits', () => {
  expect([12_345.6, 0.012345, Number.NaN].map(significant)).toEqual(['12,346', '0.0123', '-']);
});
