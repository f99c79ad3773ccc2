/** Shared memory as the explorer sees it: some named words, and who sleeps on which. Every operation is one step. */
import { ByHand } from './by-hand.ts';
import { type Actor, type Exploration, explore, type Options, type Outcome, type Steps } from './explore.ts';

/** The operations on shared memory that programs use. `Atomics` has them; in the explorer each of them is a step. */
export interface AtomicOperations {
  load(words: Int32Array, at: number): number;
  store(words: Int32Array, at: number, value: number): number;
  add(words: Int32Array, at: number, value: number): number;
  sub(words: Int32Array, at: number, value: number): number;
  compareExchange(words: Int32Array, at: number, expected: number, value: number): number;
  wait(words: Int32Array, at: number, expected: number): 'ok' | 'not-equal' | 'timed-out';
  notify(words: Int32Array, at: number, count?: number): number;
}

/** Code that runs on real threads with `Atomics`, and in every order with the explorer's operations. */
export type Program = (atomics: AtomicOperations, words: Int32Array) => void;

export interface Memory {
  readonly words: readonly number[];
  /** Who sleeps on which word. The one that came first wakes first, as the standard of JavaScript says. */
  readonly sleepers: readonly { readonly actor: number; readonly word: number }[];
}

/** What the steps are called in a trace. */
export interface StepTexts {
  reads(word: string, value: number): string;
  writes(word: string, value: number): string;
  /** An addition in one step; `more` is below 0 for a subtraction. */
  adds(word: string, more: number, value: number): string;
  /** A compareExchange, and the value that it found: then the word is `value`, or it is as before. */
  exchanges(word: string, value: number): string;
  doesNotExchange(word: string, found: number): string;
  fallsAsleep(word: string): string;
  doesNotSleep(word: string, found: number): string;
  wakesUp(): string;
  /** How many sleepers a notify wakes. */
  notifies(word: string, woken: number): string;
  /** What a thread does that sleeps for ever. */
  sleeps(word: string): string;
}

/** Some programs, by name, and the words that they share: by name too, with the value of each at the beginning. */
export interface Programs {
  /** Their order gives the words their places. */
  readonly words: Readonly<Record<string, number>>;
  readonly programs: Readonly<Record<string, Program>>;
}

/** Tries every order of the steps of some programs. */
export function tryEveryOrder(all: Programs, texts: StepTexts, options: Options = {}): Exploration<Memory> {
  return explore(startOf(all), actorsOf(all, texts), options);
}

/** Some programs that are stepped by hand. */
export function stepByHand(all: Programs, texts: StepTexts): ByHand<Memory> {
  return new ByHand(startOf(all), actorsOf(all, texts));
}

function startOf({ words }: Programs): Memory {
  return { words: Object.values(words), sleepers: [] };
}

function actorsOf({ words, programs }: Programs, texts: StepTexts): Actor<Memory>[] {
  const names = Object.keys(words);
  const unused = new Int32Array(names.length);
  return Object.entries(programs).map(([name, program]) => ({
    name,
    run: (steps) => program(operationsOf(steps, names, texts), unused),
  }));
}

function operationsOf({ take }: Steps<Memory>, names: readonly string[], texts: StepTexts): AtomicOperations {
  const nameOf = (at: number): string => {
    const name = names[at];
    if (name === undefined) throw new RangeError(`expected a word from 0 to ${names.length - 1}, found ${at}`);
    return name;
  };
  /** Changes a word in one step and returns its value before. */
  const change = (
    at: number,
    next: (value: number) => number,
    text: (word: string, after: number, before: number) => string,
  ): number => {
    const name = nameOf(at);
    const outcomes = ({ words, sleepers }: Memory): Outcome<Memory>[] => {
      const before = words[at] ?? 0;
      const after = next(before) | 0;
      const shared = { words: words.with(at, after), sleepers };
      return [{ shared, answer: before, text: text(name, after, before) }];
    };
    return Number(take({ waiting: '', outcomes }));
  };
  const add = (at: number, more: number): number =>
    change(
      at,
      (value) => value + more,
      (word, after) => texts.adds(word, more, after),
    );

  return {
    load: (_, at) => change(at, (value) => value, texts.reads),
    store(_, at, value) {
      change(at, () => value, texts.writes);
      return value;
    },
    add: (_, at, more) => add(at, more),
    sub: (_, at, less) => add(at, -less),
    compareExchange: (_, at, expected, value) =>
      change(
        at,
        (before) => (before === expected ? value : before),
        (word, _, before) => (before === expected ? texts.exchanges(word, value) : texts.doesNotExchange(word, before)),
      ),
    wait(_, at, expected) {
      const name = nameOf(at);
      const fellAsleep = take({
        waiting: '',
        outcomes({ words, sleepers }, actor) {
          const found = words[at] ?? 0;
          return found === expected
            ? [
                {
                  shared: { words, sleepers: [...sleepers, { actor, word: at }] },
                  answer: 1,
                  text: texts.fallsAsleep(name),
                },
              ]
            : [{ shared: { words, sleepers }, answer: 0, text: texts.doesNotSleep(name, found) }];
        },
      });
      if (fellAsleep === 0) return 'not-equal';
      take({
        waiting: texts.sleeps(name),
        outcomes: (shared, self) =>
          shared.sleepers.some(({ actor }) => actor === self) ? [] : [{ shared, answer: 0, text: texts.wakesUp() }],
      });
      return 'ok';
    },
    notify(_, at, count = Number.POSITIVE_INFINITY) {
      const name = nameOf(at);
      const outcomes = ({ words, sleepers }: Memory): Outcome<Memory>[] => {
        const woken = sleepers.filter(({ word }) => word === at).slice(0, count);
        const shared = { words, sleepers: sleepers.filter((one) => !woken.includes(one)) };
        return [{ shared, answer: woken.length, text: texts.notifies(name, woken.length) }];
      };
      return Number(take({ waiting: '', outcomes }));
    },
  };
}
