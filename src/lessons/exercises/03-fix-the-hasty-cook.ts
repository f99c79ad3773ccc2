/**
 * Exercise 3: fix the hasty cook.
 *
 * Several cooks run on one thread and share a storage with eggs. A cook needs one egg and a bowl. To fetch the bowl takes a
 * while: at this `yield` the other cooks go on, and one of them may take the last egg. Change the cook so that
 *
 * - no cook takes an egg that is not there,
 * - every egg is used if there are enough cooks,
 * - each cook still fetches its bowl before it takes its egg.
 *
 * Grade it: npm run exercise -- 3, or with the package: npx cake-factory exercise 3 --file FILE
 */

export interface Storage {
  /** How many eggs there are. */
  eggs(): number;
  takeEgg(): void;
}

export function* cook(storage: Storage): Generator<'fetch a bowl', void, undefined> {
  if (storage.eggs() > 0) {
    yield 'fetch a bowl';
    storage.takeEgg();
  }
}
