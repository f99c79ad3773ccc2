/** Every engine checks a line before anything starts: what it does not refuse runs, and alike under every engine. */
import * as fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Engine, LineRun } from '../../src/engine/engine.ts';
import { pool } from '../../src/engine/pool.ts';
import { StallError } from '../../src/engine/watch/stall.ts';
import { LineError, MOST_CAPACITY } from '../../src/line/check.ts';
import type { Edge, Line, StationSpec } from '../../src/line/line.ts';
import { isPrintable } from '../../src/line/printable.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';
import type { ThreadingPlatform } from '../../src/platform/platform.ts';
import { anyEngine, type EngineLabel, EVERY_ENGINE, failureOf, onePart } from './every-engine.ts';
import { chain, circle, spec } from './lines.ts';

/** What the engines have asked of their platform. */
let started: string[] = [];

/** Notes each module that is loaded or compiled, and each pool that is asked for. */
const platform: ThreadingPlatform = {
  ...nodePlatform,
  importModule(url) {
    started.push(`loads ${url}`);
    return nodePlatform.importModule(url);
  },
  workers(heapMb) {
    const host = nodePlatform.workers(heapMb);
    return {
      ...host,
      build(modules) {
        started.push('compiles');
        return host.build(modules);
      },
      threads(count) {
        started.push('starts threads');
        return host.threads(count);
      },
    };
  },
};

afterEach(() => {
  started = [];
});

const THROWS = new URL('../faults/modules/throws.ts', import.meta.url).href;
const broken = (name: string): StationSpec => spec(name, 'passOn', {}, THROWS);
const whole = chain([broken('source'), broken('a'), broken('b')], 4);

describe.each(EVERY_ENGINE)('the %s engine', (label) => {
  const engine = anyEngine(label, platform);
  afterAll(() => engine.close());

  test.each<[string, Line]>([
    ['a name twice', { ...whole, stations: [broken('a'), broken('a')] }],
    ['an edge to nobody', { ...whole, edges: [...whole.edges, { from: 'b', to: 'nobody', items: [0], capacity: 1 }] }],
    ['an edge from nobody', { ...whole, edges: [...whole.edges, { from: 'nobody', to: 'b', items: [], capacity: 1 }] }],
    [
      'an edge into the source',
      { ...whole, edges: [...whole.edges, { from: 'b', to: 'source', items: [0], capacity: 1 }] },
    ],
    [
      'an item twice on an edge',
      { ...whole, edges: [...whole.edges, { from: 'source', to: 'b', items: [0, 0], capacity: 1 }] },
    ],
    ['no source', { ...whole, sources: [] }],
    ['an item beyond the alphabet', { ...whole, alphabet: ['0', '1'] }],
    ['a capacity of nothing', { ...whole, edges: whole.edges.map((edge) => ({ ...edge, capacity: 0 })) }],
    ['a station that nothing reaches', { ...whole, edges: whole.edges.slice(0, 1) }],
    ['stations out of order', { ...whole, stations: whole.stations.toReversed() }],
  ])('refuses a line with %s before anything starts', async (_, line) => {
    const failure = await failureOf(engine.run(onePart(line)));
    expect(failure).toBeInstanceOf(LineError);
    expect(started).toEqual([]);
  });

  test('a line that is valid does start, and then its module fails', async () => {
    expect(await failureOf(engine.run(onePart(whole)))).toMatchObject({
      name: 'StationFailure',
      reason: /electricity/,
    });
    expect(started).not.toEqual([]);
  });

  test('a cycle is refused where a send is a call, and runs where stations wait at channels', async () => {
    const failure = await failureOf(engine.run(onePart(circle())));
    if (label === 'cooperative' || label === 'pool') {
      expect(failure).toBeInstanceOf(LineError);
      expect(failure).toHaveProperty('message', expect.stringContaining('found a -> b -> a'));
      expect(started).toEqual([]);
    } else expect(failure).toBeInstanceOf(StallError);
  });
});

test.each<[string, readonly Line[], string]>([
  ['none', [], 'expected work that is cut into parts, found none'],
  ['one that is not valid', [{ ...whole, alphabet: [] }], 'to carry items from 0 to -1, found 0'],
  [
    'one with other stations',
    [whole, chain([broken('source'), broken('a')], 4)],
    'of the line in part 2, found others',
  ],
  [
    'one with another coroutine',
    [{ ...whole, stations: [broken('a'), spec('b', 'passOnTwice', {}, THROWS)] }],
    'of the line in part 1, found others',
  ],
  ['one with other items', [{ ...whole, alphabet: ['w', 'x', 'y', 'z'] }], 'of the line in part 1, found others'],
])('a pool refuses the parts of a line before anything starts: %s', async (_, parts, reason) => {
  const engine = pool({ platform, threads: 1 });
  const failure = await failureOf(engine.run({ ...whole, parts }));
  expect(failure).toBeInstanceOf(LineError);
  expect(failure).toHaveProperty('message', expect.stringContaining(reason));
  expect(started).toEqual([]);
  await engine.close();
});

