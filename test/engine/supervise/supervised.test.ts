/** Supervised lines on real threads: whoever dies, whenever and how often, the results are those of the cooperative engine. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cooperative } from '../../../src/engine/cooperative.ts';
import type { LineRun } from '../../../src/engine/engine.ts';
import type { ResultSink } from '../../../src/engine/results.ts';
import type { Kill, KillControl, Supervision } from '../../../src/engine/supervise/supervision.ts';
import { threads } from '../../../src/engine/threads.ts';
import { clone } from '../../../src/line/kind/kinds.ts';
import type { Line, StationSpec } from '../../../src/line/line.ts';
import { nodePlatform as platform } from '../../../src/platform/node/platform.ts';
import { depthsOf } from '../../../src/trace/depths.ts';
import { traceOf } from '../../../src/trace/recorder.ts';
import { spansOf } from '../../../src/trace/spans.ts';
import { intoList } from '../collect.ts';
import { chain, spec as specIn } from '../lines.ts';

const MODULE = new URL('./coroutines.ts', import.meta.url).href;
const COUNT = 200;

function spec(name: string, coroutine: string, options: unknown = {}): StationSpec {
  return specIn(name, coroutine, options, MODULE);
}

const source = spec('source', 'counter', { count: COUNT });

/** Two stations that remember, and one in between that sends more than it gets. */
const LINE = chain(
  [
    source,
    spec('first', 'sums', { below: COUNT }),
    spec('twice', 'burst', { copies: 2 }),
    spec('last', 'sums', { below: COUNT }),
  ],
  COUNT,
  8,
);
const STATIONS = ['source', 'first', 'twice', 'last'] as const;
/** How many items each of them sends. */
const SENT = { source: COUNT, first: COUNT + 3, twice: 2 * COUNT + 6, last: 2 * COUNT + 9 } as const;

interface Seen {
  readonly results: readonly unknown[];
  readonly digests: readonly number[];
  readonly accounts: readonly unknown[];
}

function seenIn({ sources, stations }: LineRun, results: readonly unknown[]): Seen {
  const all = [...sources, ...stations];
  return { results, digests: all.map(({ digest }) => digest), accounts: all.flatMap(({ accounts }) => accounts) };
}

async function plainly(line: Line): Promise<Seen> {
  const results: unknown[] = [];
  return seenIn(await cooperative({ platform }).run(line, { results: intoList(results) }), results);
}

async function supervised(line: Line, supervise: Supervision, limits: { hangMs?: number; readyMs?: number } = {}) {
  const engine = threads({ platform, channel: 'ring', supervise, ...limits });
  const results: unknown[] = [];
  try {
    const run = await engine.run(line, { results: intoList(results) });
    if (run.supervision === undefined || run.supervision === null) throw new Error('expected a report, found none');
    return {
      seen: seenIn(run, results),
      report: run.supervision,
      sent: [...run.sources, ...run.stations].map(({ sent }) => sent),
    };
  } finally {
    await engine.close();
  }
}

const failureOf = (line: Line, supervise: Supervision): Promise<unknown> =>
  supervised(line, supervise).then(
    () => 'no failure',
    (error: unknown) => (error instanceof Error ? error.message : error),
  );

test('nobody dies', async () => {
  const { seen, report, sent } = await supervised(LINE, {});
  expect(seen).toEqual(await plainly(LINE));
  expect(report).toEqual({ kills: 0, restarts: 0, redone: 0, lostMs: 0, recoveries: [], putAside: [] });
  expect(sent).toEqual(Object.values(SENT));
});

describe.each(STATIONS)('%s dies', (station) => {
  const most = SENT[station];
  test.each([
    ['at its first item', [1]],
    ['at its second', [2]],
    ['in the middle', [most >> 1]],
    ['at its last', [most]],
    ['three times', [1, most >> 1, most]],
    ['at every one of ten', [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]],
  ])('%s', async (_, items) => {
    const kills = items.map((item): Kill => ({ kind: 'at', station, item }));
    const { seen, report, sent } = await supervised(LINE, { kills });
    expect(seen).toEqual(await plainly(LINE));
    expect(sent).toEqual(Object.values(SENT));
    expect(report).toMatchObject({ kills: items.length, restarts: items.length, putAside: [] });
    expect(report.recoveries.length).toBeGreaterThan(0);
    expect(report.recoveries.every((ms) => ms > 0)).toBe(true);
  });
});

