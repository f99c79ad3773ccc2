/** What is said of the slowest station of a line of one's own, with one copy and with several. */
import { describe, expect, test } from 'vitest';
import type { Line } from '../../src/line/line.ts';
import { planOf } from '../../src/line/plan.ts';
import type { StationCost } from '../../src/measure/station-cost.ts';
import { sharesOf, wholeStations } from '../../src/own/whole-stations.ts';
import { slowestSentence } from '../../src/own/words.ts';
import * as lines from '../engine/copied-lines.ts';

const code = { module: new URL('../engine/copied-lines.ts', import.meta.url).href, export: 'wordy' };

const cost = (name: string, selfMs: number, kind: StationCost['kind'] = 'station'): StationCost => ({
  name,
  kind,
  items: 10,
  selfMs,
  restedMs: 0,
});

const station = (name: string, ...times: readonly number[]) => ({ name, kind: 'station', times }) as const;

describe('stations with copies', () => {
  const line: Line = planOf(lines.wordy({ count: 30, copies: 2, isLast: true }), code, { parts: 0 });
  const costs = [
    ...line.sources.map(({ name }) => cost(name, 1, 'source')),
    ...line.stations.map(({ name }) => cost(name, 4)),
  ];

  test('stand together under the name that the user gave', () => {
    expect(wholeStations(line, costs).filter(({ times }) => times.length > 1)).toEqual([station('speaker', 4, 4)]);
    expect(wholeStations(line, costs).flatMap(({ times }) => times)).toHaveLength(costs.length);
  });

  test('say how many copies each coroutine has', () => {
    const shares = sharesOf(line, costs);
    expect(shares.map(({ name }) => name)).toEqual(costs.map(({ name }) => name));
    expect(shares.filter(({ copies }) => copies === 2).map(({ name }) => name)).toEqual(['speaker 1', 'speaker 2']);
    expect(shares.filter(({ copies }) => copies !== 1)).toHaveLength(2);
  });
});

describe('the slowest station', () => {
  test('is told what two copies of it would give', () => {
    expect(slowestSentence([station('parse', 1), station('test', 3)], 8)).toEqual([
      '"test" is the bottleneck: it takes 75 % of the time, so that a thread per station gives at most 1.33x; two copies of it ({ concurrency: 2 }) at most 2.67x.',
    ]);
  });

  test('is told what one more copy would give where it has some, of which each takes its share', () => {
    expect(slowestSentence([station('parse', 2), station('test', 6, 6)], 8)).toEqual([
      '"test" is the bottleneck: its 2 copies take 86 % of the time, so that a thread per station gives at most 2.33x; 3 copies of it ({ concurrency: 3 }) at most 3.50x.',
    ]);
  });

  test('is told of no other copy where another station takes as long, or there are as many as there can be', () => {
    const [equal] = slowestSentence([station('test', 6, 6), station('parse', 6)], 8);
    expect(equal).toMatch(/^"test" is .* its 2 copies take 67 % .* gives at most 3\.00x\.$/);
    const [most] = slowestSentence([station('test', ...Array<number>(64).fill(1))], 100);
    expect(most).toMatch(/^"test" is .* its 64 copies take 100 % .* gives at most 64\.00x\.$/);
  });

  test('gives no limit where the machine sets a lower one', () => {
    expect(slowestSentence([station('parse', 2), station('test', 6, 6)], 2)).toEqual([
      '"test" is the bottleneck: its 2 copies take 86 % of the time.',
    ]);
  });

  test('that is a source has no copies', () => {
    expect(slowestSentence([{ ...station('numbers', 6), kind: 'source' }, station('test', 2)], 8)).toEqual([
      'The source "numbers" is the bottleneck: it takes 75 % of the time, so that no line of these stations is more than 1.33 times as fast.',
    ]);
  });

  test('is not told of where it takes little, or nothing takes any time', () => {
    expect(slowestSentence([station('a', 1), station('b', 1), station('c', 1)], 8)).toEqual([]);
    expect(slowestSentence([station('a', 0)], 8)).toEqual([]);
    expect(slowestSentence([], 8)).toEqual([]);
  });
});
