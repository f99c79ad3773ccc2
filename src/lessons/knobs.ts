/** Knobs: what a reader may change in a chapter, with default and range. */

import { InputError } from '../line/factory-error.ts';
import { show } from '../line/printable.ts';

/** A chapter reads its settings from this. To read a knob is to declare it. */
export interface Knobs {
  /** A whole number. */
  number(name: string, usual: number, range: { readonly from: number; readonly to: number }): number;
  /** One of some words. The first one is the default. */
  word<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word;
}

/** What a chapter declares about a knob. */
export type Knob =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly usual: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'word'; readonly name: string; readonly usual: string; readonly words: readonly string[] };

/** Values by the names of knobs, as they stand on the command line. */
export type Given = Readonly<Record<string, string>>;

/** A knob that does not have its default value. */
export interface Change {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The knobs that a chapter declares. */
export function knobsOf(settings: (knobs: Knobs) => unknown): Knob[] {
  const declared: Knob[] = [];
  settings({
    number(name, usual, { from, to }) {
      declared.push({ kind: 'number', name, usual, from, to });
      return usual;
    },
    word(name, words) {
      const [usual] = words;
      declared.push({ kind: 'word', name, usual, words });
      return usual;
    },
  });
  return declared;
}

/**
 * The settings of a chapter: the given values, and the default of every other knob.
 *
 * @throws InputError that says what was found and what was expected
 */
export function settingsFrom<Settings>(settings: (knobs: Knobs) => Settings, given: Given): Settings {
  const names = knobsOf(settings).map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const there = names.length === 0 ? 'this chapter has none' : `the knobs here are ${names.join(', ')}`;
    throw new InputError(`--set: expected a knob of the chapter, found ${show(name)}; ${there}`);
  }
  return settings({
    number(name, usual, { from, to }) {
      const text = given[name];
      if (text === undefined) return usual;
      const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      if (value >= from && value <= to) return value;
      throw new InputError(`--set ${name}: expected a whole number from ${from} to ${to}, found ${show(text)}`);
    },
    word(name, words) {
      const text = given[name];
      if (text === undefined) return words[0];
      const word = words.find((one) => one === text);
      if (word !== undefined) return word;
      throw new InputError(`--set ${name}: expected ${words.join(' or ')}, found ${show(text)}`);
    },
  });
}

/**
 * The knobs whose value is not the default: on the command line, or in the file of the chapter.
 *
 * @param tried the defaults with which the chapter was tried [those in its file]
 */
export function changesIn(knobs: readonly Knob[], given: Given, tried: Given = {}): Change[] {
  return knobs.flatMap(({ kind, name, usual }) => {
    const text = given[name] ?? String(usual);
    const [from, to] = [tried[name] ?? String(usual), kind === 'number' ? String(Number(text)) : text];
    return to === from ? [] : [{ name, from, to }];
  });
}

/** Changes as they would stand on the command line. */
export function givenBy(changes: readonly Change[]): Given {
  return Object.fromEntries(changes.map(({ name, to }) => [name, to]));
}

/** `1 to 100`, or `port | ring`. */
export function rangeText(knob: Knob): string {
  return knob.kind === 'number' ? `${knob.from} to ${knob.to}` : knob.words.join(' | ');
}
