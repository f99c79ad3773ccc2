/** A TypeScript program of a user: a line of another file, whose types the compiler knows. */
import { inspect } from 'node:util';
import { run } from 'cake-factory';
import failing from './failing.ts';

const ENGINES = ['cooperative', 'event-loop', 'threads', 'pool'] as const;

/** The results and the failure of each engine. */
export interface Failures {
  readonly [engine: string]: { readonly sum: number; readonly failure: string };
}

const failures: Record<string, Failures[string]> = {};
for (const engine of ENGINES) {
  let sum = 0;
  try {
    for await (const n of run(failing, { engine })) sum += n;
  } catch (error) {
    failures[engine] = { sum, failure: inspect(error) };
  }
}
console.log(JSON.stringify(failures));
