import { describe, expect, test } from 'vitest';
import type { RacedWorkload } from '../../src/report/document.ts';
import { firstCakeSeen, grainSeen, grainWords, messagesSeen } from '../../src/report/seen-bench.ts';
import {
  contrastSeen,
  depthSeen,
  labelOf,
  mostAtOnce,
  stationsSeen,
  timelineSeen,
} from '../../src/report/seen-race.ts';
import { stageOf } from '../../src/report/timeline/stage.ts';
import { eventWords, laneWords } from '../../src/report/timeline/words.ts';
import { durationOf, momentText, significant } from '../../src/report/units.ts';
import { kitchen, simulatedDocument } from './simulated.ts';

const document = simulatedDocument(3);
const [working, , passing] = document.workloads;
const [recording] = document.recordings;
if (working === undefined || passing === undefined || recording === undefined) throw new Error('nothing was simulated');
const stages = recording.recorded.map(({ trace }) => stageOf(trace, kitchen));

/** The race with other speedups: median, low, high. */
function raced(
  workload: RacedWorkload,
  speedups: Readonly<Record<string, readonly [number, number, number]>>,
): RacedWorkload {
  const engines = workload.engines.map((engine) => {
    const [median, low, high] = speedups[labelOf(engine)] ?? [1, 1, 1];
    const known = speedups[labelOf(engine)] !== undefined || engine.name === 'cooperative';
    return known ? { ...engine, speedup: { ...engine.speedup, median, low, high } } : engine;
  });
  return { ...workload, engines };
}

describe('what is to be seen', () => {
  test('on the contrast: who wins, and how far threads get', () => {
    expect(contrastSeen(working)).toBe(
      'When every station works, bakers and threads (ring) are fastest, too close to tell apart: 1.90× and 1.80×. A thread per station reaches 1.80× of at most 1.90×.',
    );
    const clear = raced(working, { pool: [1.9, 1.9, 1.9] });
    expect(contrastSeen(clear)).toMatch(/^When every station works, bakers are fastest: 1\.90×\. /);
  });

  test('on the contrast: no winner within the spread, and no bar beyond its limit without a word', () => {
    const unsteady = raced(working, {
      pool: [1.2, 0.9, 1.6],
      'threads (port)': [1.1, 0.8, 1.5],
      'threads (ring)': [1.1, 0.8, 1.5],
    });
    expect(contrastSeen(unsteady)).toBe(
      'When every station works, nobody is clearly faster than one thread taking turns. A thread per station gains nothing clear: 1.10×, from 0.80 to 1.50×.',
    );
    const beyond = raced(working, { 'threads (ring)': [2.2, 2.1, 2.3] });
    expect(contrastSeen(beyond)).toBe(
      'When every station works, threads (ring) are fastest: 2.20×. threads (ring) went beyond the limit: the capacity, 1.90, was measured too low.',
    );
  });

  test('on the contrast: that threads lose, where they do', () => {
    expect(contrastSeen(passing)).toBe(
      'When every station only passes on, bakers are fastest: 1.90×. A thread per station loses: it takes 2.00 times as long as one thread.',
    );
    const nobody = { ...passing, engines: passing.engines.filter(({ name }) => name !== 'pool') };
    expect(contrastSeen(nobody)).toBe(
      'When every station only passes on, nobody is clearly faster than one thread taking turns. A thread per station loses: it takes 2.00 times as long as one thread.',
    );
  });

  test('on the timeline: how long each took, and how many worked at once', () => {
    // Twelve products of 100 us one after the other and thirty deliveries of 1 us; on threads the butter melter, which gets
    // its first butter as the eleventh ingredient, three times, then the last wet mix and the last cake.
    expect(stages.map(({ endNs }) => endNs)).toEqual([1_230_000, 511_000]);
    expect(timelineSeen(recording, stages)).toBe(
      'Every station works, 3 cakes: threads (ring) had them done after 511 µs, taking turns on one thread (cooperative) took 1.23 ms. With cooperative 1 station at a time is busy, with threads (ring) up to 4 work or wait for a core.',
    );
    // Of those that are drawn alone.
    expect(timelineSeen(recording, stages.slice(0, 1))).toBe(
      'Every station works, 3 cakes: cooperative had them done after 1.23 ms. Never more than one station is busy at a time.',
    );
    expect(timelineSeen(recording, stages.slice(1))).toBe(
      'Every station works, 3 cakes: threads (ring) had them done after 511 µs. At most 4 stations are busy at a time.',
    );
    expect(stages.map(mostAtOnce)).toEqual([1, 4]);
  });

  test('on the stations: the bottleneck', () => {
    expect(stationsSeen(working)).toBe(
      'With threads (ring) the busiest station is the oven: 50 % of the time. Whoever works and has to wait for a core counts as busy.',
    );
    const engines = working.engines.map((engine) => ({
      ...engine,
      stations: engine.stations.map((station) => ({ ...station, utilisation: station.utilisation + 0.45 })),
    }));
    expect(stationsSeen({ ...working, name: 'wait-bound', engines })).toBe(
      'With threads (ring) the busiest station, the bottleneck, is the oven: 95 % of the time.',
    );
  });

  test('on the channels: where most waits', () => {
    expect(depthSeen(stages)).toMatch(
      /^Most wait before the [a-z ]+: up to \d+ in one channel, with threads \(ring\)\./,
    );
    expect(depthSeen(stages.slice(0, 1))).toBe('Nothing ever waits: every send is a call.');
  });

  test('on the bench: costs, crossings, the first cake', () => {
    expect(messagesSeen(document.bench)).toBe(
      'A call costs 8 ns, a message to another thread 1.2 µs: 150 times as much. Thousands of ingredients in one message bring it down to 10 ns each.',
    );
    expect(grainSeen(document.bench)).toMatch(
      /^With a message for each ingredient a thread per station pays from [\d.]+ µs of work on; predicted: from [\d.]+ µs of work on\./,
    );
    expect(grainWords(null, 300)).toBe('does not pay at any size tried (up to 300 µs)');
    expect([grainWords(0, 300), grainWords(2.5, 300)]).toEqual([
      'pays with no work at all',
      'pays from 2.5 µs of work on',
    ]);
    expect(firstCakeSeen(document)).toBe(
      'The first cake comes after 5 ms on one thread, after 100 ms on threads that have to start (20 times as long), after 4 ms on threads that are there. Starting has paid for itself after 225 cakes.',
    );
  });
});

