/** Grades exercise 3: no order of cooks may take an egg that is not there. */
import { type Check, counted, thrown } from './check.ts';
import { type Access, type Action, coroutineActor } from './coroutines.ts';
import { functionIn, type Grader, generatorFrom, type Submission } from './exercise.ts';
import { type Case, tryOrders } from './try-orders.ts';

interface Shared {
  readonly eggs: number;
}

const NAMES = ['baker', 'icer', 'helper'];
const BOWL = 'fetch a bowl';

export const grader: Grader = {
  needs: ['cook'],
  hint: 'What a cook has checked before a yield may be wrong after it. So between the check and the take there must be no yield.',
  checks: (submission) => [
    together(submission, 1, 1),
    together(submission, 2, 1),
    together(submission, 2, 2),
    together(submission, 3, 2),
    together(submission, 2, 0),
  ],
};

function together(submission: Submission, cooks: number, eggs: number): Check {
  const left = Math.max(0, eggs - cooks);
  return {
    name: `${counted(cooks, 'cook')}, ${counted(eggs, 'egg')}`,
    wanted: `in every order, no egg is taken that is not there, and ${counted(left, 'egg')} left in the end`,
    run: () => tryOrders([kitchen(submission, cooks, eggs, left)]),
  };
}

function kitchen(submission: Submission, cooks: number, eggs: number, left: number): Case<Shared> {
  const cook = functionIn(submission, 'cook');
  return {
    start: { eggs },
    actors: NAMES.slice(0, cooks).map((name) =>
      coroutineActor<Shared>(
        name,
        (access) => generatorFrom(cook(storage(access)), 'cook'),
        (error) => thrown(error, submission.path),
      ),
    ),
    wrong: (end) => (end.eggs === left ? null : `${counted(end.eggs, 'egg')} left by ${counted(cooks, 'cook')}`),
  };
}

function storage({ act }: Access<Shared>) {
  return {
    eggs: () =>
      act((shared): Action<Shared> => {
        const { eggs } = shared;
        return { shared, answer: eggs, text: `checks: ${counted(eggs, 'egg')}`, forbidden: null };
      }),
    takeEgg: () =>
      act((shared, { yielded }): Action<Shared> => {
        const eggs = shared.eggs - 1;
        const forbidden = !yielded.includes(BOWL) ? 'it has no bowl yet' : eggs < 0 ? 'there was no egg' : null;
        return { shared: { eggs }, answer: eggs, text: `takes: ${eggs}`, forbidden };
      }),
  };
}
