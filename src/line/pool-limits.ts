/** Which lines a pool can run. */
import type { DefinedLine } from './defined-line.ts';
import type { Line } from './line.ts';
import { show } from './printable.ts';

/** Why a pool cannot run the line; null where it can. */
export function reasonAgainstPool({ nodes }: DefinedLine, { sources, edges }: Line): string | null {
  if (edges.some(({ feedback }) => feedback === true)) return 'a line with a cycle is not cut into parts';
  const whole = nodes.findIndex(({ kind, divisible }) => kind === 'source' && !divisible);
  if (whole === -1) return null;
  const name = sources.find(({ place }) => place === whole)?.name ?? '';
  return `its source ${show(name)} cannot be cut into parts: write source(function* ({ part, parts }) { ... }, { divisible: true })`;
}
