/** From which grain of work on threads pay off, in words: no more than the interval shows. */

import { percent } from '../measure/figures.ts';
import type { PredictedGrain } from '../measure/model.ts';
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

/** What the model says, and how far it is from what was measured. */
export function predictedWords(grain: PredictedGrain): string {
  return `predicted: ${predictedText(grain)}`;
}

/** The same for the column of a table. */
export function predictedText({ predictedUs, predictionError }: PredictedGrain): string {
  if (predictedUs === null) return 'not up to 1 ms';
  if (predictedUs === 0) return 'even with no work';
  return `from ${grainText(predictedUs)}${predictionError === null ? '' : `, ${errorWords(predictionError)}`}`;
}

function errorWords(share: number): string {
  if (Math.round(share * 100) === 0) return 'less than 1 % off';
  return `${percent(Math.abs(share))} too ${share < 0 ? 'little' : 'much'}`;
}

/** A smaller bias is not worth a word. */
const CLEAR_BIAS = 0.02;

/** How far the model is off; nothing where nothing was predicted. */
export function modelWords(error: number | null, bias: number | null): string[] {
  if (error === null) return [];
  const by =
    bias === null || Math.abs(bias) < CLEAR_BIAS
      ? ''
      : `, and its speedups are ${percent(Math.abs(bias))} too ${bias > 0 ? 'high' : 'low'}`;
  return [`The median error of the model is ${percent(error)}${by}.`];
}
