/** Grades exercise 8: cakes that finish in any order, and leave in one. */
import { Forbidden } from '../../explorer/explore.ts';
import { type Check, counted, thrown } from './check.ts';
import { functionIn, type Grader, type Submission } from './exercise.ts';
import { type ThreadAccess, threadActor } from './threads.ts';
import { type Case, tryOrders } from './try-orders.ts';

interface Shared {
  /** The next cake that a worker begins. */
  readonly next: number;
  readonly finished: readonly number[];
  readonly received: readonly number[];
  /** How many cakes have been sent: 1, 2, 3 and so on. */
  readonly sent: number;
}

export const grader: Grader = {
  needs: ['collect'],
  hint: 'Keep the cakes that come too early, in a Set. After each cake that you receive, send the next one in line, and the one after it, as long as you have them.',
  checks: (submission) => [
    inEveryOrder(submission, 1, 3),
    inEveryOrder(submission, 2, 3),
    inEveryOrder(submission, 3, 3),
  ],
};

function inEveryOrder(submission: Submission, workers: number, cakes: number): Check {
  return {
    name: `${counted(workers, 'worker')}, ${counted(cakes, 'cake')}`,
    wanted: `in every order the cakes 1 to ${cakes} are sent in this order, each as soon as it can be`,
    run: () => tryOrders([caseOf(submission, workers, cakes)]),
  };
}

function caseOf(submission: Submission, workers: number, cakes: number): Case<Shared> {
  const failure = (error: unknown): string => thrown(error, submission.path);
  return {
    start: { next: 1, finished: [], received: [], sent: 0 },
    actors: [
      ...Array.from({ length: workers }, (_, i) =>
        threadActor<Shared>(workers === 1 ? 'worker' : `worker ${i + 1}`, (access) => bake(access, cakes), failure),
      ),
      threadActor<Shared>(
        'collector',
        (access) => void functionIn(submission, 'collect')(beltsOf(access), cakes),
        failure,
      ),
    ],
    wrong: ({ sent }) => (sent === cakes ? null : `${counted(sent, 'cake')} sent of ${cakes}`),
  };
}

/** A worker: it bakes the next cake until there is none left. */
function bake({ step }: ThreadAccess<Shared>, cakes: number): void {
  for (;;) {
    const cake = step((shared) => {
      const { next } = shared;
      const text = next > cakes ? 'has no cake to bake' : `begins cake ${next}`;
      return [{ shared: next > cakes ? shared : { ...shared, next: next + 1 }, answer: next, text }];
    });
    if (cake > cakes) return;
    step((shared) => [
      { shared: { ...shared, finished: [...shared.finished, cake] }, answer: 0, text: `finishes cake ${cake}` },
    ]);
  }
}

function beltsOf({ step }: ThreadAccess<Shared>) {
  return {
    receive: () =>
      step((shared) => {
        const due = shared.sent + 1;
        if (shared.received.includes(due)) throw new Forbidden(`waits for another cake, and has not sent cake ${due}`);
        const [cake, ...finished] = shared.finished;
        if (cake === undefined) return [];
        const after = { ...shared, finished, received: [...shared.received, cake] };
        return [{ shared: after, answer: cake, text: `receives cake ${cake}` }];
      }, 'waits for a cake'),
    send(cake: unknown): void {
      step((shared) => {
        const due = shared.sent + 1;
        if (cake !== due) throw new Forbidden(`sends cake ${cake}, and cake ${due} is due`);
        if (!shared.received.includes(due)) throw new Forbidden(`sends cake ${due}, which it has not received`);
        return [{ shared: { ...shared, sent: due }, answer: 0, text: `sends cake ${due}` }];
      });
    },
  };
}
