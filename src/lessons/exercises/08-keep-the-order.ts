/**
 * Exercise 8: workers that keep the order.
 *
 * Workers on several threads bake the cakes 1, 2, 3 and so on at the same time, and finish in any order. `collect` receives
 * the finished cakes and sends them on. Change it so that
 *
 * - it sends the cakes in the order of their numbers, each of them once,
 * - it sends a cake as soon as all cakes before it have been sent: it does not wait for the last one.
 *
 * Grade it: npm run exercise -- 8, or with the package: npx cake-factory exercise 8 --file FILE
 */

export interface Belts {
  /** Waits for the next finished cake, and returns its number. */
  receive(): number;
  send(cake: number): void;
}

export function collect(belts: Belts, cakes: number): void {
  for (let received = 0; received < cakes; received++) belts.send(belts.receive());
}
