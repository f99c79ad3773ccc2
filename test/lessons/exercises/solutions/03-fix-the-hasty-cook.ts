/** Solves exercise 3. */
import type { Storage } from '../../../../src/lessons/exercises/03-fix-the-hasty-cook.ts';

export function* cook(storage: Storage): Generator<'fetch a bowl', void, undefined> {
  yield 'fetch a bowl';
  if (storage.eggs() > 0) storage.takeEgg();
}
