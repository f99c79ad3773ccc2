/** Grades exercise 2: a coroutine that is primed. */
import { type Check, listed, sameList } from './check.ts';
import { functionIn, type Grader, type Submission } from './exercise.ts';

export const grader: Grader = {
  needs: ['feed'],
  hint: 'The first call of next() only runs the station to its first yield. It cannot deliver anything, whatever you pass to it.',
  checks: (submission) => [
    fed(submission, 'three ingredients', ['flour', 'sugar', 'eggs']),
    fed(submission, 'one ingredient', ['butter']),
    fed(submission, 'twice the same', ['eggs', 'eggs']),
    fed(submission, 'no ingredients', []),
  ],
};

function fed(submission: Submission, name: string, ingredients: readonly string[]): Check {
  return {
    name,
    wanted: `the station receives ${listed(ingredients)}`,
    run() {
      const log: string[] = [];
      functionIn(submission, 'feed')(station(log), ingredients);
      const result = sameList(log, ingredients);
      return { ...result, found: `the station receives ${result.found}` };
    },
  };
}

function* station(log: string[]): Generator<undefined, void, string> {
  while (true) log.push(yield);
}
