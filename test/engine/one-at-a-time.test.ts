/** One engine runs one line at a time, and lets the others wait for their turn. */
import { describe, expect, test } from 'vitest';
import type { Line } from '../../src/line/line.ts';
import { anyEngine, EVERY_ENGINE, failureOf, onePart } from './every-engine.ts';
import { chain, seenBy, spec } from './lines.ts';

const MODULE = new URL('./odd-coroutines.ts', import.meta.url).href;
const MOST_ENTRIES = 100;
const newLog = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4 * (MOST_ENTRIES + 1)));

/** What was written into the log: its first word counts the entries. */
const entriesOf = (log: Int32Array): number[] => [...log.slice(1, 1 + (log[0] ?? 0))];

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, item) => item);
}

/** A line whose stations log when they begin and when they end. */
function lineOf(count: number, run: number, log: Int32Array<SharedArrayBuffer>): Line {
  const logged = (name: string) => spec(name, 'logged', { log, run }, MODULE);
  return onePart(
    chain([spec('source', 'counter', { count }), logged('a'), logged('b'), spec('last', 'passOn')], count, 2),
  );
}

const good = onePart(chain([spec('source', 'counter', { count: 50 }), spec('last', 'passOn')], 50));
const bad = onePart(
  chain([spec('source', 'counter', { count: 50 }), spec('last', 'throwAt', { at: 5, what: 'burnt' })], 50),
);

describe.each(EVERY_ENGINE)('the %s engine', (label) => {
  test('runs lines that are asked for at once one after the other, and each is whole', async () => {
    const engine = anyEngine(label);
    const log = newLog();
    try {
      const runs = await Promise.all([30, 7, 90].map((count, run) => engine.run(lineOf(count, run + 1, log))));
      expect(runs.map((run) => seenBy(run, 'last'))).toEqual([30, 7, 90].map(upTo));
      expect(entriesOf(log)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
    } finally {
      await engine.close();
    }
  });

  test('gives the next run its turn also after a failure', async () => {
    const engine = anyEngine(label);
    try {
      const [first, second, third] = [engine.run(bad), engine.run(good), failureOf(engine.run(bad))];
      expect(await failureOf(first)).toMatchObject({ station: 'last', reason: 'burnt' });
      expect(seenBy(await second, 'last')).toEqual(upTo(50));
      expect(await third).toMatchObject({ station: 'last', reason: 'burnt' });
    } finally {
      await engine.close();
    }
  });

  test('refuses the runs that wait when it is closed, starts no thread for them, and can be used again', async () => {
    const engine = anyEngine(label);
    try {
      const first = engine.run(good).then(
        (run) => seenBy(run, 'last'),
        () => upTo(50),
      );
      const waiting = [failureOf(engine.run(good)), failureOf(engine.run(bad))];
      await engine.close();
      for (const failure of waiting)
        expect(await failure).toHaveProperty('message', 'the engine was closed before this run had its turn');
      // It has ended by itself, or with the threads.
      expect(await first).toEqual(upTo(50));
      expect(seenBy(await engine.run(good), 'last')).toEqual(upTo(50));
    } finally {
      await engine.close();
    }
  });
});
