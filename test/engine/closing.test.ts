/** A close at any moment: no thread is left, and the engine can be used again. */
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { anyEngine, EVERY_ENGINE, onePart } from './every-engine.ts';
import { chain, seenBy, spec } from './lines.ts';

const workers: Worker[] = [];
const remember = (worker: Worker): void => void workers.push(worker);
beforeAll(() => void process.on('worker', remember));
afterAll(() => void process.off('worker', remember));
afterEach(() => void workers.splice(0));

/** A thread that has ended has the number -1. */
const alive = (): number => workers.filter(({ threadId }) => threadId !== -1).length;

const COUNT = 20;
const ALL = Array.from({ length: COUNT }, (_, item) => item);
function lineOf(stations: number) {
  const names = Array.from({ length: stations }, (_, i) => `station ${i + 1}`);
  return onePart(
    chain([spec('source', 'counter', { count: COUNT }), ...names.map((name) => spec(name, 'passOn'))], COUNT),
  );
}

describe.each(EVERY_ENGINE)('the %s engine', (label) => {
  test('runs a line that is asked for while it closes, after it has closed', async () => {
    const engine = anyEngine(label);
    try {
      await engine.run(lineOf(1));
      const closed = engine.close();
      const run = engine.run(lineOf(1));
      await closed;
      expect(seenBy(await run, 'station 1')).toEqual(ALL);
    } finally {
      await engine.close();
    }
    expect(alive()).toBe(0);
  });

  // A longer line needs more threads: the engine ends the old ones first, which takes some turns.
  test.each([0, 1, 5, 21])('leaves no thread if it is closed %i microtasks into a start', async (ticks) => {
    const engine = anyEngine(label);
    await engine.run(lineOf(1));
    const outcome = engine.run(lineOf(3)).then(
      (run) => seenBy(run, 'station 3'),
      (error: unknown) => error,
    );
    for (let tick = 0; tick < ticks; tick++) await null;
    await engine.close();
    const result = await outcome;
    // A run without threads ends by itself.
    if (Array.isArray(result)) expect(result).toEqual(ALL);
    else expect(result).toBeInstanceOf(Error);
    expect(alive()).toBe(0);
  });
});
