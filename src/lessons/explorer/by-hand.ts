/** Actors that are stepped by hand: one step of one actor at a time, with undo. */
import type { Actor } from './explore.ts';
import { type History, Past } from './past.ts';

interface Moment<S> {
  readonly shared: S;
  readonly histories: readonly History<S>[];
}

/** What an actor does next. */
export type NextStep =
  | { readonly kind: 'step'; readonly text: string }
  /** It waits for another actor; `text` as "sleeps". */
  | { readonly kind: 'waits'; readonly text: string }
  | { readonly kind: 'done' };

export class ByHand<S extends object> {
  readonly #pasts: readonly Past<S>[];
  readonly #moments: Moment<S>[];
  readonly #trace: string[] = [];

  constructor(start: S, actors: readonly Actor<S>[]) {
    this.#pasts = actors.map((actor) => new Past(actor, true));
    this.#moments = [{ shared: start, histories: this.#pasts.map(({ first }) => first) }];
  }

  get shared(): S {
    return this.#now.shared;
  }

  /** The steps so far, as `a: reads x = 0`. */
  get trace(): readonly string[] {
    return this.#trace;
  }

  /** The names of the actors that can take a step now. */
  get ready(): string[] {
    return this.#pasts.map(({ actor }) => actor.name).filter((name) => this.next(name).kind === 'step');
  }

  /** @throws Error if no actor has this name, or if the actor has seen something wrong */
  next(name: string): NextStep {
    const { shared, histories } = this.#now;
    const place = this.#placeOf(name);
    const next = histories[place]?.next;
    if (next === undefined || next.kind === 'over') return { kind: 'done' };
    if (next.kind === 'wrong') throw new Error(`${name}: ${next.what}`);
    const [outcome] = next.step.outcomes(shared, place);
    return outcome === undefined ? { kind: 'waits', text: next.step.waiting } : { kind: 'step', text: outcome.text };
  }

  /** Takes the next step of an actor: the first outcome, if chance decides. Returns what it did; null if it cannot move. */
  step(name: string): string | null {
    const { shared, histories } = this.#now;
    const place = this.#placeOf(name);
    const [past, history] = [this.#pasts[place], histories[place]];
    const outcome = history?.next.kind === 'step' ? history.next.step.outcomes(shared, place)[0] : undefined;
    if (past === undefined || history === undefined || outcome === undefined) return null;
    const continued = past.continued(history, outcome.answer);
    this.#moments.push({ shared: outcome.shared, histories: histories.with(place, continued) });
    this.#trace.push(`${name}: ${outcome.text}`);
    return outcome.text;
  }

  /** Takes the last step back; false if there is none. */
  undo(): boolean {
    if (this.#trace.pop() === undefined) return false;
    this.#moments.pop();
    return true;
  }

  get #now(): Moment<S> {
    const now = this.#moments.at(-1);
    if (now === undefined) throw new Error('expected a moment, found none');
    return now;
  }

  #placeOf(name: string): number {
    const place = this.#pasts.findIndex(({ actor }) => actor.name === name);
    if (place === -1) throw new Error(`expected the name of an actor, found "${name}"`);
    return place;
  }
}
