/** The warning that a measurement was disturbed. */
import { type Noise, noiseWords } from '../measure/machine/noise.ts';
import type { Paint } from './style.ts';
import { wrapped } from './wrap.ts';

/** Empty where nothing disturbed it. */
export function noiseText(noise: Noise, paint: Paint): string {
  const words = noiseWords(noise);
  return words === '' ? '' : `\n${paint('yellow', wrapped(words))}`;
}
