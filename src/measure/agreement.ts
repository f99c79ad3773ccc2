/** Agreement: engines that are compared did the same work. */
import type { Engine } from '../engine/engine.ts';
import { labelOf } from '../engine/engine-table.ts';
import { FactoryError } from '../line/factory-error.ts';
import type { Run } from './run.ts';

/** Two engines did not do the same work, so that their times cannot be compared. */
export class DisagreementError extends FactoryError {
  override name = 'DisagreementError';
}

export interface EngineRun {
  readonly engine: Pick<Engine, 'name' | 'channel' | 'packed'>;
  readonly run: Run;
}

/** What two runs of the same work have in common, in words. */
export function accountOf({ products, leftovers, digest }: Pick<Run, 'products' | 'leftovers' | 'digest'>): string {
  const left = Object.entries(leftovers).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${products} products, leftovers ${JSON.stringify(Object.fromEntries(left))}, digest ${digest}`;
}

/**
 * Checks that two engines did equal work. A comparison of unequal work is an error, not a result.
 *
 * @param what was run, for the error
 * @throws DisagreementError when two runs differ in products, leftovers or digest
 */
export function checkAgreement(what: string, one: EngineRun, other: EngineRun): void {
  const wanted = accountOf(one.run);
  const found = accountOf(other.run);
  if (wanted !== found)
    throw new DisagreementError(
      `${what}: the engines disagree: ${labelOf(one.engine)} made ${wanted}; ${labelOf(other.engine)} made ${found}`,
    );
}
