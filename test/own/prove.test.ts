/** The proof run: equal work is proven, and a value that is changed after it was sent is found, wherever it goes. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import type { KindSpec } from '../../src/line/kind/spec.ts';
import type { Line, StationSpec } from '../../src/line/line.ts';
import { proofEngines } from '../../src/own/proof-engines.ts';
import { LATE } from '../../src/own/proof-results.ts';
import { type Proof, prove } from '../../src/own/prove.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';
import { anyEngine, type EngineLabel, onePart } from '../engine/every-engine.ts';
import { spec } from '../engine/lines.ts';

const CHANGING = new URL('./changing-coroutines.ts', import.meta.url).href;
const CLONE: KindSpec = { kind: 'clone' };

/** A source that counts to `count`, or another one, and a chain of stations. */
function lineOf(
  stations: readonly string[],
  { count = 50, capacity = 16, source = spec('source', 'counter', { count }) } = {},
): Line {
  const specs = stations.map((name): StationSpec => ({ ...spec(name, name, {}, CHANGING), out: CLONE }));
  return onePart({
    sources: [{ ...source, out: CLONE }],
    stations: specs,
    edges: specs.map(({ name }, i) => ({ from: specs[i - 1]?.name ?? 'source', to: name, items: null, capacity })),
    alphabet: [],
    parts: [],
  });
}

const engines = new Map<EngineLabel, Engine>();
function engineOf(label: EngineLabel): Engine {
  const engine = engines.get(label) ?? anyEngine(label);
  engines.set(label, engine);
  return engine;
}
afterAll(async () => {
  for (const engine of engines.values()) await engine.close();
});

async function proofOf(labels: readonly EngineLabel[], line: Line): Promise<Proof> {
  return await prove(labels.map(engineOf), line, nothing, nothing);
}

const ALL: readonly EngineLabel[] = ['cooperative', 'event-loop', 'threads (port)', 'pool'];

test.each([1, 50, 3 * LATE])('honest work is equal under every engine: %d items', async (count) => {
  const proof = await proofOf(ALL, lineOf(['fills', 'stirs', 'doubles'], { count }));
  expect(proof).toMatchObject({ equal: true, deterministic: true, results: { items: 2 * count } });
});

describe.each<EngineLabel>(['cooperative', 'event-loop', 'pool'])(
  'a result that is changed is found under %s',
  (label) => {
    const labels: readonly EngineLabel[] = ['cooperative', label];

    test.each(['reuses', 'changesTheLast', 'changesInside'])('%s', async (station) => {
      await expect(proofOf(labels, lineOf([station]))).rejects.toThrow(
        /item (1 )?of "\w+" to the reader of the results was changed after it was sent/,
      );
    });

    test('by a source', async () => {
      const source = spec('source', 'reusingSource', { count: 50 }, CHANGING);
      await expect(proofOf(labels, lineOf([], { source }))).rejects.toThrow('was changed after it was sent');
    });

    test('far from the end of the results', async () => {
      const line = lineOf(['reuses'], { count: 3 * LATE });
      await expect(proofOf(labels, line)).rejects.toThrow('was changed after it was sent');
    });
  },
);

describe('what is changed on its way to a station is found in an event loop, whatever the capacity', () => {
  test.each(['reuses', 'changesInside'])('%s', async (station) => {
    for (const capacity of [2, 16, 2048])
      await expect(proofOf(['cooperative', 'event-loop'], lineOf([station, 'counts'], { capacity }))).rejects.toThrow(
        `event-loop: item 1 of "${station}" to "counts" was changed after it was sent`,
      );
  });
});

describe('a proof without an event loop', () => {
  const raced = (): Engine[] => [engineOf('cooperative'), engineOf('threads (port)')];

  test('gets one where items are cloned, and finds there what copies hide', async () => {
    const line = lineOf(['reuses', 'counts']);
    const provers = proofEngines(raced(), line, nodePlatform);
    expect(provers.slice(0, 2)).toEqual(raced());
    expect(provers.map(({ name }) => name)).toEqual(['cooperative', 'threads', 'event-loop']);
    await expect(prove(provers, line, nothing, nothing)).rejects.toThrow('was changed after it was sent');
  });

  test('needs none where no item is cloned, nor a second one', () => {
    const line = lineOf(['fills']);
    const ints: Line = { ...line, sources: line.sources.map(asInts), stations: line.stations.map(asInts) };
    expect(proofEngines(raced(), ints, nodePlatform)).toEqual(raced());
    const all = [...raced(), engineOf('event-loop')];
    expect(proofEngines(all, line, nodePlatform)).toEqual(all);
  });
});

describe('where engines disagree, the error says what often is the reason', () => {
  test('a station that reads several others', async () => {
    const line = lineOf(['sums', 'doubles'], { count: 1000 });
    const second = { ...spec('second', 'counter', { count: 1000 }), out: CLONE };
    const [edge] = line.edges;
    if (edge === undefined) throw new Error('expected an edge, found none');
    const joined: Line = {
      ...line,
      sources: [...line.sources, second],
      edges: [{ ...edge, capacity: 2 }, { ...edge, from: 'second', capacity: 64 }, ...line.edges.slice(1)],
    };
    await expect(proofOf(['cooperative', 'event-loop'], joined)).rejects.toThrow(
      /^the engines disagree: from "sums" to "doubles" went 2000 items that differ from item \d+ on \(cooperative; event-loop\): "sums" reads several stations, whose items arrive in any order/,
    );
  });

  const rangeOf = (station: string, first: number, end: number): Line =>
    lineOf([station], { source: spec('source', 'range', { first, end }, CHANGING) });

  test('a station of a part that keeps something from item to item', async () => {
    const parts = [rangeOf('sums', 0, 30), rangeOf('sums', 30, 50)];
    await expect(proofOf(['cooperative', 'pool'], { ...rangeOf('sums', 0, 50), parts })).rejects.toThrow(
      /^the engines disagree: .* \(cooperative; pool\): a pool runs the line once for each part of its source/,
    );
  });

  test('parts that are not parts', async () => {
    const parts = [rangeOf('doubles', 0, 50), rangeOf('doubles', 0, 50)];
    await expect(proofOf(['cooperative', 'pool'], { ...rangeOf('doubles', 0, 50), parts })).rejects.toThrow(
      /went 50 items and 100 items \(cooperative; pool\): a pool cuts the line into parts, and "source" has to yield only/,
    );
  });
});

function asInts(spec: StationSpec): StationSpec {
  return { ...spec, out: { kind: 'ints' } };
}

function nothing(): void {}
