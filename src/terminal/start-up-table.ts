/** The table of the start-up: a row for each engine that has started threads. */
import { labelOf } from '../engine/engine-table.ts';
import { type StartedEngine, startsThreads } from '../measure/started.ts';
import { columns } from './columns.ts';
import { milliseconds } from './engine-table.ts';

/** Empty where no engine has started threads. */
export function startUpRows(started: readonly StartedEngine[]): string[] {
  return columns(
    started
      .filter(startsThreads)
      .map((engine) => [
        `  ${labelOf(engine)}`,
        milliseconds(engine.startupMs),
        `${engine.threads} ${engine.threads === 1 ? 'thread' : 'threads'}`,
      ]),
  );
}
