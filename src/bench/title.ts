/** The first line of each part of the bench's text. */
import type { Paint } from '../terminal/style.ts';

export function title(paint: Paint, name: string, what: string): string {
  return `${paint(['bold', 'cyan'], name)}  ${what}`;
}
