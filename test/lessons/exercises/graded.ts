/** Grades in this process, without a watchdog: for code that is known to come back. */
import { pathToFileURL } from 'node:url';
import { type Checked, made } from '../../../src/lessons/exercises/grading/check.ts';
import { EXERCISES } from '../../../src/lessons/exercises/grading/exercises.ts';

export type Exports = Readonly<Record<string, unknown>>;

/** @param exports what the student's file exports */
export async function graded(number: number, exports: Exports, path = '/student/file.ts'): Promise<Checked[]> {
  const exercise = EXERCISES[number - 1];
  if (exercise === undefined) throw new Error(`expected an exercise ${number}, found none`);
  const { grader } = await exercise.grader();
  const checks: Checked[] = [];
  for (const check of grader.checks({ path, url: pathToFileURL(path).href, exports }))
    checks.push(await made(check, path));
  return checks;
}

export async function gradedFile(number: number, path: string): Promise<Checked[]> {
  const exports: Exports = await import(pathToFileURL(path).href);
  return await graded(number, exports, path);
}
