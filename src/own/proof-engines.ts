/** The engines of a proof: those that are raced, and an event loop where items are cloned. */
import { createEngine } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { engineRows } from '../engine/engine-table.ts';
import { kindOf, type Line, specsOf } from '../line/line.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';

/**
 * Between threads a value is copied when it is sent or when its batch leaves, so that chance decides whether the reader of one that
 * is changed after `send` sees it. In an event loop the reader gets the value itself, and later: there the proof finds the change.
 *
 * @param engines what is raced: part of what is returned
 */
export function proofEngines(engines: readonly Engine[], line: Line, platform: ThreadingPlatform): readonly Engine[] {
  const clones = specsOf(line).some((spec) => kindOf(spec, line).kind === 'clone');
  if (!clones || engines.some(({ name }) => name === 'event-loop')) return engines;
  return [...engines, ...engineRows(['event-loop']).map((row) => createEngine(row, platform))];
}
