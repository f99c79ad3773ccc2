/** An exercise: its task and its starting code are one file, which a student changes. The grader is not in that file. */
import { show } from '../../../line/printable.ts';
import type { Check } from './check.ts';

export interface Exercise {
  readonly number: number;
  /** The name of the file with the task and the starting code, without its ending: `03-fix-the-hasty-cook`. */
  readonly slug: string;
  readonly title: string;
  /** Graders load a lot, and each process needs one of them. */
  grader(): Promise<{ readonly grader: Grader }>;
}

export interface Grader {
  /** The functions that the file has to export. */
  readonly needs: readonly string[];
  readonly hint: string;
  /** How many times as long as usual a check may take: more than once if it starts threads [1]. */
  readonly patience?: number;
  checks(submission: Submission): readonly Check[];
}

/** What a student hands in: a file that was loaded. */
export interface Submission {
  /** Of the file, absolute. */
  readonly path: string;
  /** From where threads can load it. */
  readonly url: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

export type AnyFunction = (...given: readonly unknown[]) => unknown;

export function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

/** @throws Error if the file does not export it; that is checked first */
export function functionIn({ exports }: Submission, name: string): AnyFunction {
  const value = exports[name];
  if (isFunction(value)) return value;
  throw new Error(`expected a function ${name}, found ${show(value)}`);
}

/** The generator that the student's function makes. @throws Error for anything else */
export function generatorFrom(value: unknown, name: string): Generator<unknown, unknown, unknown> {
  if (isGenerator(value)) return value;
  throw new Error(`expected function* ${name}, which makes a generator; found a function that returns ${show(value)}`);
}

function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && Symbol.iterator in value;
}
