/** The warning that a measurement was disturbed. */
import type { Noise } from '../measure/machine/noise.ts';
import type { Paint } from './style.ts';
import { wrapped } from './wrap.ts';

/** Empty where nothing disturbed it. */
export function noiseText({ noisy, reasons }: Noise, paint: Paint): string {
  return noisy ? `\n${paint('yellow', wrapped(`noisy run: quote nothing from it: ${reasons.join('; ')}.`))}` : '';
}
