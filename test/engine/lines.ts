/** Lines of tiny coroutines, and every engine to run them under. */
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine, LineRun, RunOptions } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { threads } from '../../src/engine/threads.ts';
import type { Line, StationSpec } from '../../src/line/line.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';
import type { ThreadingPlatform } from '../../src/platform/platform.ts';

export type LineEngineName = 'cooperative' | 'event-loop' | 'threads (port)' | 'threads (ring)';
export const LINE_ENGINES: readonly LineEngineName[] = [
  'cooperative',
  'event-loop',
  'threads (port)',
  'threads (ring)',
];

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
  }
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
