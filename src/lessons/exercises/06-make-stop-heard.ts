/**
 * Exercise 6: make the stop heard.
 *
 * `crackEggs` checks its signal before each egg, and yet it cracks all of them: the stop is an event, and no event is handled
 * while this loop runs. Change it so that
 *
 * - it cracks at most 1,000 more eggs after somebody asks it to stop,
 * - it returns how many eggs it has cracked,
 * - it cleans up exactly once: at the end, after a stop, and also if `crack` throws (the error still reaches the caller).
 *
 * Grade it: npm run exercise -- 6, or with the package: npx cake-factory exercise 6 --file FILE
 */

export interface Kitchen {
  crack(): void;
  cleanUp(): void;
}

export async function crackEggs(eggs: number, kitchen: Kitchen, stop: AbortSignal): Promise<number> {
  let cracked = 0;
  while (cracked < eggs && !stop.aborted) {
    kitchen.crack();
    cracked++;
  }
  kitchen.cleanUp();
  return cracked;
}
