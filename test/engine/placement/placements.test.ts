/** The placements of an engine, and the engine that follows them: on worker threads, or on the main thread. */
import { afterAll, expect, test } from 'vitest';
import { placed } from '../../../src/engine/placed.ts';
import { Placements } from '../../../src/engine/placement/placements.ts';
import { LineError } from '../../../src/line/check.ts';
import type { Line } from '../../../src/line/line.ts';
import { nodePlatform } from '../../../src/platform/node/platform.ts';
import type { ThreadingPlatform } from '../../../src/platform/platform.ts';
import { chain, seenBy, spec } from '../lines.ts';

const ITEMS = 20;
const NAMES = ['source', 'a', 'b'];

function newLine(): Line {
  return chain([spec('source', 'counter', { count: ITEMS }), spec('a', 'passOn'), spec('b', 'passOn')], ITEMS);
}

test('a line of which nothing was said is placed on so many threads, each station once, and always alike', () => {
  const placements = new Placements(2);
  const line = newLine();
  const placement = placements.of(line);
  expect(placement.flat().toSorted()).toEqual(NAMES.toSorted());
  expect(placement).toHaveLength(2);
  expect(placements.of(line)).toBe(placement);
  expect(placements.isOnMain(line)).toBe(false);
});

test('a placement is that of its own line, in the order of the line, with a thread for each station that it leaves out', () => {
  const placements = new Placements(2);
  const [line, other] = [newLine(), newLine()];
  placements.place(line, [['b', 'source']]);
  expect(placements.of(line)).toEqual([['source', 'b'], ['a']]);
  placements.place(other, [NAMES]);
  expect(placements.of(line)).toEqual([['source', 'b'], ['a']]);
  expect(() => placements.place(line, [['oven']])).toThrow(LineError);
});

test('a line is on the main thread until it is placed elsewhere', () => {
  const placements = new Placements(2);
  const [line, other] = [newLine(), newLine()];
  placements.placeOnMain(line);
  expect([placements.isOnMain(line), placements.isOnMain(other)]).toEqual([true, false]);
  expect(placements.of(line)).toEqual([NAMES]);
  placements.place(line, [NAMES]);
  expect(placements.isOnMain(line)).toBe(false);
});

/** How many threads were asked for, run by run. */
const asked: number[] = [];
const platform: ThreadingPlatform = {
  ...nodePlatform,
  workers(heapMb) {
    const own = nodePlatform.workers(heapMb);
    return {
      ...own,
      threads(count) {
        asked.push(count);
        return own.threads(count);
      },
    };
  },
};

const placements = new Placements(2);
const engine = placed({ platform, placements, channel: 'ring' });
afterAll(() => engine.close());

test('the engine runs a line where its plan says, and starts no thread for one on the main thread', async () => {
  const line = newLine();
  placements.placeOnMain(line);
  const onMain = await engine.run(line);
  expect([onMain.onMain, onMain.threads, onMain.placement, asked]).toEqual([true, 1, [NAMES], []]);

  placements.place(line, [['source', 'b'], ['a']]);
  const onWorkers = await engine.run(line);
  expect([onWorkers.onMain, onWorkers.threads, onWorkers.placement, asked]).toEqual([
    false,
    2,
    [['source', 'b'], ['a']],
    [2],
  ]);
  expect(seenBy(onWorkers, 'b')).toEqual(seenBy(onMain, 'b'));
  expect(seenBy(onMain, 'b')).toHaveLength(ITEMS);
});