test('an event and a lane in words', () => {
  const oven = stages[0]?.lanes.at(-1);
  const received = oven?.events.find(({ kind }) => kind === 'received');
  if (oven === undefined || received === undefined) throw new Error('no oven');
  expect(eventWords(oven, received, kitchen)).toMatch(/^oven received (📦 dry_mix|🧴 wet_mix) at [\d.]+ (µs|ms)$/u);
  const began = oven.events.find(({ kind }) => kind === 'work-began')?.atNs ?? Number.NaN;
  expect(laneWords(oven, began)).toBe(`oven works, 100 µs from ${durationOf(began)} on`);
});

test.each([
  [0, '0'],
  [7, '7 ns'],
  [999.7, '1 µs'],
  [1250, '1.25 µs'],
  [340_000, '340 µs'],
  [1_230_000, '1.23 ms'],
  [2.5e9, '2.5 s'],
])('%d ns are %s', (ns, text) => {
  expect(durationOf(ns)).toBe(text);
});

test('an event is told to more figures than a duration, so that neighbours differ', () => {
  const oven = stages[0]?.lanes.at(-1);
  if (oven === undefined) throw new Error('no oven');
  const at = (atNs: number): string => eventWords(oven, { kind: 'work-began', atNs, item: null }, kitchen);
  expect(at(12_345_678)).toBe('oven began to work at 12.34568 ms');
  expect(at(12_345_778)).toBe('oven began to work at 12.34578 ms');
});

test('the moments of an axis share one unit, and have as many digits as their step needs', () => {
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

test('a large figure has commas, a small one three figures', () => {
  expect([12_345.6, 0.012345, Number.NaN].map(significant)).toEqual(['12,346', '0.0123', '-']);
});
