/** Grades exercise 1: the melter. */
import { type Check, passedIf, sameList } from './check.ts';
import { functionIn, type Grader, generatorFrom, type Submission } from './exercise.ts';

const MANY = 1000;

export const grader: Grader = {
  needs: ['melter'],
  hint: 'A coroutine that never ends has a loop: while (true) { const ingredient = yield; ... }. Inside the loop, look at the ingredient before you send.',
  checks(submission) {
    const deliveries = ['flour', 'butter', 'eggs', 'butter', 'butter', 'sugar'];
    return [
      received(submission, 'one butter', ['butter']),
      received(submission, 'only butter is melted', deliveries),
      {
        name: `it goes on after ${MANY.toLocaleString('en')} ingredients`,
        wanted: 'it waits for the next ingredient',
        run() {
          const { station } = started(submission);
          let done = false;
          for (let i = 0; i < MANY && !done; i++) done = station.next('butter').done === true;
          return passedIf(!done, done ? 'it ended' : 'it waits for the next ingredient');
        },
      },
    ];
  },
};

/** Ingredients go in, products come out: both in one list, so that a product that comes late is seen. */
function received(submission: Submission, name: string, ingredients: readonly string[]): Check {
  const wanted = ingredients.flatMap((one) =>
    one === 'butter' ? ['gets butter', 'sends melted butter'] : [`gets ${one}`],
  );
  return {
    name,
    wanted: wanted.join(', '),
    run() {
      const { station, log } = started(submission);
      for (const ingredient of ingredients) {
        log.push(`gets ${ingredient}`);
        station.next(ingredient);
      }
      return sameList(log, wanted);
    },
  };
}

/** The student's melter, primed. */
function started(submission: Submission) {
  const log: string[] = [];
  const send = (product: unknown): void => void log.push(`sends ${product}`);
  const station = generatorFrom(functionIn(submission, 'melter')(send), 'melter');
  station.next();
  return { station, log };
}
