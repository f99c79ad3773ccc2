/** Grades exercise 7: a mutex, in every order of its steps. */
import { Forbidden, type Outcome } from '../../explorer/explore.ts';
import { type Check, counted, thrown } from './check.ts';
import { functionIn, type Grader, type Submission } from './exercise.ts';
import { type ThreadAccess, threadActor } from './threads.ts';
import { type Case, tryOrders } from './try-orders.ts';

interface Shared {
  readonly word: number;
  /** The threads that sleep, the one that has slept for the longest time first. */
  readonly asleep: readonly number[];
  readonly inside: readonly string[];
}

const NAMES = ['thread A', 'thread B', 'thread C'];
/** A thread that looks so often and does not sleep in between has found another way to wait. */
const MOST_LOOKS = 12;

export const grader: Grader = {
  needs: ['lock', 'unlock'],
  hint: 'To see that the word is 0 and to set it to 1 must be one step: compareExchange(0, 1) returns 0 for the thread that got the lock. The others wait(1), and try again when they wake up.',
  checks: (submission) => [
    inEveryOrder(submission, 1, 2),
    inEveryOrder(submission, 2, 1),
    inEveryOrder(submission, 2, 2),
    inEveryOrder(submission, 3, 1),
  ],
};

function inEveryOrder(submission: Submission, threads: number, rounds: number): Check {
  return {
    name: `${counted(threads, 'thread')}, ${counted(rounds, 'round')}${threads === 1 ? '' : ' each'}`,
    wanted: 'in every order at most one thread has the lock, a thread that waits sleeps, and none sleeps for ever',
    run: () => tryOrders([caseOf(submission, threads, rounds)]),
  };
}

function caseOf(submission: Submission, threads: number, rounds: number): Case<Shared> {
  const [lock, unlock] = [functionIn(submission, 'lock'), functionIn(submission, 'unlock')];
  return {
    start: { word: 0, asleep: [], inside: [] },
    actors: NAMES.slice(0, threads).map((name) =>
      threadActor<Shared>(
        name,
        (access) => {
          const { word, restart } = wordOf(access);
          for (let round = 0; round < rounds; round++) {
            restart();
            lock(word);
            enter(access, name);
            restart();
            unlock(word);
          }
        },
        (error) => thrown(error, submission.path),
      ),
    ),
    wrong: () => null,
  };
}

/** Uses the oven: two steps, so that another thread can come in between. */
function enter({ step }: ThreadAccess<Shared>, name: string): void {
  step((shared) => {
    const [other] = shared.inside;
    if (other !== undefined) throw new Forbidden(`has the lock, and ${other} has it too`);
    return [{ shared: { ...shared, inside: [name] }, answer: 0, text: 'has the lock' }];
  });
  step((shared) => [{ shared: { ...shared, inside: [] }, answer: 0, text: 'is about to unlock' }]);
}

function wordOf({ step }: ThreadAccess<Shared>) {
  let looks = 0;
  /** A step that never waits. Many of them one after the other are a wait that does not sleep. */
  const look = (outcome: (shared: Shared) => Outcome<Shared>): number => {
    const isSpinning = ++looks > MOST_LOOKS;
    return step((shared) => {
      if (isSpinning) throw new Forbidden(`looks ${MOST_LOOKS} times one after the other and does not sleep`);
      return [outcome(shared)];
    });
  };
  const word = {
    load: () => look((shared) => ({ shared, answer: shared.word, text: `sees ${shared.word}` })),
    store(value: number): void {
      look((shared) => ({ shared: { ...shared, word: value }, answer: 0, text: `stores ${value}` }));
    },
    compareExchange: (expected: number, value: number) =>
      look((shared) =>
        shared.word === expected
          ? { shared: { ...shared, word: value }, answer: expected, text: `exchanges ${expected} for ${value}` }
          : { shared, answer: shared.word, text: `sees ${shared.word}, and exchanges nothing` },
      ),
    wait(expected: number): void {
      const slept = step((shared, actor) =>
        shared.word === expected
          ? [{ shared: { ...shared, asleep: [...shared.asleep, actor] }, answer: 1, text: 'falls asleep' }]
          : [{ shared, answer: 0, text: `does not sleep: the word is ${shared.word}` }],
      );
      if (slept === 0) return;
      step(
        (shared, actor) => (shared.asleep.includes(actor) ? [] : [{ shared, answer: 0, text: 'wakes up' }]),
        'sleeps',
      );
      looks = 0;
    },
    notify(): void {
      look((shared) => {
        const [first, ...asleep] = shared.asleep;
        const text = first === undefined ? 'notifies nobody' : `wakes ${NAMES[first]}`;
        return { shared: { ...shared, asleep }, answer: 0, text };
      });
    },
  };
  return {
    word,
    restart() {
      looks = 0;
    },
  };
}
