/** The warm-up: which lines each engine runs, and when they are placed. */
import { afterAll, expect, test } from 'vitest';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { type Line, withCapacity } from '../../src/line/line.ts';
import { type WarmUpLines, warmUp, warmUpPlaced } from '../../src/measure/warm-up.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { chain, spec } from '../engine/lines.ts';

const plain = cooperative({ platform });
afterAll(() => plain.close());

const lineOf = (count: number): Line => chain([spec('source', 'counter', { count }), spec('a', 'passOn')], count);
const WIDE = 64;
const lines: WarmUpLines = {
  handful: lineOf(1),
  waiting: withCapacity(lineOf(2), () => WIDE),
  plenty: [lineOf(3), lineOf(4)],
};

/** How many items go into a line: so the lines are told apart. */
function itemsOf(line: Line): number {
  return line.edges[0]?.items?.length ?? 0;
}

interface Watched {
  readonly engine: Engine;
  readonly runs: Line[];
}

function watched(packed: number | null): Watched {
  const runs: Line[] = [];
  const run: Engine['run'] = (line, options) => {
    runs.push(line);
    return plain.run(line, options);
  };
  return { engine: { ...plain, packed, run }, runs };
}

test('every engine runs the handful first, the narrow line next, and the others as often as is said', async () => {
  const { engine, runs } = watched(null);
  const steps: string[] = [];
  const [racer] = await warmUp([engine], lines, 2, (what) => steps.push(what));
  expect(runs.map(itemsOf)).toEqual([1, 2, 3, 4, 3, 4]);
  expect(runs[1]?.edges[0]?.capacity).toBeLessThan(WIDE);
  expect([racer?.engine, racer?.threads, steps]).toEqual([engine, 1, ['starting cooperative']]);
});

test('a narrow line stays as it is', async () => {
  const { engine, runs } = watched(null);
  await warmUp([engine], { ...lines, waiting: withCapacity(lines.waiting, () => 2) }, 1, () => {});
  expect(runs[1]?.edges[0]?.capacity).toBe(2);
});

test('an engine whose stations share threads is only started: its plan comes later', async () => {
  const [apart, together] = [watched(null), watched(2)];
  const racers = await warmUp([apart.engine, together.engine], lines, 1, () => {});
  expect([apart.runs.map(itemsOf), together.runs.map(itemsOf)]).toEqual([[1, 2, 3, 4], [1]]);
  expect(racers.map(({ engine }) => engine)).toEqual([apart.engine, together.engine]);
});

test('without a warm-up every engine is only started', async () => {
  const { engine, runs } = watched(null);
  await warmUp([engine], lines, 0, () => {});
  expect(runs).toEqual([lines.handful]);
});

test('all lines are placed before the first one runs, and each runs as it was placed', async () => {
  const { engine, runs } = watched(2);
  const placed: Line[] = [];
  await warmUpPlaced(engine, lines, 2, (line) => {
    expect(runs).toEqual([]);
    placed.push(line);
  });
  expect(placed.map(itemsOf)).toEqual([2, 3, 4]);
  expect(runs.map((line) => placed.indexOf(line))).toEqual([0, 1, 2, 0, 1, 2]);
});
