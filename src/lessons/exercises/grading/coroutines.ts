/**
 * Coroutines of a student as actors: on one thread, each runs from a `yield` to its next one, and only then another one goes on.
 *
 * A step of such an actor is a whole turn. The explorer knows no turn in which a coroutine was before, only what it was told. So a
 * turn begins with all earlier ones: the coroutine is made anew, and gets the same answers again.
 */
import { type Actor, Forbidden, type Outcome, type Step } from '../../explorer/explore.ts';

/** What a coroutine does to what is shared. */
export interface Action<S> {
  readonly shared: S;
  /** What the coroutine learns. */
  readonly answer: number | string;
  /** In words: `checks: 1 egg`. */
  readonly text: string;
  /** Why this must not happen; null if it may. */
  readonly forbidden: string | null;
}

/** What the student's code reaches of what is shared. */
export interface Access<S> {
  /** One action. @returns its answer */
  act(action: (shared: S, before: Before) => Action<S>): number | string;
}

/** What the coroutine has done so far. */
export interface Before {
  readonly yielded: readonly (string | null)[];
}

interface Turn {
  readonly answers: readonly (number | string)[];
  readonly yielded: string | null;
  readonly done: boolean;
  readonly changed: boolean;
}

/** No solution needs more turns on these small cases. */
const MOST_TURNS = 60;

/**
 * A turn in which a coroutine sees what it saw in the turn before, changes nothing and yields again is a wait: it comes back when
 * something has changed. Otherwise a coroutine that waits in a loop would have an endless number of orders.
 *
 * @param make makes the coroutine
 * @param failure what is said of an error of the student's code
 */
export function coroutineActor<S extends object>(
  name: string,
  make: (access: Access<S>) => Generator<unknown, unknown, unknown>,
  failure: (error: unknown) => string,
): Actor<S> {
  return {
    name,
    run({ take }) {
      const turns: Turn[] = [];
      while (turns.at(-1)?.done !== true) turns.push(JSON.parse(String(take(nextTurn(turns, make, failure)))));
    },
  };
}

function nextTurn<S extends object>(
  turns: readonly Turn[],
  make: (access: Access<S>) => Generator<unknown, unknown, unknown>,
  failure: (error: unknown) => string,
): Step<S> {
  // Many states have the same in their shared part, and differ in how far other actors are.
  const known = new Map<string, readonly Outcome<S>[]>();
  const last = turns.at(-1);
  return {
    waiting: 'waits',
    outcomes(shared) {
      if (turns.length >= MOST_TURNS) throw new Forbidden('goes on and on');
      const key = JSON.stringify(shared);
      const before = known.get(key);
      if (before !== undefined) return before;
      const { turn, after, text } = turnAfter(turns, shared, make, failure);
      const outcomes = waits(turn, last) ? [] : [{ shared: after, answer: JSON.stringify(turn), text }];
      known.set(key, outcomes);
      return outcomes;
    },
  };
}

function turnAfter<S extends object>(
  turns: readonly Turn[],
  shared: S,
  make: (access: Access<S>) => Generator<unknown, unknown, unknown>,
  failure: (error: unknown) => string,
): { readonly turn: Turn; readonly after: S; readonly text: string } {
  const replayed = turns.flatMap(({ answers }) => answers);
  const yielded = turns.map((turn) => turn.yielded);
  const answers: (number | string)[] = [];
  const texts: string[] = [];
  /** What must not happen has happened, even if the student's code catches the error. */
  const refused: Forbidden[] = [];
  let given = 0;
  let after = shared;
  const act: Access<S>['act'] = (action) => {
    const earlier = replayed[given++];
    if (earlier !== undefined) return earlier;
    const { answer, text, forbidden, ...done } = action(after, { yielded });
    texts.push(text);
    if (forbidden !== null) {
      refused.push(new Forbidden(`${texts.join(', ')}: ${forbidden}`));
      throw refused[0];
    }
    after = done.shared;
    answers.push(answer);
    return answer;
  };
  try {
    const coroutine = make({ act });
    for (const _ of turns) coroutine.next();
    const { done = false, value } = coroutine.next();
    if (refused[0] !== undefined) throw refused[0];
    const turn = {
      answers,
      yielded: value === undefined ? null : String(value),
      done,
      changed: after !== shared,
    };
    return { turn, after, text: texts.length > 0 ? texts.join(', ') : textOf(turn) };
  } catch (error) {
    throw refused[0] ?? new Forbidden(`throws ${failure(error)}`);
  }
}

function textOf({ yielded, done }: Turn): string {
  if (done) return 'is done';
  return yielded === null ? 'yields' : `yields "${yielded}"`;
}

function waits(turn: Turn, last: Turn | undefined): boolean {
  if (last === undefined || turn.done || turn.changed || last.changed || turn.answers.length === 0) return false;
  return JSON.stringify([turn.answers, turn.yielded]) === JSON.stringify([last.answers, last.yielded]);
}
