/**
 * Exercise 9: place the stations on two threads.
 *
 *     station          work for a cake    receives for a cake
 *     producer            0 us            nothing: it sends the ingredients
 *     dry mixer         200 us            2 flour, 3 sugar, 2 chocolate from the producer
 *     butter melter     160 us            1 butter from the producer
 *     wet mixer         200 us            2 eggs from the producer, 1 melted butter from the butter melter
 *     oven              240 us            1 dry mix from the dry mixer, 1 wet mix from the wet mixer
 *
 * Change the placement so that
 *
 * - each station is on one of two threads,
 * - the busier thread has as little work for a cake as possible,
 * - and, with that, as few items as possible go from one thread to the other.
 *
 * Grade it: npm run exercise -- 9, or with the package: npx cake-factory exercise 9 --file FILE
 */

/** The stations of each thread. */
export const placement: readonly (readonly string[])[] = [
  ['producer', 'dry mixer', 'butter melter', 'wet mixer'],
  ['oven'],
];
