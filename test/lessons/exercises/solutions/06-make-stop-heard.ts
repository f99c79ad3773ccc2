/** Solves exercise 6. */
import type { Kitchen } from '../../../../src/lessons/exercises/06-make-stop-heard.ts';

const EGGS_PER_TURN = 500;

export async function crackEggs(eggs: number, kitchen: Kitchen, stop: AbortSignal): Promise<number> {
  let cracked = 0;
  try {
    while (cracked < eggs && !stop.aborted) {
      kitchen.crack();
      cracked++;
      if (cracked % EGGS_PER_TURN === 0) await new Promise((go) => setImmediate(go));
    }
    return cracked;
  } finally {
    kitchen.cleanUp();
  }
}
