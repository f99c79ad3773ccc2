/**
 * Exercise 5: break the cycle.
 *
 * Three cooks work on three threads. Each needs two of the three tools. In some orders each cook has one tool and waits for
 * the next cook's tool: a deadlock. Change the cooks so that they never wait for each other in a cycle. Each cook may only
 * take its own two tools, works once while it has both, and gives both back.
 *
 * Grade it: npm run exercise -- 5, or with the package: npx cake-factory exercise 5 --file FILE
 */

export type Tool = 'bowl' | 'whisk' | 'knife';

export interface Kitchen {
  /** Waits until the tool is free, and takes it. */
  take(tool: Tool): void;
  work(): void;
  giveBack(tool: Tool): void;
}

/** Needs the bowl and the whisk. */
export function baker(kitchen: Kitchen): void {
  kitchen.take('bowl');
  kitchen.take('whisk');
  kitchen.work();
  kitchen.giveBack('whisk');
  kitchen.giveBack('bowl');
}

/** Needs the whisk and the knife. */
export function icer(kitchen: Kitchen): void {
  kitchen.take('whisk');
  kitchen.take('knife');
  kitchen.work();
  kitchen.giveBack('knife');
  kitchen.giveBack('whisk');
}

/** Needs the knife and the bowl. */
export function decorator(kitchen: Kitchen): void {
  kitchen.take('knife');
  kitchen.take('bowl');
  kitchen.work();
  kitchen.giveBack('bowl');
  kitchen.giveBack('knife');
}
