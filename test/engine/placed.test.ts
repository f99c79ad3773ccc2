/** Stations that share threads: any line, placed in any way, gives what a plain interpreter says, and names who failed. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { completed, type Placement } from '../../src/engine/placement/placement.ts';
import { threads } from '../../src/engine/threads.ts';
import { LineError } from '../../src/line/check.ts';
import { clone } from '../../src/line/kind/kinds.ts';
import { type Line, type StationSpec, specsOf } from '../../src/line/line.ts';
import { planOf } from '../../src/line/plan.ts';
import { MOST_REST_MS } from '../../src/line/rest.ts';
import { calibrate } from '../../src/measure/machine/calibrate.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { traceOf } from '../../src/trace/recorder.ts';
import { spansOf } from '../../src/trace/spans.ts';
import { arbitraryCycle, type CycleShape, interpreted as cycled, cycleLine } from './arbitrary-cycle.ts';
import { arbitraryLine, arbitraryShape, interpreted, nodeName, type Shape } from './arbitrary-graph.ts';
import { arbitraryDeal, type Deal, MOST_THREADS, placedBy } from './arbitrary-placement.ts';
import { decoded, type ItemKind } from './coders.ts';
import { intoPairs } from './collect.ts';
import { chain, seenBy, spec } from './lines.ts';
import { newCounts } from './odd-coroutines.ts';

const ODD = new URL('./odd-coroutines.ts', import.meta.url).href;

describe.each(['port', 'ring'] as const)('over %ss', (channel) => {
  let numbers: Deal = [];
  const engine = threads({
    platform,
    channel,
    placement: { threads: MOST_THREADS, of: (line) => placedBy(numbers, line) },
  });
  afterAll(() => engine.close());
  const kinds: readonly ItemKind[] = channel === 'ring' ? ['ints', 'record'] : ['ints', 'record', 'clone', 'bytes'];

  const resultsOf = async (line: Line, itemKind: ItemKind, places: number): Promise<number[][]> => {
    const found: (readonly [item: unknown, end: string])[] = [];
    await engine.run(line, { results: intoPairs(found) });
    return Array.from({ length: places }, (_, place) =>
      found.flatMap(([item, end]) => (end === nodeName(place) ? [decoded(itemKind, item)] : [])).sort(byValue),
    );
  };

  test('every node of any line sends what the interpreter says', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryShape(kinds), arbitraryDeal, async (shape: Shape, dealt) => {
        numbers = dealt;
        const wanted = interpreted(shape).map((sent) => sent.toSorted(byValue));
        const line = planOf(arbitraryLine(shape), code('./arbitrary-graph.ts', 'arbitraryLine'), { parts: 0 });
        expect(await resultsOf(line, shape.itemKind, wanted.length)).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  test('every node of a line with cycles does, too, and the line ends by itself', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCycle(kinds), arbitraryDeal, async (shape: CycleShape, dealt) => {
        numbers = dealt;
        const wanted = cycled(shape).map((sent) => sent.toSorted(byValue));
        const line = planOf(cycleLine(shape), code('./arbitrary-cycle.ts', 'cycleLine'), { parts: 0 });
        expect(await resultsOf(line, shape.itemKind, wanted.length)).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  test('what one end of each edge sends is what the other one receives, call or channel', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryShape(kinds), arbitraryDeal, async (shape: Shape, dealt) => {
        numbers = dealt;
        const line = planOf(arbitraryLine(shape), code('./arbitrary-graph.ts', 'arbitraryLine'), { parts: 0 });
        const { sources, stations } = await engine.run(line, { witness: true });
        const testimony = new Map([...sources, ...stations].map((run) => [run.name, run.testimony]));
        for (const { from, to } of new Set(line.edges)) {
          const outlet = line.edges.filter((edge) => edge.from === from).findIndex((edge) => edge.to === to);
          const inlet = line.edges.filter((edge) => edge.to === to).findIndex((edge) => edge.from === from);
          const [sent, received] = [testimony.get(from)?.sent[outlet], testimony.get(to)?.received[inlet]];
          expect([received?.items, received?.sum]).toEqual([sent?.items, sent?.sum]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the run says how its stations were placed', async () => {
    numbers = [0, 1, 0];
    const line = chain([spec('source', 'counter', { count: 20 }), spec('a', 'passOn'), spec('b', 'passOn')], 20);
    const run = await engine.run(line);
    expect([run.threads, run.placement]).toEqual([2, [['source', 'b'], ['a']]]);
    expect(seenBy(run, 'b')).toHaveLength(20);
  });

  test('a station that hangs on top of another one is named, and not the other', async () => {
    const hanging = threads({ platform, channel, hangMs: 500, placement: { threads: 1, of: together } });
    const line = chain(
      [spec('source', 'counter', { count: 20 }), spec('a', 'passOn'), spec('b', 'hangs', { after: 3 }, ODD)],
      20,
    );
    await expect(hanging.run(line)).rejects.toThrow(
      /^station "b" failed: no sign of life for 0\.5 s \(running, had made at least \d+\)$/,
    );
    await hanging.close();
  });

  test('a station that works for long on top of another one does not hang', async () => {
    const patient = threads({ platform, channel, hangMs: 300, placement: { threads: 1, of: together } });
    const works = spec('b', 'worker', { iterations: calibrate(platform.clock) * 1e6 });
    const run = await patient.run(chain([spec('source', 'counter', { count: 2 }), spec('a', 'passOn'), works], 2));
    expect(run.stations.map(({ sent }) => sent)).toEqual([2, 2]);
    await patient.close();
  });

  test.each([
    ['shares its thread', [0, 0, 1]],
    ['has a thread of its own', [0, 1, 2]],
  ])(
    'a stop cuts short the rest in the finally of a station that %s, and what comes after it runs',
    async (_, deal) => {
      const { ended } = newCounts();
      const stop = new AbortController();
      numbers = deal;
      const tidies = spec('a', 'tidies', { ended, restMs: MOST_REST_MS, yields: false }, ODD);
      const resting = spec('b', 'restsAfterItem', { ms: MOST_REST_MS, ended: newCounts().ended }, ODD);
      const line = chain([spec('source', 'counter', { count: 1 }), tidies, resting], 100);
      const run = engine.run(line, { signal: stop.signal });
      while (Atomics.load(ended, 0) === 0) await new Promise(setImmediate);
      // Its `finally` has begun, and its rest is longer than this test may take.
      expect(Atomics.load(ended, 0)).toBe(1);
      stop.abort(new Error('enough'));
      await expect(run).rejects.toThrow('enough');
      expect(Atomics.load(ended, 0)).toBe(3);
    },
  );

  test('what cannot be sent to another thread is the failure of its sender, whoever sends its batch', async () => {
    if (channel === 'ring') return;
    for (const dealt of [
      [0, 0, 0, 1],
      [1, 0, 0, 1],
    ]) {
      numbers = dealt;
      const line = chain(
        [
          spec('source', 'counter', { count: 9 }),
          spec('good', 'passOn'),
          spec('bad', 'sendsAFunction', { at: 1 }, ODD),
          spec('sink', 'passOn'),
        ],
        9,
      );
      const cloned = (one: StationSpec): StationSpec => (one.name === 'bad' ? { ...one, out: clone().spec } : one);
      const edges = line.edges.map((edge) => (edge.from === 'bad' ? { ...edge, items: null } : edge));
      await expect(engine.run({ ...line, stations: line.stations.map(cloned), edges })).rejects.toThrow(
        /^station "bad" failed: Cannot send item /,
      );
    }
  });

  test('no two stations of a thread work at the same time in a recording', async () => {
    numbers = [0, 0, 0];
    const line = chain([spec('source', 'counter', { count: 20 }), spec('a', 'passOn'), spec('b', 'passOn')], 20);
    const { recording } = await engine.run(line, { events: 10_000, resumes: true });
    if (recording === null) throw new Error('expected a recording, found none');
    const spans = traceOf('test', recording)
      .tracks.flatMap(spansOf)
      .filter(({ state }) => state === 'work')
      .sort((one, other) => one.beganNs - other.beganNs);
    expect(spans.length).toBeGreaterThan(20);
    for (const [i, span] of spans.entries())
      expect(span.endedNs).toBeLessThanOrEqual(spans[i + 1]?.beganNs ?? Infinity);
  });

  test('a station that ends its thread is named', async () => {
    const line = chain(
      [spec('source', 'counter', { count: 20 }), spec('a', 'passOn'), spec('b', 'exits', { after: 3, code: 3 }, ODD)],
      20,
    );
    numbers = [0, 0, 0];
    await expect(engine.run(line)).rejects.toThrow(
      /^station "b" failed: its thread exited with code 3 and without a report \(running, had made at least \d+\)$/,
    );
    expect((await engine.run(chain([spec('source', 'counter', { count: 1 }), spec('a', 'passOn')], 1))).threads).toBe(
      1,
    );
  });
});

test('a placement that does not fit the line is refused before anything starts, in one line', async () => {
  const line = chain([spec('source', 'counter', { count: 20 }), spec('a', 'passOn')], 20);
  const placed = (placement: Placement) => () => completed(line, placement);
  expect(placed([['oven']])).toThrow(
    new LineError('Cannot place this line: expected a placement of its stations ("source", "a"), found "oven"'),
  );
  expect(placed([['a'], ['source', 'a']])).toThrow(
    new LineError('Cannot place this line: expected a placement that names each station once, found "a" twice'),
  );
  expect(placed([[], ['a']])()).toEqual([['a'], ['source']]);
});

function together(line: Line): Placement {
  return [specsOf(line).map(({ name }) => name)];
}

function code(file: string, exported: string) {
  return { module: new URL(file, import.meta.url).href, export: exported };
}

function byValue(one: number, other: number): number {
  return one - other;
}
