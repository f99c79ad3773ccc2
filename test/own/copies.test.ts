/** The proof of a line with copies: equal work is proven however items were dealt, and another order is found where it is fixed. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Engine, RunOptions } from '../../src/engine/engine.ts';
import type { Result } from '../../src/engine/results.ts';
import type { DefinedLine } from '../../src/line/defined-line.ts';
import type { Line } from '../../src/line/line.ts';
import { planOf } from '../../src/line/plan.ts';
import { type Proof, prove } from '../../src/own/prove.ts';
import { arbitraryCopies, arbitraryRow, copiesLine } from '../engine/arbitrary-copies.ts';
import * as lines from '../engine/copied-lines.ts';
import { anyEngine, type EngineLabel, EVERY_ENGINE } from '../engine/every-engine.ts';

const here = (file: string): string => new URL(`../engine/${file}.ts`, import.meta.url).href;

const planned = (line: DefinedLine, name: keyof typeof lines, parts = 0): Line =>
  planOf(line, { module: here('copied-lines'), export: name }, { parts });

const engines = new Map(EVERY_ENGINE.map((label) => [label, anyEngine(label)]));
afterAll(async () => {
  for (const engine of engines.values()) await engine.close();
});

async function proofOf(labels: readonly EngineLabel[], line: Line, others: readonly Engine[] = []): Promise<Proof> {
  return await prove([...labels.flatMap((label) => engines.get(label) ?? []), ...others], line, nothing, nothing);
}

function nothing(): void {}

const ON_ONE_LINE: readonly EngineLabel[] = ['cooperative', 'event-loop', 'threads (port)', 'threads (ring)'];

test('lines of any shape whose stations have copies do equal work under every engine', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(arbitraryCopies(['ints', 'record']), arbitraryRow(['ints'])), async (shape) => {
      const line = planOf(copiesLine(shape), { module: here('arbitrary-copies'), export: 'copiesLine' }, { parts: 0 });
      expect(await proofOf(ON_ONE_LINE, line)).toMatchObject({ equal: true, deterministic: true });
    }),
    { numRuns: 20 },
  );
});

test('a pool deals the items of each part anew, and that is equal work', async () => {
  const line = planned(lines.merged({ count: 91, capacity: 4, copies: 3 }), 'merged', 4);
  const proof = await proofOf([...ON_ONE_LINE, 'pool'], line);
  expect(proof).toMatchObject({ equal: true, deterministic: true, results: { items: 182 } });
  expect(proof.engines).toContain('pool');
  expect(proof.edges.filter(({ to }) => to.startsWith('two ')).map(({ items }) => items)).toEqual([
    31, 30, 30, 31, 30, 30,
  ]);
});

/** An engine that runs a line, and hands on its results in another way. */
function changed(change: (results: readonly Result[]) => readonly Result[]): Engine {
  const honest = anyEngine('event-loop');
  return {
    ...honest,
    async run(line, options: RunOptions = {}) {
      const { results } = options;
      const all: Result[] = [];
      const run = await honest.run(line, {
        ...options,
        results: { room: () => 1, waiting: () => 0, put: (item, end) => void all.push({ item, end }), onRoom() {} },
      });
      for (const { item, end } of change(all)) results?.put(item, end);
      return run;
    },
  };
}

describe('results of copies in another order', () => {
  /** Those of the second copy after those of the first: each copy's own are in order. */
  const byCopy = changed((results) => results.toSorted((one, other) => one.end.localeCompare(other.end)));

  test('are found where the order is kept', async () => {
    const line = planned(lines.wordy({ count: 30, copies: 2, isLast: true }), 'wordy');
    expect(await proofOf(['cooperative'], line, [changed((results) => results)])).toMatchObject({ equal: true });
    await expect(proofOf(['cooperative'], line, [byCopy])).rejects.toThrow(
      'the engines disagree: the copies of "speaker" gave the same results in another order (cooperative; event-loop)',
    );
  });

  test('are equal work where it is not', async () => {
    const words = ['a', 'b', 'a', 'c', 'd', 'a', 'b'];
    const line = planned(lines.numbered({ words, copies: 2 }), 'numbered');
    expect(await proofOf(['cooperative'], line, [byCopy])).toMatchObject({ equal: true });
  });
});

test('a station that depends on the order of copies that keep none is named', async () => {
  await expect(proofOf(['cooperative', 'event-loop'], planned(lines.counted(60), 'counted'))).rejects.toThrow(
    /^the engines disagree: .* \(cooperative; event-loop\): "merge" reads the copies of "slow", whose items arrive in any order, and what it sends must not depend on that$/,
  );
});
