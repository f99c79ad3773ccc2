/** From which grain of work on threads pay off, in words: no more than the interval shows. */
import type { Crossing } from '../measure/statistics/crossing.ts';
import { counted, durationOf } from './units.ts';

/**
 * @param who what pays off, with a space after it
 * @param item what the work is counted by
 */
export function payingWords(crossing: Crossing, who = '', item = 'ingredient'): string {
  switch (crossing.kind) {
    case 'always':
      return `${who}pays off even with no work`;
    case 'never':
      return `${who}does not pay off with any amount of work measured (up to ${grainText(crossing.upToUs)})`;
    case 'not-shown':
      return 'the break-even is not shown on this run';
    case 'no-interval':
      return `the break-even is not shown on this run: there is no interval from ${counted(crossing.sweeps, 'sweep')}`;
    case 'at-least':
      return `${who}does not pay off below ${grainText(crossing.lowUs)} of work per ${item}`;
    case 'at-most':
      return `${who}begins to pay off at ${grainText(crossing.highUs)} of work per ${item} or less`;
    case 'between':
      return `${who}begins to pay off between ${grainText(crossing.lowUs)} and ${grainText(crossing.highUs)} of work per ${item}`;
  }
}

/** A grain of work. */
export function grainText(workUs: number): string {
  return durationOf(workUs * 1000);
}
