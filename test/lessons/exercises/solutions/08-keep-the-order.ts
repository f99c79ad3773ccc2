/** Solves exercise 8. */
import type { Belts } from '../../../../src/lessons/exercises/08-keep-the-order.ts';

export function collect(belts: Belts, cakes: number): void {
  const early = new Set<number>();
  let due = 1;
  while (due <= cakes) {
    early.add(belts.receive());
    while (early.delete(due)) belts.send(due++);
  }
}
