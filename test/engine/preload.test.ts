/** A pool loads the coroutines of every line before it times anything, also those that only a later line brings. */
import { afterAll, expect, test } from 'vitest';
import { StationFailure } from '../../src/engine/failure.ts';
import { pool } from '../../src/engine/pool.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { failureOf, onePart } from './every-engine.ts';
import { chain, seenBy, spec } from './lines.ts';

const fixture = (name: string): string => new URL(`../faults/modules/${name}.ts`, import.meta.url).href;
const source = spec('source', 'counter', { count: 10 });
const engine = pool({ platform, threads: 2, readyMs: 3000 });
afterAll(() => engine.close());

test.each([
  ['hangs', fixture('never-ready'), 'not ready within 3000 ms'],
  ['blocks its thread', fixture('blocks'), 'not ready within 3000 ms'],
  ['fails', fixture('throws'), 'no electricity'],
  ['ends its thread', fixture('ends'), 'its thread exited with code 0 and without a report'],
])('a module of a later line that %s while it is loaded is reported by its station', async (_, module, reason) => {
  const good = chain([source, spec('a', 'passOn')], 10);
  const bad = chain([source, spec('a', 'passOn'), spec('oven', 'passOn', {}, module)], 10);
  expect(seenBy(await engine.run({ ...good, parts: [good, good] }), 'a')).toHaveLength(10);
  const failure = await failureOf(engine.run(onePart(bad)));
  expect(failure).toBeInstanceOf(StationFailure);
  expect(failure).toMatchObject({ station: 'oven', reason, progress: { activity: 'starting' } });
  expect(seenBy(await engine.run(onePart(good)), 'a')).toHaveLength(10);
});
