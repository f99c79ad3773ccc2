/** Functions of a student as actors on threads of their own: between any two of their steps other threads may come. */
import { type Actor, Forbidden, type Outcome, type Step, type Steps } from '../../explorer/explore.ts';

/** What the student's code reaches of what is shared. */
export interface ThreadAccess<S> {
  /**
   * One step. No outcome: the thread waits.
   *
   * @param waiting in words: `waits for the whisk`
   */
  step(outcomes: (shared: S, actor: number) => readonly Outcome<S>[], waiting?: string): number;
}

/** No solution needs more steps on these small cases. */
const MOST_STEPS = 200;

/** @param failure what is said of an error of the student's code */
export function threadActor<S>(
  name: string,
  body: (access: ThreadAccess<S>) => void,
  failure: (error: unknown) => string,
): Actor<S> {
  return { name, run: (steps) => runThread(steps, body, failure) };
}

function runThread<S>(
  steps: Steps<S>,
  body: (access: ThreadAccess<S>) => void,
  failure: (error: unknown) => string,
): void {
  // The explorer ends a run with an error. The student's code may catch it, or throw another one in its place.
  const ends: unknown[] = [];
  let taken = 0;
  const take = (step: Step<S>): number => {
    try {
      return Number(steps.take(step));
    } catch (error) {
      ends.push(error);
      throw error;
    }
  };
  try {
    body({
      step(outcomes, waiting = '') {
        const isTooMany = taken++ >= MOST_STEPS;
        return take({
          waiting,
          outcomes(shared, actor) {
            if (isTooMany) throw new Forbidden('goes on and on');
            return outcomes(shared, actor);
          },
        });
      },
    });
  } catch (error) {
    throw ends.length > 0 ? ends[0] : new StudentError(failure(error));
  }
}

/** Shown without a class: `throws TypeError: ...`. */
class StudentError extends Error {
  override toString(): string {
    return `throws ${this.message}`;
  }
}
