/** The answers that an actor has been given so far, and its next step: found by running it from the beginning. */
import type { Actor, Answer, Step } from './explore.ts';

/** Ends the run of an actor at the step that has no answer yet. One for all: to create an error takes longer than most runs. */
const SUSPENDED = new Error('suspended');

type Next<S> =
  | { readonly kind: 'step'; readonly step: Step<S> }
  | { readonly kind: 'over' }
  | { readonly kind: 'wrong'; readonly what: string };

/** All the answers that one actor has been given, and what it does then. */
export class History<S> {
  readonly id: number;
  readonly answers: readonly Answer[];
  readonly next: Next<S>;
  readonly later = new Map<string, History<S>>();

  constructor(id: number, answers: readonly Answer[], next: Next<S>) {
    this.id = id;
    this.answers = answers;
    this.next = next;
  }
}

/** An actor's histories. Equal ones are one object, and so are those that lead to the same place. */
export class Past<S> {
  readonly actor: Actor<S>;
  readonly first: History<S>;
  readonly #merge: boolean;
  readonly #places = new Map<string, History<S>>();
  #histories = 0;

  constructor(actor: Actor<S>, merge: boolean) {
    this.actor = actor;
    this.#merge = merge;
    this.first = this.#after([]);
  }

  continued(history: History<S>, answer: Answer): History<S> {
    const key = `${typeof answer} ${answer}`;
    const later = history.later.get(key) ?? this.#after([...history.answers, answer]);
    history.later.set(key, later);
    return later;
  }

  #after(answers: readonly Answer[]): History<S> {
    const { next, place } = this.#run(answers);
    const known = place === null ? undefined : this.#places.get(place);
    if (known !== undefined) return known;
    const history = new History(this.#histories++, answers, next);
    if (place !== null) this.#places.set(place, history);
    return history;
  }

  /** Runs the actor up to the step after these answers. A place counts when no answer was given since. */
  #run(answers: readonly Answer[]): { next: Next<S>; place: string | null } {
    let given = 0;
    let place: string | null = null;
    let pending: Step<S> | null = null;
    const take = (step: Step<S>): Answer => {
      if (given < answers.length) return answers[given++];
      pending ??= step;
      throw SUSPENDED;
    };
    const standAt = (where: unknown): void => {
      if (this.#merge && given === answers.length && pending === null) place = JSON.stringify(where);
    };
    try {
      this.actor.run({ take, standAt });
    } catch (error) {
      if (error !== SUSPENDED) return { next: { kind: 'wrong', what: String(error) }, place: null };
    }
    return pending === null ? { next: { kind: 'over' }, place } : { next: { kind: 'step', step: pending }, place };
  }
}