test('any stations die at any items, also several at once', async () => {
  const expected = await plainly(LINE);
  const kill = fc
    .constantFrom(...STATIONS)
    .chain((station) =>
      fc.integer({ min: 1, max: SENT[station] }).map((item): Kill => ({ kind: 'at', station, item })),
    );
  await fc.assert(
    fc.asyncProperty(fc.array(kill, { minLength: 1, maxLength: 5 }), async (drawn) => {
      const kills = [...new Map(drawn.map((one) => [JSON.stringify(one), one])).values()];
      const { seen, report } = await supervised(LINE, { kills });
      expect(seen).toEqual(expected);
      expect(report.kills).toBe(kills.length);
    }),
    { numRuns: 5 },
  );
});

test('threads are killed at random moments', async () => {
  const line = chain(
    [
      spec('source', 'slowCounter', { count: COUNT }),
      spec('first', 'sums', { below: COUNT, restMs: 1 }),
      spec('last', 'sums', { below: COUNT, restMs: 1 }),
    ],
    COUNT,
    8,
  );
  const { seen, report } = await supervised(line, { kills: [{ kind: 'random', perSecond: 8, seed: 5 }] });
  expect(seen).toEqual(await plainly(line));
  expect(report.kills).toBeGreaterThan(0);
  expect(report.restarts).toBe(report.kills);
});

test('threads are killed on demand, two at once, and again when others have taken their place', async () => {
  const controls: KillControl[] = [];
  const begun = (control: KillControl): void => void controls.push(control);
  const kills = ['first', 'last'].map((station): Kill => ({ kind: 'on-demand', station, begun }));
  const end = new Int32Array(new SharedArrayBuffer(4));
  const line = chain(
    [
      spec('source', 'counterUntil', { below: COUNT, end }),
      spec('first', 'burst', { copies: 1 }),
      spec('last', 'burst', { copies: 1 }),
    ],
    COUNT,
    8,
  );
  let next = 0;
  let wrong = 0;
  const results: ResultSink = {
    ...intoList([]),
    put(item) {
      if (item !== next % COUNT) wrong++;
      next++;
      if (next % 100 > 0) return;
      for (const { kill } of controls) kill();
      const [control] = controls;
      if ((control?.report().recoveries.length ?? 0) >= 4) Atomics.store(end, 0, 1);
    },
  };
  const engine = threads({ platform, channel: 'ring', supervise: { kills } });
  try {
    const { sources, supervision } = await engine.run(line, { results });
    expect({ next, wrong }).toEqual({ next: sources[0]?.sent, wrong: 0 });
    expect(controls).toHaveLength(2);
    expect(supervision?.kills).toBeGreaterThanOrEqual(4);
    expect(supervision?.restarts).toBe(supervision?.kills);
    // The stations have ended.
    expect(controls.map(({ kill }) => kill())).toEqual([false, false]);
  } finally {
    await engine.close();
  }
});

test('a station that ends slowly has shown before what it has sent', async () => {
  const seen = new Int32Array(new SharedArrayBuffer(4));
  const line = chain([source, spec('slow', 'endsWhenSeen', { seen }), spec('last', 'burst', { copies: 1 })], COUNT, 8);
  const found: unknown[] = [];
  const results: ResultSink = {
    ...intoList(found),
    put(item) {
      found.push(item);
      if (found.length === COUNT) Atomics.store(seen, 0, 1);
    },
  };
  const engine = threads({ platform, channel: 'ring', supervise: { limits: { inAll: 0 } } });
  try {
    await engine.run(line, { results });
    expect(found).toEqual(Array.from({ length: COUNT }, (_, i) => i));
  } finally {
    await engine.close();
  }
});

test('a line whose results nobody wants', async () => {
  const engine = threads({
    platform,
    channel: 'ring',
    supervise: { kills: [{ kind: 'at', station: 'last', item: 5 }] },
  });
  try {
    const run = await engine.run(LINE);
    const { digests, accounts } = await plainly(LINE);
    expect(seenIn(run, [])).toEqual({ results: [], digests, accounts });
  } finally {
    await engine.close();
  }
});

