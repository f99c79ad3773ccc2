import { afterAll, describe, expect, test } from 'vitest';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { labelOf } from '../../src/engine/engine-table.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { pool } from '../../src/engine/pool.ts';
import { threads } from '../../src/engine/threads.ts';
import type { Line } from '../../src/line/line.ts';
import { EVENTS, traceFrom } from '../../src/measure/recording-cost.ts';
import type { Workload } from '../../src/measure/workload.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { flowsOf } from '../../src/trace/flows.ts';
import { leftNs } from '../../src/trace/metrics.ts';
import { traceOf } from '../../src/trace/recorder.ts';
import { spansOf } from '../../src/trace/spans.ts';
import type { EventKind, Trace } from '../../src/trace/trace.ts';
import { chain, LINE_ENGINES, runUnder, spec } from './lines.ts';

const CAKES = 6;
const engines = [
  cooperative({ platform }),
  eventLoop({ platform }),
  threads({ platform, channel: 'port' }),
  threads({ platform, channel: 'ring' }),
  pool({ platform, threads: 2 }),
];
const named = engines.map((engine) => [labelOf(engine), engine] as const);

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

function factory(workload: Workload, capacity?: number) {
  const graph = graphOf(underWorkload(chocolateCake, workload), 'test');
  const whole = lineOf(graph, { cakes: CAKES, seed: 5, delivery: 'order' }, { iterationsPerUs: 1, parts: 3 });
  const narrow = (line: Line): Line =>
    capacity === undefined ? line : { ...line, edges: line.edges.map((edge) => ({ ...edge, capacity })) };
  return { graph, line: narrow(whole) };
}

/** How often something happened at a station, of all threads together. */
function countOf(trace: Trace, name: string, kind: EventKind): number {
  return trace.tracks
    .filter(({ station, copy }) => (copy?.of ?? station) === name)
    .reduce((sum, { events }) => sum + events.filter((event) => event.kind === kind).length, 0);
}

/** What is wrong with the order of a station's events: nothing. */
function mistakesOf({ tracks }: Trace): string[] {
  const pairs: readonly (readonly [EventKind, EventKind])[] = [
    ['work-began', 'work-ended'],
    ['rest-began', 'rest-ended'],
    ['input-awaited', 'input-came'],
    ['room-awaited', 'room-came'],
  ];
  return tracks.flatMap(({ station, events }) => {
    const mistakes: string[] = [];
    let due: EventKind | null = null;
    events.forEach(({ kind, atNs }, i) => {
      if (!Number.isFinite(atNs) || atNs < (events[i - 1]?.atNs ?? 0))
        mistakes.push(`${station}: ${atNs} is too early`);
      if (due !== null && kind !== due) mistakes.push(`${station}: expected ${due}, found ${kind}`);
      if (due === null && pairs.some(([, end]) => end === kind)) mistakes.push(`${station}: ${kind} out of turn`);
      due = pairs.find(([begin]) => begin === kind)?.[1] ?? null;
    });
    return due === null ? mistakes : [...mistakes, `${station}: no ${due}`];
  });
}

async function record(engine: Engine, graph: Graph, line: Line, events = EVENTS) {
  const run = await bake(engine, graph, line, { events });
  return { run, trace: traceFrom(engine, run) };
}

describe.each(named)('the %s engine', (_, engine) => {
  test.each([
    ['cpu-bound', undefined],
    ['wait-bound', undefined],
    ['message-bound', undefined],
    ['message-bound', 1],
  ] as const)('records as many events as the books count, in order: %s, channels of %s', async (workload, capacity) => {
    const { graph, line } = factory(workload, capacity);
    const { run, trace } = await record(engine, graph, line);
    expect(mistakesOf(trace)).toEqual([]);
    expect(trace.engine).toBe(labelOf(engine));
    expect(countOf(trace, 'producer', 'sent')).toBe(CAKES * 10);
    for (const station of run.stations) {
      expect(countOf(trace, station.name, 'received')).toBe(station.received);
      expect(countOf(trace, station.name, 'sent')).toBe(station.made);
      expect(countOf(trace, station.name, 'work-began')).toBe(workload === 'cpu-bound' ? station.made : 0);
      expect(countOf(trace, station.name, 'rest-began')).toBe(workload === 'wait-bound' ? station.made : 0);
    }
    const flows = flowsOf(trace);
    expect(flows).toHaveLength(run.stations.reduce((sum, { received }) => sum + received, 0));
    for (const { sentNs, receivedNs } of flows) expect(receivedNs).toBeGreaterThanOrEqual(sentNs);
    expect(leftNs(trace)).toHaveLength(run.products);
  });

  test('a station that nothing has come to yet waits for input from the beginning', async () => {
    const { graph, line } = factory('cpu-bound');
    const { trace } = await record(engine, graph, line);
    const [, ...stations] = trace.tracks.filter(({ events }) => events.length > 0);
    for (const { station, events } of stations.filter((track) => !track.station.startsWith('producer')))
      expect([station, events[0]?.kind, events[0]?.atNs]).toEqual([station, 'input-awaited', expect.any(Number)]);
  });

  test('records nothing unless it is asked to, and bakes the same', async () => {
    const { graph, line } = factory('cpu-bound');
    const { run } = await record(engine, graph, line);
    const plain = await engine.run(line);
    expect(plain.recording).toBeNull();
    expect(plain.stations.map(({ digest }) => digest)).toEqual(
      (await engine.run(line, { events: 0 })).stations.map(({ digest }) => digest),
    );
    expect(run.products).toBe(CAKES);
  });

  test('keeps the beginning when there is more than it may keep, and says how much is missing', async () => {
    const { graph, line } = factory('cpu-bound');
    const whole = await record(engine, graph, line);
    const { trace } = await record(engine, graph, line, 3);
    expect(trace.tracks.every(({ events }) => events.length <= 3)).toBe(true);
    const total = ({ tracks }: Trace) => tracks.reduce((sum, { events, dropped }) => sum + events.length + dropped, 0);
    // How often a station waits differs from run to run; what it receives, sends and works does not.
    expect(total(trace)).toBeGreaterThanOrEqual(CAKES * (10 + 13 + 4 + 8));
    expect(total(whole.trace)).toBeGreaterThanOrEqual(CAKES * (10 + 13 + 4 + 8));
    for (const { sentNs, receivedNs } of flowsOf(trace)) expect(receivedNs).toBeGreaterThanOrEqual(sentNs);
  });
});

