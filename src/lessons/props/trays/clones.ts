/** What structured clone does to values: the algorithm of postMessage, which structuredClone() runs on one thread. */

/** `kept`: the copy has it too. `dropped`: there is a copy, but without it. `refused`: there is no copy, but a DataCloneError. */
export type Fate = 'kept' | 'dropped' | 'refused';

export type Special = 'map' | 'date' | 'cycle' | 'method' | 'function';

/** What is special about a value, and what happens to that in a copy. */
export interface Cloned {
  readonly special: Special;
  readonly fate: Fate;
}

class Whisk {
  turns = 6;
  whisk(): void {
    this.turns++;
  }
}

interface Knot {
  self: Knot | null;
}

const knot: Knot = { self: null };
knot.self = knot;

export function clones(): Cloned[] {
  return [
    clonedAs('map', new Map([['eggs', 6]]), (copy) => copy instanceof Map && copy.get('eggs') === 6),
    clonedAs('date', new Date(0), (copy) => copy instanceof Date),
    clonedAs(
      'cycle',
      knot,
      (copy) => typeof copy === 'object' && copy !== null && 'self' in copy && copy.self === copy,
    ),
    clonedAs('method', new Whisk(), (copy) => copy instanceof Whisk),
    clonedAs(
      'function',
      () => 6,
      (copy) => typeof copy === 'function',
    ),
  ];
}

function clonedAs(special: Special, value: unknown, isKept: (copy: unknown) => boolean): Cloned {
  try {
    return { special, fate: isKept(structuredClone(value)) ? 'kept' : 'dropped' };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'DataCloneError') return { special, fate: 'refused' };
    throw error;
  }
}
