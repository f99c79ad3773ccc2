/** Items of every kind, under every engine that carries them: they leave the line as they came, whoever reads them. */
import { afterAll, describe, expect, test } from 'vitest';
import { LineError } from '../../src/line/check.ts';
import { hasFixedSize } from '../../src/line/kind/spec.ts';
import type { Edge, Line, StationSpec } from '../../src/line/line.ts';
import { BYTES, CLONES, firstItems, INTS, type Items, RECORDS } from '../channel/kinds.ts';
import { intoList } from './collect.ts';
import { anyEngine, type EngineLabel, EVERY_ENGINE, failureOf, onePart } from './every-engine.ts';
import { spec, usesRings } from './lines.ts';

const ODD = new URL('./odd-coroutines.ts', import.meta.url).href;
const all = (from: string, to: string, capacity = 4): Edge => ({ from, to, items: null, capacity });

/** A source of these values, and stations that pass on what they are sent. */
function lineOf({ kind }: Items, values: readonly unknown[], names: readonly string[], edges: readonly Edge[]): Line {
  const withKind = (one: StationSpec): StationSpec => ({ ...one, out: kind });
  return onePart({
    sources: [withKind(spec('source', 'yieldsThese', { values }, ODD))],
    stations: names.map((name) => withKind(spec(name, 'burst', { copies: 1 }))),
    edges,
    alphabet: [],
    parts: [],
  });
}

describe.each(EVERY_ENGINE)('under the %s engine', (label) => {
  const engine = anyEngine(label);
  afterAll(() => engine.close());

  const resultsOf = async (line: Line, events?: number): Promise<unknown[]> => {
    const results: unknown[] = [];
    await engine.run(line, { results: intoList(results), ...(events === undefined ? {} : { events }) });
    return results;
  };

  const carried = [INTS, RECORDS, CLONES, BYTES].filter(({ kind }) => !usesRings(label) || hasFixedSize(kind));

  describe.each(carried)('$kind.kind', (items) => {
    const values = (): unknown[] => [...items.extremes(), ...firstItems(items, 60)];

    test.each([1, 4, 64])('items arrive as they were sent, in order, through channels for %d', async (capacity) => {
      for (const events of [undefined, 10_000]) {
        const edges = [all('source', 'a', capacity), all('a', 'b', capacity)];
        expect(await resultsOf(lineOf(items, values(), ['a', 'b'], edges), events)).toEqual(values());
      }
    });

    test('several readers each get every item', async () => {
      const edges = [all('source', 'a'), all('source', 'b', 1), all('source', 'c', 64)];
      for (const end of ['a', 'b', 'c']) {
        // A new line each time: on one thread its source sends these very values, and buffers can be sent once.
        const line = { ...lineOf(items, values(), ['a', 'b', 'c'], edges), ends: [end] };
        expect(await resultsOf(onePart(line))).toEqual(values());
      }
    });
  });

  test('a channel with a limit in bytes carries all the same', async () => {
    if (usesRings(label)) return;
    for (const items of [CLONES, BYTES]) {
      const values = (): unknown[] => [...items.extremes(), ...firstItems(items, 60)];
      const edges = [all('source', 'a'), all('a', 'b')].map((edge) => ({ ...edge, capacityBytes: 100 }));
      expect(await resultsOf(lineOf(items, values(), ['a', 'b'], edges))).toEqual(values());
    }
  });
});

test.each([CLONES, BYTES])('rings carry no $kind.kind, and say so before anything starts', async (items) => {
  const engine = anyEngine('threads (ring)');
  const failure = await failureOf(engine.run(lineOf(items, [], ['a'], [all('source', 'a')])));
  await engine.close();
  expect(failure).toBeInstanceOf(LineError);
  expect(failure).toHaveProperty(
    'message',
    expect.stringContaining(`to carry ints or records, found ${items.kind.kind}`),
  );
});

describe('what cannot be sent to another thread is refused at its sender, with the path to it', () => {
  /** Its station a passes on what it gets, and sends a function instead of the seventh item. */
  const lineWithABad = (readers: readonly string[], edges: readonly Edge[]): Line => {
    const whole = lineOf(CLONES, firstItems(CLONES, 40), ['a', ...readers], [all('source', 'a'), ...edges]);
    const bad = { ...spec('a', 'sendsAFunction', { at: 7 }, ODD), out: CLONES.kind };
    return { ...whole, stations: whole.stations.map((station) => (station.name === 'a' ? bad : station)) };
  };
  const failureUnder = async (label: EngineLabel, line: Line, witness = false): Promise<unknown> => {
    const engine = anyEngine(label);
    try {
      return await failureOf(engine.run(line, { witness }));
    } finally {
      await engine.close();
    }
  };
  const reason = 'expected what can be cloned, found .user.save is a function';

  test('threads', async () => {
    expect(await failureUnder('threads (port)', lineWithABad(['b'], [all('a', 'b')]))).toMatchObject({
      station: 'a',
      reason: `Cannot send item 7 to its reader: ${reason}`,
    });
  });

  test.each(EVERY_ENGINE.filter((label) => !usesRings(label)))('%s, with two readers', async (label) => {
    const line = onePart(lineWithABad(['b', 'c'], [all('a', 'b'), all('a', 'c')]));
    expect(await failureUnder(label, line)).toMatchObject({ station: 'a', reason: `Cannot send item 7: ${reason}` });
  });

  test.each(['cooperative', 'event-loop'] as const)('%s: in the proof run', async (label) => {
    const line = lineWithABad(['b'], [all('a', 'b')]);
    expect(await failureUnder(label, line)).toBe('no failure');
    expect(await failureUnder(label, line, true)).toMatchObject({
      station: 'a',
      reason: `Cannot send item 7 to its reader: ${reason}`,
    });
  });
});
