/** Lines of tiny coroutines, and every engine to run them under. */
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine, LineRun, RunOptions } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import type { Placement } from '../../src/engine/placement/placement.ts';
import { threads } from '../../src/engine/threads.ts';
import { type Line, type StationSpec, specsOf } from '../../src/line/line.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';
import type { ThreadingPlatform } from '../../src/platform/platform.ts';

export const LINE_ENGINES = [
  'cooperative',
  'event-loop',
  'threads (port)',
  'threads (ring)',
  'threads (port, 1 thread)',
  'threads (ring, 1 thread)',
  'threads (port, 2 threads)',
  'threads (ring, 2 threads)',
] as const;
export type LineEngineName = (typeof LINE_ENGINES)[number];

export function lineEngine(name: LineEngineName, platform: ThreadingPlatform = nodePlatform): Engine {
  switch (name) {
    case 'cooperative':
      return cooperative({ platform });
    case 'event-loop':
      return eventLoop({ platform });
    case 'threads (port)':
      return threads({ platform, channel: 'port' });
    case 'threads (ring)':
      return threads({ platform, channel: 'ring' });
    case 'threads (port, 1 thread)':
      return threads({ platform, channel: 'port', placement: { threads: 1, of: together } });
    case 'threads (ring, 1 thread)':
      return threads({ platform, channel: 'ring', placement: { threads: 1, of: together } });
    case 'threads (port, 2 threads)':
      return threads({ platform, channel: 'port', placement: { threads: 2, of: everySecond } });
    case 'threads (ring, 2 threads)':
      return threads({ platform, channel: 'ring', placement: { threads: 2, of: everySecond } });
  }
}

/** Whether a ring carries any edge of a chain: it can carry only items of a fixed size. */
export function usesRings(name: string): boolean {
  return name === 'threads (ring)' || name === 'threads (ring, 2 threads)';
}

function together(line: Line): Placement {
  return [specsOf(line).map(({ name }) => name)];
}

/** Neighbours are on different threads, and those behind them on the same one. */
function everySecond(line: Line): Placement {
  const names = specsOf(line).map(({ name }) => name);
  return [names.filter((_, i) => i % 2 === 0), names.filter((_, i) => i % 2 === 1)];
}

/** Runs a line under an engine that is closed afterwards. */
export async function runUnder(name: LineEngineName, line: Line, options?: RunOptions): Promise<LineRun> {
  const engine = lineEngine(name);
  try {
    return await engine.run(line, options);
  } finally {
    await engine.close();
  }
}

const MODULE = new URL('./coroutines.ts', import.meta.url).href;

export function spec(name: string, coroutine: string, options: unknown = {}, module = MODULE): StationSpec {
  return { name, module, export: coroutine, options, firstWorkIndex: 0 };
}

const KINDS = 100;
const items = (kind: number): number[] => Array.from({ length: KINDS }, (_, i) => kind * KINDS + i);

/** Two stations that answer each other, one of them twice: whatever their channels hold, there is soon too much of it. */
export function circle(): Line {
  const answering = (name: string, kind: number, copies: number): StationSpec =>
    spec(name, 'answering', { first: kind * KINDS, kinds: KINDS, copies });
  return {
    sources: [spec('source', 'counter', { count: KINDS })],
    stations: [answering('a', 1, 1), answering('b', 2, 2)],
    edges: [
      { from: 'source', to: 'a', items: items(0), capacity: 4 },
      { from: 'a', to: 'b', items: items(1), capacity: 4 },
      { from: 'b', to: 'a', items: items(2), capacity: 4 },
    ],
    alphabet: [0, 1, 2].flatMap((kind) => items(kind).map(String)),
    parts: [],
  };
}

/** A line without branches: each sends all it has to the next. */
export function chain(specs: readonly [StationSpec, ...StationSpec[]], items: number, capacity = 4): Line {
  const [source, ...stations] = specs;
  const carried = Array.from({ length: items }, (_, item) => item);
  return {
    sources: [source],
    stations,
    edges: stations.map((station, i) => ({
      from: specs[i]?.name ?? source.name,
      to: station.name,
      items: carried,
      capacity,
    })),
    alphabet: carried.map(String),
    parts: [],
  };
}

/** What a station of `passOn` saw. */
export function seenBy(run: LineRun, name: string): unknown {
  const account = run.stations.find((station) => station.name === name)?.accounts[0];
  return typeof account === 'object' && account !== null && 'seen' in account ? account.seen : account;
}
