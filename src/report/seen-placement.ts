/** What the page says of stations that share threads, computed from the figures alone. */
import { type EngineLabel, labelOf } from '../engine/engine-table.ts';
import type { Placement } from '../engine/placement/placement.ts';
import { placementText } from '../measure/verdict.ts';
import { counted, times } from '../page/units.ts';
import type { RacedEngine, RacedWorkload } from './document.ts';

/** The name of an engine in the race. A plan of shared threads may be the main thread alone. */
export function racedLabel(engine: EngineLabel & Pick<RacedEngine, 'onMain'>): string {
  return engine.packed !== null && engine.onMain ? `${engine.name} (main thread)` : labelOf(engine);
}

/** The engines whose stations shared threads, as far as it is known which ones. */
export function sharingEngines({ engines }: RacedWorkload): (RacedEngine & { readonly placement: Placement })[] {
  return engines.flatMap((engine) =>
    engine.packed === null || engine.placement === null ? [] : [{ ...engine, placement: engine.placement }],
  );
}

/** `2 threads [butter melter + oven | wet mixer + dry mixer]: 1.52×, predicted 1.60×.` */
export function sharingSeen(engine: RacedEngine & { readonly placement: Placement }): string {
  const { placement, onMain, predicted, speedup } = engine;
  const expected = predicted === null ? '' : `, predicted ${times(predicted)}`;
  return `${whereText(placement, onMain)}: ${times(speedup.median)}${expected}.`;
}

function whereText(placement: Placement, onMain: boolean): string {
  if (placement.length > 1) return `${counted(placement.length, 'thread')} ${namesText(placement)}`;
  return `All stations on ${onMain ? 'the main thread' : 'one worker thread'}`;
}

/** The stations by their whole names, where they are few: the page has room for them. */
export function namesText(placement: Placement): string {
  return placementText(placement, Number.POSITIVE_INFINITY);
}