test('a recording outlives the threads: what was undone is marked, and the rest is as if nobody had died', async () => {
  const kills = [10, 50].map((item): Kill => ({ kind: 'at', station: 'first', item }));
  const engine = threads({ platform, channel: 'ring', supervise: { kills } });
  try {
    const { recording } = await engine.run(LINE, { events: 10_000 });
    if (recording === null) throw new Error('expected a recording, found none');
    const trace = traceOf('threads (ring)', recording);
    const first = trace.tracks.find(({ station }) => station === 'first')?.events ?? [];
    const count = (kind: string): number => first.filter((event) => event.kind === kind).length;
    expect([count('died'), count('began-again')]).toEqual([2, 2]);
    expect([count('received'), count('sent')]).toEqual([SENT.source, SENT.first]);
    // The thread dies with an item in its hands.
    expect(count('undone-received')).toBeGreaterThan(1);
    expect(depthsOf(trace).map(({ depth }) => [Math.min(...depth) >= 0, depth.at(-1)])).toEqual(
      trace.edges.map(() => [true, 0]),
    );
    const states = spansOf({ station: 'first', copy: null, dropped: 0, events: first }).map(({ state }) => state);
    expect(states.filter((state) => state === 'dead')).toHaveLength(2);
  } finally {
    await engine.close();
  }
});

describe('what nobody has asked for', () => {
  const behindSource = (...stations: StationSpec[]): Line => chain([source, ...stations], COUNT, 8);

  test.each([
    ['poisonedBy', 'no taste for this one'],
    ['exitsAt', 'its thread exited with code 3 and without a report'],
  ])('an item at which the station dies again and again ends the run: %s', async (coroutine, reason) => {
    const line = behindSource(spec('taster', coroutine, { at: 70 }), spec('last', 'sums', { below: COUNT }));
    const message = await failureOf(line, {});
    // How far it was comes from the status board, which may be some items behind.
    expect(String(message).replace(/ \(running, had made .*\)$/, '')).toBe(
      `station "taster" failed: ${reason}; not started again: it died three times at item 71 from "source"`,
    );
  });

  test.each(['poisonedBy', 'exitsAt'])('or is put aside: %s', async (coroutine) => {
    const line = behindSource(spec('taster', coroutine, { at: 70 }), spec('last', 'sums', { below: COUNT }));
    const { seen, report } = await supervised(line, { skipPoison: true });
    expect(report.putAside).toEqual([{ station: 'taster', from: 'source', item: 71 }]);
    expect(report.kills).toBe(0);
    const account = seen.accounts.at(-1);
    const expected = Array.from({ length: COUNT }, (_, item) => (item === 70 ? 0 : 1));
    expect(account).toMatchObject({ seen: expected });
  });

  test('at a station with two inlets too the item is found, and no other one is put aside', async () => {
    const good = spec('good', 'counter', { count: COUNT });
    const bad = spec('bad', 'counter', { count: COUNT });
    const all = Array.from({ length: COUNT }, (_, item) => item);
    const low = all.filter((item) => item < COUNT / 2);
    const line: Line = {
      sources: [good, bad],
      stations: [spec('taster', 'poisonedBy', { at: 70 }), spec('last', 'sums', { below: COUNT })],
      edges: [
        { from: 'good', to: 'taster', items: low.filter((item) => item !== 70), capacity: 8 },
        { from: 'bad', to: 'taster', items: [70], capacity: 8 },
        { from: 'taster', to: 'last', items: all, capacity: 8 },
      ],
      alphabet: all.map(String),
      parts: [],
    };
    const { seen, report } = await supervised(line, { skipPoison: true });
    expect(report.putAside).toEqual([{ station: 'taster', from: 'bad', item: 1 }]);
    expect(seen.accounts.at(-1)).toMatchObject({ seen: all.map((item) => (item < COUNT / 2 && item !== 70 ? 1 : 0)) });
  });

  test('three bad items are put aside, and what a station keeps from its beginning on is not lost with them', async () => {
    const line = behindSource(spec('taster', 'tastes', { bad: [0, 50, 51] }), spec('last', 'sums', { below: COUNT }));
    const { seen, report } = await supervised(line, { skipPoison: true });
    expect(report.putAside.map(({ item }) => item)).toEqual([1, 51, 52]);
    expect(seen.accounts.at(-2)).toEqual({ tasted: 1000 + COUNT - 3 });
    expect(report.restarts).toBeGreaterThanOrEqual(9);
  });

  test('a thread that has taken the place of another one is left alone', async () => {
    const line = chain(
      [spec('source', 'slowCounter', { count: COUNT }), spec('last', 'sums', { below: COUNT, restMs: 10 })],
      COUNT,
      8,
    );
    const kills: Kill[] = [{ kind: 'at', station: 'last', item: 2 }];
    // It runs for 2 s, much longer than a thread may take to get ready.
    const { seen, report } = await supervised(line, { kills }, { readyMs: 1000 });
    expect(seen).toEqual(await plainly(line));
    expect(report).toMatchObject({ kills: 1, restarts: 1 });
  });

  test('a run that is aborted while a station waits to be started again ends at once', async () => {
    const line = behindSource(spec('weak', 'diesOnceAtEach', { died: new SharedArrayBuffer(4 * COUNT) }));
    const engine = threads({ platform, channel: 'ring', supervise: { limits: { perStation: 50, inAll: 50 } } });
    const aborting = new AbortController();
    try {
      const run = engine.run(line, { signal: aborting.signal });
      const timer = setTimeout(() => aborting.abort(new Error('enough')), 1500);
      await expect(run).rejects.toThrow('enough');
      clearTimeout(timer);
    } finally {
      await engine.close();
    }
  });

  test('a station that hangs is ended, and begins again', async () => {
    const line = behindSource(spec('dreamer', 'hangsOnce', { at: 70, hung: new SharedArrayBuffer(4) }));
    const { seen, report } = await supervised(line, {}, { hangMs: 300 });
    expect(seen.results).toEqual(Array.from({ length: COUNT }, (_, i) => i));
    expect(report).toMatchObject({ kills: 0, restarts: 1 });
  });

  test('a source that keeps nothing is not started again', async () => {
    const line = chain(
      [spec('source', 'forgetfulCounter', { count: 20_000 }), spec('last', 'burst', { copies: 1 })],
      20_000,
      8,
    );
    expect(await failureOf(line, { kills: [{ kind: 'at', station: 'source', item: 15_000 }] })).toMatch(
      /^station "source" failed: .*; not started again: it keeps nothing, so that it would begin anew/,
    );
  });

  test('too many restarts end the run', async () => {
    const line = behindSource(spec('weak', 'diesOnceAtEach', { died: new SharedArrayBuffer(4 * COUNT) }));
    const limits = { perStation: 2, withinMs: 30_000, inAll: 20 };
    expect(await failureOf(line, { limits })).toMatch(/not started again: restarted 2 times within 30 s/);
    const other = behindSource(spec('weak', 'diesOnceAtEach', { died: new SharedArrayBuffer(4 * COUNT) }));
    expect(await failureOf(other, { limits: { ...limits, perStation: 9, inAll: 1 } })).toMatch(
      /not started again: 1 restarts in this run/,
    );
  });

  test('a station that cannot begin is not started again', async () => {
    expect(await failureOf(behindSource(spec('big', 'keepsTooMuch')), {})).toMatch(
      /^station "big" failed: expected a station to keep at most 65536 bytes, found 70000/,
    );
  });
});

