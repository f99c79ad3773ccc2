/** Grades exercise 6: a stop that is an event, in the middle of a long loop. */

import { show } from '../../../line/printable.ts';
import { count } from '../../../measure/figures.ts';
import { type Check, counted, passedIf, type Result } from './check.ts';
import { functionIn, type Grader, type Submission } from './exercise.ts';

const EGGS = 200_000;
const STOP_AT = 10;
const MOST_AFTER = 1000;
const FEW = 5000;

export const grader: Grader = {
  needs: ['crackEggs'],
  hint: 'Every few hundred eggs, give the event loop a turn: await new Promise((go) => setImmediate(go)). An await of a promise that is ready is not enough: it gives no turn to events. Then a finally for the cleaning.',
  checks: (submission) => [
    {
      name: 'nobody stops it',
      wanted: `${counted(FEW, 'egg')} cracked and returned, cleaned up once`,
      async run() {
        const { cracked, returned, cleaned } = await ran(submission, FEW, () => {});
        const found = `${counted(cracked, 'egg')} cracked, ${typeof returned === 'number' ? count(returned) : show(returned)} returned, ${timesText(cleaned)}`;
        return passedIf(cracked === FEW && returned === FEW && cleaned === 1, found);
      },
    },
    {
      name: `a stop after ${STOP_AT} of ${counted(EGGS, 'egg')}`,
      wanted: `at most ${count(MOST_AFTER)} more`,
      async run() {
        const { cracked } = await stopped(submission);
        const found = `${count(cracked - STOP_AT)} more`;
        return passedIf(cracked >= STOP_AT && cracked - STOP_AT <= MOST_AFTER, found);
      },
    },
    {
      name: 'what a stopped run returns',
      wanted: 'as many eggs as it has cracked, fewer than all; cleaned up once',
      async run() {
        const { cracked, returned, cleaned } = await stopped(submission);
        const found = `${counted(cracked, 'egg')} cracked, ${typeof returned === 'number' ? count(returned) : show(returned)} returned, ${timesText(cleaned)}`;
        return passedIf(cracked < EGGS && returned === cracked && cleaned === 1, found);
      },
    },
    rotten(submission),
  ],
};

function rotten(submission: Submission): Check {
  return {
    name: 'an egg is rotten: crack throws',
    wanted: 'the caller gets the error of crack, cleaned up once',
    async run(): Promise<Result> {
      const error = new Error('a rotten egg');
      let cleaned = 0;
      let passedOn: unknown = null;
      try {
        await functionIn(submission, 'crackEggs')(
          FEW,
          {
            crack() {
              throw error;
            },
            cleanUp: () => void cleaned++,
          },
          new AbortController().signal,
        );
      } catch (thrown) {
        passedOn = thrown;
      }
      const caller = passedOn === error ? 'the caller gets the error' : 'the caller does not get this error';
      return passedIf(passedOn === error && cleaned === 1, `${caller}, ${timesText(cleaned)}`);
    },
  };
}

function timesText(cleaned: number): string {
  return `cleaned up ${counted(cleaned, 'time')}`;
}

/** Someone asks for a stop at one of the first eggs. Like a signal or a message, this is an event: it needs a turn of the loop. */
function stopped(submission: Submission) {
  return ran(submission, EGGS, (cracked, controller) => {
    if (cracked === STOP_AT) setImmediate(() => controller.abort());
  });
}

async function ran(submission: Submission, eggs: number, seen: (cracked: number, controller: AbortController) => void) {
  const controller = new AbortController();
  let cracked = 0;
  let cleaned = 0;
  const kitchen = {
    crack: () => seen(++cracked, controller),
    cleanUp: () => void cleaned++,
  };
  const returned = await functionIn(submission, 'crackEggs')(eggs, kitchen, controller.signal);
  return { cracked, returned, cleaned };
}