test('under the cooperative engine a send is a call: the receiver is through when the sender goes on', async () => {
  const line = chain([spec('source', 'counter', { count: 1 }), spec('a', 'worker', { iterations: 9 })], 1);
  const { recording } = await cooperative({ platform }).run(line, { events: 100 });
  if (recording === null) throw new Error('nothing was recorded');
  const { tracks, edges } = traceOf('cooperative', recording);
  expect(
    tracks.map(({ events }) => events.map(({ kind, item }) => (item === null ? kind : `${kind} ${item}`))),
  ).toEqual([
    ['sent 0'],
    ['input-awaited', 'input-came', 'received 0', 'work-began', 'work-ended', 'sent 0', 'input-awaited', 'input-came'],
  ]);
  expect(edges.map(({ capacity }) => capacity)).toEqual([0]);
});

describe.each(['event-loop', 'threads (port)', 'threads (ring)'] as const)('under the %s engine', (engine) => {
  test('a writer waits for room where its reader is slow', async () => {
    const line = chain(
      [spec('source', 'counter', { count: 5 }), spec('a', 'passOn'), spec('b', 'sleeper', { ms: 3 })],
      5,
      1,
    );
    const run = await runUnder(engine, line, { events: 100 });
    if (run.recording === null) throw new Error('nothing was recorded');
    const trace = traceOf(engine, run.recording);
    expect(mistakesOf(trace)).toEqual([]);
    expect(countOf(trace, 'a', 'room-awaited')).toBeGreaterThan(0);
    expect(countOf(trace, 'b', 'rest-began')).toBe(5);
    expect(countOf(trace, 'b', 'room-awaited')).toBe(0);
  });
});

describe.each(LINE_ENGINES)('under the %s engine', (engine) => {
  test('where several stations read the same items, every send has its receipt', async () => {
    const whole = chain([spec('source', 'counter', { count: 30 }), spec('a', 'passOn')], 30, 2);
    const both: Line = {
      ...whole,
      stations: [...whole.stations, spec('b', 'passOn')],
      edges: [...whole.edges, ...whole.edges.map((edge) => ({ ...edge, to: 'b' }))],
    };
    const { recording } = await runUnder(engine, both, { events: 1000 });
    if (recording === null) throw new Error('nothing was recorded');
    const trace = traceOf(engine, recording);
    expect(mistakesOf(trace)).toEqual([]);
    expect(countOf(trace, 'source', 'sent')).toBe(2 * 30);
    const flows = flowsOf(trace);
    for (const edge of [0, 1])
      expect(flows.filter((flow) => flow.edge === edge).map(({ item }) => trace.alphabet[item])).toEqual(
        whole.alphabet,
      );
    for (const { sentNs, receivedNs } of flows) expect(receivedNs).toBeGreaterThanOrEqual(sentNs);
    expect(leftNs(trace)).toHaveLength(2 * 30);
  });
});

test('each thread of a pool has stations of its own in the trace', async () => {
  const { graph, line } = factory('cpu-bound');
  const poolEngine = pool({ platform, threads: 1 });
  const { trace } = await record(poolEngine, graph, line).finally(() => poolEngine.close());
  expect(trace.tracks.map(({ station }) => station)).toEqual([
    'producer (thread 1)',
    'butter melter (thread 1)',
    'wet mixer (thread 1)',
    'dry mixer (thread 1)',
    'oven (thread 1)',
  ]);
  expect(trace.tracks[4]?.copy).toEqual({ of: 'oven', thread: 1 });
  expect(trace.edges[0]).toMatchObject({ from: 'producer (thread 1)', capacity: 0 });
});

test('on one thread, no two coroutines work at once, whatever the graph', async () => {
  const two = ['one', 'two'].map((name) => spec(name, 'counter', { count: 20 }));
  const line: Line = {
    ...chain([spec('one', 'counter', { count: 20 }), spec('both', 'passOn')], 20),
    sources: two,
    edges: two.map(({ name }) => ({ from: name, to: 'both', items: null, capacity: 4 })),
  };
  const { recording } = await runUnder('cooperative', line, { events: 1000, resumes: true });
  if (recording === null) throw new Error('expected a recording, found none');
  const { tracks } = traceOf('cooperative', recording);
  const spans = tracks.flatMap((track) => spansOf(track).filter(({ state }) => state === 'work'));
  expect(spans.length).toBeGreaterThan(80);
  const ordered = spans.toSorted((one, other) => one.beganNs - other.beganNs);
  for (const [i, { beganNs }] of ordered.entries())
    expect(beganNs).toBeGreaterThanOrEqual(ordered[i - 1]?.endedNs ?? 0);
});
