/** The results of one run of a line: how many there were, and a hash of all of them. */
import type { LineWay } from './supervised-line.ts';

export function resultsOf({ left }: Pick<LineWay, 'left'>): number {
  return [...left.values()].reduce((sum, { items }) => sum + items, 0);
}

/** Of all results, whatever their order: 16 hexadecimal digits. */
export function hashOf({ left }: Pick<LineWay, 'left'>): string {
  const sums = [...left.values()].map(({ sum }) => sum);
  return [0, 1]
    .map((half) => sums.reduce((total, sum) => (total + (sum[half] ?? 0)) >>> 0, 0))
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
}