test('an item that leads to more than fits is a failure that says so', async () => {
  const line = chain(
    [source, spec('flood', 'burst', { copies: 5000 }), spec('last', 'burst', { copies: 1 })],
    COUNT,
    8,
  );
  expect(await failureOf(line, {})).toMatch(
    /station "flood" failed: expected one item to lead to at most 4097 others under supervision, found more: give the edge a larger capacity than 8/,
  );
});

describe('a line that cannot be supervised is refused before anything starts', () => {
  const refused = async (line: Line, supervise: Supervision, channel: 'ring' | 'port' = 'ring', threadsFor = 0) => {
    const placement = { threads: 1, of: (one: Line) => [one.stations.map(({ name }) => name)] };
    const engine = threads({ platform, channel, supervise, ...(threadsFor === 0 ? {} : { placement }) });
    try {
      return await engine.run(line).then(
        () => 'no error',
        (error: unknown) => String(error),
      );
    } finally {
      await engine.close();
    }
  };

  test('over ports', async () => {
    expect(await refused(LINE, {}, 'port')).toMatch(
      /^LineError: Cannot supervise this line: expected rings, found ports/,
    );
  });

  test('with several stations on a thread', async () => {
    expect(await refused(LINE, {}, 'ring', 1)).toMatch(
      /expected a thread for each station, found "first" and "twice" and "last"/,
    );
  });

  test('with results that have no fixed size', async () => {
    const last = LINE.stations.at(-1)?.name ?? '';
    const line = {
      ...LINE,
      stations: LINE.stations.map((one) => (one.name === last ? { ...one, out: clone().spec } : one)),
    };
    expect(await refused(line, {})).toMatch(/expected the results of "last" to be ints or records, found clone/);
  });

  test('with a kill of somebody else', async () => {
    expect(await refused(LINE, { kills: [{ kind: 'at', station: 'cook', item: 1 }] })).toMatch(
      /expected a kill of one of "source", "first", "twice", "last", found "cook"/,
    );
  });
});
