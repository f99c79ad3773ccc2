/**
 * Explores what some actors can do together: every order of their steps, on a small case.
 *
 * An actor is real code. It reaches what is shared only by steps, and no other actor sees what it does between two steps. So
 * the answers that it was given say how far it is, and nothing of it has to be copied: it is run from the beginning with
 * these answers, up to its next step. A state is what is shared and the answers of each actor so far. States are visited
 * breadth first and each of them once, however many orders of steps lead there. So the first fault that is found has a
 * shortest trace.
 */
import { type History, Past } from './past.ts';

/** What an actor learns by a step; kept to tell states apart. */
export type Answer = number | string | Uint16Array | null | undefined;

/** What may come of a step. */
export interface Outcome<S> {
  readonly shared: S;
  readonly answer: Answer;
  /** In words, for the trace. */
  readonly text: string;
}

/** One step on what is shared. */
export interface Step<S> {
  /**
   * One outcome, several where chance decides, or none while the actor has to wait. Changes nothing in place.
   *
   * @throws Forbidden when the step is never allowed
   */
  outcomes(shared: S, actor: number): readonly Outcome<S>[];
  /** What an actor that waits here does, as "sleeps". */
  readonly waiting: string;
}

/** What an actor is given to act with. */
export interface Steps<S> {
  take(step: Step<S>): Answer;
  /** All that the actor's next steps depend on. Two histories with the same place are merged. */
  standAt(place: unknown): void;
}

export interface Actor<S> {
  readonly name: string;
  /** Throws when it sees something wrong. The same answers make it take the same steps. */
  run(steps: Steps<S>): void;
}

export interface Exploration<S> {
  /** What is shared, in every state. */
  readonly states: readonly S[];
  /** How many different orders of steps lead from the beginning to an end. */
  readonly orders: bigint;
  /** The ends: one for each result. None if there is a fault. */
  readonly endings: readonly Ending<S>[];
  readonly fault: Fault | null;
}

/** No actor takes another step: all are done, or they wait for each other. */
export interface Ending<S> {
  readonly shared: S;
  /** How many orders of steps lead there. */
  readonly orders: bigint;
  /** The fewest steps that lead there. */
  readonly trace: readonly string[];
  /** Who waits for what, as "reader sleeps"; empty when all are done. */
  readonly waiting: readonly string[];
}

export interface Options {
  /** False to keep apart the histories that lead to the same place. */
  readonly merge?: boolean;
  /** Whether actors that wait for each other are a fault, or one more ending. */
  readonly standstill?: 'fault' | 'ending';
}

export interface Fault {
  readonly what: string;
  /** The fewest steps that lead there. */
  readonly trace: readonly string[];
}

export class Forbidden extends Error {}

interface State<S> {
  readonly shared: S;
  readonly histories: readonly History<S>[];
  readonly from: State<S> | null;
  readonly text: string;
  readonly later: State<S>[];
  /** The actors that are not done, and what they wait for if they wait. */
  readonly unfinished: string[];
  /** How many steps lead here that have not been counted yet. */
  comeFrom: number;
  /** How many orders of steps lead here, as far as they have been counted. */
  orders: bigint;
}

/** More states than this are an error, since nothing has been shown then. */
const MOST = 1_000_000;

export function explore<S extends object>(
  start: S,
  actors: readonly Actor<S>[],
  { merge = true, standstill = 'fault' }: Options = {},
): Exploration<S> {
  const pasts = actors.map((actor) => new Past(actor, merge));
  const numbers = new Numbers<S>();
  const first: State<S> = {
    shared: start,
    histories: pasts.map((past) => past.first),
    from: null,
    text: '',
    later: [],
    unfinished: [],
    comeFrom: 0,
    orders: 1n,
  };
  const keyOf = (shared: S, histories: readonly History<S>[], i = -1, own?: History<S>): string => {
    let key = `${numbers.of(shared)}`;
    for (let other = 0; other < histories.length; other++) key += ` ${other === i ? own?.id : histories[other]?.id}`;
    return key;
  };
  const known = new Map([[keyOf(start, first.histories), first]]);
  const faulty = (what: string, state: State<S>): Exploration<S> => {
    return {
      states: [...known.values()].map(({ shared }) => shared),
      orders: 0n,
      endings: [],
      fault: { what, trace: traceTo(state) },
    };
  };

  for (const state of known.values()) {
    for (const [i, past] of pasts.entries()) {
      const history = state.histories[i] ?? past.first;
      const { next } = history;
      const { name } = past.actor;
      if (next.kind === 'wrong') return faulty(`${name}: ${next.what}`, state);
      if (next.kind === 'over') continue;
      try {
        for (const { shared, answer, text } of next.step.outcomes(state.shared, i)) {
          const own = past.continued(history, answer);
          const key = keyOf(shared, state.histories, i, own);
          let later = known.get(key);
          if (later === undefined) {
            later = {
              shared,
              histories: state.histories.with(i, own),
              from: state,
              text: `${name}: ${text}`,
              later: [],
              unfinished: [],
              comeFrom: 0,
              orders: 0n,
            };
            known.set(key, later);
          }
          state.later.push(later);
          later.comeFrom++;
        }
      } catch (error) {
        if (!(error instanceof Forbidden)) throw error;
        return faulty(`${name}: ${error.message}`, state);
      }
      state.unfinished.push(`${name} ${next.step.waiting}`);
    }
    if (known.size > MOST) throw new Error(`expected at most ${MOST} states, found more`);
    const isStuck = state.later.length === 0 && state.unfinished.length > 0;
    if (isStuck && standstill === 'fault') return faulty(`stuck: ${state.unfinished.join(', ')}`, state);
  }
  const endings = endingsFrom(first, known.size);
  return {
    states: [...known.values()].map(({ shared }) => shared),
    orders: endings.reduce((sum, { orders }) => sum + orders, 0n),
    endings,
    fault: null,
  };
}

/** Numbers for what is shared, equal ones for equal contents. */
class Numbers<S extends object> {
  readonly #byContents = new Map<string, number>();
  readonly #byObject = new WeakMap<S, number>();

  of(shared: S): number {
    const known = this.#byObject.get(shared);
    if (known !== undefined) return known;
    const contents = JSON.stringify(shared);
    const number = this.#byContents.get(contents) ?? this.#byContents.size;
    this.#byContents.set(contents, number);
    this.#byObject.set(shared, number);
    return number;
  }
}

/** @throws Error when the actors can go round for ever */
function endingsFrom<S>(first: State<S>, states: number): Ending<S>[] {
  const ready = [first];
  const endings = new Map<string, Ending<S>>();
  for (const state of ready) {
    if (state.later.length === 0) {
      const { shared, unfinished: waiting } = state;
      const key = JSON.stringify([shared, waiting]);
      const same = endings.get(key) ?? { shared, waiting, orders: 0n, trace: traceTo(state) };
      endings.set(key, { ...same, orders: same.orders + state.orders });
    }
    for (const later of state.later) {
      later.orders += state.orders;
      later.comeFrom--;
      if (later.comeFrom === 0) ready.push(later);
    }
  }
  if (ready.length !== states) throw new Error('expected every order of steps to end, found one that goes round');
  return [...endings.values()];
}

function traceTo<S>(state: State<S>): string[] {
  const trace: string[] = [];
  for (let at = state; at.from !== null; at = at.from) trace.unshift(at.text);
  return trace;
}
