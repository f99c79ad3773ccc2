/** Covers every order of steps of a few actors (equal states are merged, and their orders counted), and shows the first one that goes wrong. */
import { type Actor, explore } from '../../explorer/explore.ts';
import { counted, type Result } from './check.ts';

export interface Case<S> {
  readonly start: S;
  readonly actors: readonly Actor<S>[];
  /** What is wrong when all are done: a sentence about what is shared; null for nothing. */
  wrong(end: S): string | null;
}

/** All cases, until one goes wrong. */
export function tryOrders<S extends object>(cases: readonly Case<S>[]): Result {
  let covered = 0n;
  for (const { start, actors, wrong } of cases) {
    const { fault, endings, orders } = explore(start, actors);
    if (fault !== null) return failed([...fault.trace, fault.what]);
    for (const { shared, trace } of endings) {
      const what = wrong(shared);
      if (what !== null) return failed([...trace, `in the end: ${what}`]);
    }
    covered += orders;
  }
  return { passed: true, found: `${counted(Number(covered), 'order')} covered, none wrong`, order: [] };
}

function failed(steps: readonly string[]): Result {
  const order = steps.map(asSentence);
  return { passed: false, found: order.join('; '), order };
}

/** `baker: checks: 1 egg` -> `baker checks: 1 egg` */
function asSentence(step: string): string {
  const [name = '', ...rest] = step.split(': ');
  return name === 'stuck' || name === 'in the end' ? step : `${name} ${rest.join(': ')}`;
}
