/** A line whose oven sends butter back to the melter: by a call, and by a queue. */

/** Makes a line, and returns its melter. */
export type MakeLine = (make: (product: string) => string) => { next(item: string): unknown };

export interface Cycles {
  /** The error of a cycle of calls; empty if there was none. */
  readonly cycle: string;
  /** How many cakes the same cycle makes with a queue. */
  readonly queued: number;
}

/** @param wanted how many cakes the cycle with a queue makes */
export function sendCycles(line: MakeLine, wanted: number): Cycles {
  return { cycle: cycleOfCalls(line), queued: cycleWithQueue(line, wanted) };
}

/** The oven sends to the melter, which is on the call stack. */
function cycleOfCalls(line: MakeLine): string {
  const melter: ReturnType<MakeLine> = line((product) => {
    if (product === 'cake') melter.next('butter');
    return product;
  });
  try {
    melter.next('butter');
    return '';
  } catch (error) {
    return String(error);
  }
}

/** The oven puts its send into a queue. */
function cycleWithQueue(line: MakeLine, wanted: number): number {
  let baked = 0;
  const melter = line((product) => {
    if (product === 'cake' && ++baked < wanted) queue.push('butter');
    return product;
  });
  const queue = ['butter'];
  for (const item of queue) melter.next(item); // The oven may have added another one.
  return baked;
}