/** Two ways from the source to the last station. Each station passes on what it is sent. */
const VALID: Line = {
  sources: [spec('source', 'counter', { count: 6 })],
  stations: ['a', 'b', 'c', 'last'].map((name) => spec(name, 'passOn')),
  edges: [
    { from: 'source', to: 'a', items: [0, 1, 2], capacity: 2 },
    { from: 'source', to: 'b', items: [3, 4], capacity: 3 },
    { from: 'a', to: 'c', items: [0, 1], capacity: 1 },
    { from: 'b', to: 'last', items: [3, 4], capacity: 4 },
    { from: 'c', to: 'last', items: [0, 1, 5], capacity: 7 },
  ],
  alphabet: ['0', '1', '2', '3', '4', '5'],
  parts: [],
};

const anyName = fc.constantFrom('source', 'a', 'b', 'c', 'last', 'nobody', '', 'x\ny');
const anyItem = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, -1, 0.5, Number.NaN, 65_536);
const anyCapacity = fc.constantFrom(1, 2, 64, MOST_CAPACITY, MOST_CAPACITY + 1, 0, -1, 1.5, Number.NaN);
const anyEdge: fc.Arbitrary<Edge> = fc.record({
  from: anyName,
  to: anyName,
  items: fc.array(anyItem, { maxLength: 3 }),
  capacity: anyCapacity,
});

type Mutation = (line: Line) => Line;

function onEdge(change: fc.Arbitrary<Partial<Edge>>): fc.Arbitrary<Mutation> {
  return fc.tuple(fc.nat({ max: 4 }), change).map(([at, part]) => (line) => ({
    ...line,
    edges: line.edges.map((edge, i) => (i === at ? { ...edge, ...part } : edge)),
  }));
}

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  onEdge(fc.record({ from: anyName })),
  onEdge(fc.record({ to: anyName })),
  onEdge(fc.record({ capacity: anyCapacity })),
  onEdge(fc.record({ items: fc.array(anyItem, { maxLength: 3 }) })),
  anyEdge.map(
    (edge): Mutation =>
      (line) => ({ ...line, edges: [...line.edges, edge] }),
  ),
  fc.nat({ max: 4 }).map(
    (at): Mutation =>
      (line) => ({ ...line, edges: line.edges.toSpliced(at, 1) }),
  ),
  fc.shuffledSubarray([0, 1, 2, 3, 4]).map(
    (kept): Mutation =>
      (line) => ({
        ...line,
        edges: kept.flatMap((at) => line.edges[at] ?? []),
      }),
  ),
  fc.shuffledSubarray([0, 1, 2, 3], { minLength: 3 }).map(
    (kept): Mutation =>
      (line) => ({
        ...line,
        stations: kept.flatMap((at) => line.stations[at] ?? []),
      }),
  ),
  fc.tuple(fc.nat({ max: 3 }), anyName).map(
    ([at, name]): Mutation =>
      (line) => ({
        ...line,
        stations: line.stations.map((station, i) => (i === at ? { ...station, name } : station)),
      }),
  ),
  fc.nat({ max: 7 }).map(
    (length): Mutation =>
      (line) => ({ ...line, alphabet: line.alphabet.slice(0, length) }),
  ),
  fc.constantFrom(-1, 0.5, 3).map(
    (firstWorkIndex): Mutation =>
      (line) => ({
        ...line,
        sources: line.sources.map((source) => ({ ...source, firstWorkIndex })),
      }),
  ),
);

/** What each station saw. Where two feed a third, the order is a matter of chance. */
function resultOf(run: LineRun): unknown {
  return run.stations.map(({ name, accounts, digest }) => {
    const [account] = accounts;
    const seen: unknown = typeof account === 'object' && account !== null && 'seen' in account ? account.seen : null;
    return { name, digest, seen: Array.isArray(seen) ? seen.toSorted() : seen };
  });
}

describe('a valid line that is changed at random', () => {
  const engines = EVERY_ENGINE.map((label): readonly [EngineLabel, Engine] => [label, anyEngine(label, platform)]);
  afterAll(async () => {
    for (const [, engine] of engines) await engine.close();
  });

  test('is refused in one line before anything starts, or runs alike under every engine', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (mutations) => {
        const line = onePart(mutations.reduce((changed, mutate) => mutate(changed), VALID));
        const results: unknown[] = [];
        for (const [label, engine] of engines) {
          // A cycle is refused by the first engine. It would run into a stall under the others: see above.
          if (String(results[0]).includes('no cycle') && label !== 'pool') continue;
          started = [];
          const outcome = await engine.run(line).then(resultOf, (error: unknown) => error);
          if (!(outcome instanceof Error)) {
            results.push(outcome);
            continue;
          }
          // The source yields an item that a shorter alphabet does not have: that shows only when it runs.
          if (outcome.name === 'StationFailure') {
            results.push(outcome.message.replace(/ \(.*/, ''));
            continue;
          }
          expect(outcome).toBeInstanceOf(LineError);
          expect(isPrintable(outcome.message)).toBe(true);
          expect(started).toEqual([]);
          results.push(outcome.message);
        }
        for (const result of results) expect(result).toEqual(results[0]);
        outcomes.add(typeof results[0] === 'string' ? results[0].slice(0, 40) : 'runs');
      }),
      { numRuns: 150, endOnFailure: true },
    );
    // Both happen, or nothing was shown.
    expect(outcomes).toContain('runs');
    expect(outcomes.size).toBeGreaterThan(4);
  });
});
