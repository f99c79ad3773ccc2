/** Every engine that there is: what holds for one of them holds for all. */
import type { Engine } from '../../src/engine/engine.ts';
import { pool } from '../../src/engine/pool.ts';
import type { Line } from '../../src/line/line.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';
import type { ThreadingPlatform } from '../../src/platform/platform.ts';
import { LINE_ENGINES, type LineEngineName, lineEngine } from './lines.ts';

export type EngineLabel = LineEngineName | 'pool';
export const EVERY_ENGINE: readonly EngineLabel[] = [...LINE_ENGINES, 'pool'];

export function anyEngine(label: EngineLabel, platform: ThreadingPlatform = nodePlatform): Engine {
  return label === 'pool' ? pool({ platform, threads: 1 }) : lineEngine(label, platform);
}

/** The same line for every engine: a pool runs it as its only part, and the others do not look at parts. */
export function onePart(line: Line): Line {
  return { ...line, parts: [line] };
}

/**
 * The cases to try in one test: all of them, and under the pool one, another in each turn. A failure costs a pool its threads, and
 * what a thread of it runs is the line of calls that the cooperative engine runs with every case.
 */
export function casesFor<Case>(label: EngineLabel, all: readonly Case[], turn: number): readonly Case[] {
  return label === 'pool' ? all.filter((_, i) => i === turn % all.length) : all;
}

/** What a run throws. */
export async function failureOf(run: Promise<unknown>): Promise<unknown> {
  return await run.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}
