/**
 * The form of a chapter: the same for all of them.
 *
 * A chapter has a core and texts. The core is code: knobs, a run that returns facts, and a judgement of these facts. The texts
 * are a catalogue for each language: they turn settings and facts into sentences, and decide nothing.
 */
import { DEFAULTS } from './defaults.ts';
import { type Change, changesIn, type Given, type Knob, type Knobs, knobsOf, settingsFrom } from './knobs.ts';
import type { Language } from './language.ts';
import { titleIn } from './texts/titles.ts';

/** A declaration in one of our files: `PortOutlet.room` is a method of a class. */
export interface Excerpt {
  /** The path from the project's folder: `src/cake/station.ts`. */
  readonly file: string;
  readonly name: string;
}

/** What a chapter prints on while it runs, and how large it runs. */
export interface Stage {
  /** The width of the screen, from 60 to 120 columns. */
  readonly columns: number;
  /** Prints a line. One that is too long is wrapped between words. Without an argument, prints an empty line. */
  print(line?: string): void;
  /**
   * Prints rows as a table whose first row is its heading. A table that is too wide becomes a list.
   *
   * @param others the alignment of all columns after the first one
   */
  table(rows: readonly (readonly string[])[], others?: 'left' | 'right'): void;
  /** An amount: `shown` in front of an audience, `checked` where a quick run checks only the claim. */
  amount(shown: number, checked: number): number;
  /** Gives the audience time to read, in milliseconds; returns at once if there is no audience. */
  pause(ms: number): Promise<void>;
  /** Waits until the audience asks for the next step: Enter. Returns at once if there is no audience. */
  step(): Promise<void>;
  /**
   * Waits until the audience presses one of some keys: small letters, and `ENTER` of `player/keys.ts`. Returns null at once if
   * there is no audience: then the chapter plays a sequence of its own.
   *
   * @param prompt what the keys do; a function is asked again and again while nothing is pressed, so that it can show live figures
   */
  key(prompt: string | (() => string), keys: readonly string[]): Promise<string | null>;
}

/**
 * What a run says about the idea of the chapter, for the settings of this run:
 *
 * - `confirmed`: the figures show it.
 * - `not-confirmed`: the figures do not show it, or not clearly. On another day they may.
 * - `impossible`: no machine can produce these figures, so something is wrong with the measurement.
 */
export type Claim = 'confirmed' | 'not-confirmed' | 'impossible';

export interface Judgement {
  /** The index of the right answer: fixed, or computed from the facts. */
  readonly right: number;
  readonly claim: Claim;
}

/** What a reader can change: a knob, or code that has to be written. */
export type TryIt =
  | { readonly kind: 'set'; readonly set: Given }
  | { readonly kind: 'write'; readonly minutes: number; readonly at: Excerpt };

export interface Question {
  readonly text: string;
  readonly answers: readonly string[];
}

/** A word and what it means, in a few words. */
export type Term = readonly [word: string, meaning: string];

/** The texts of a chapter in one language. */
export interface ChapterText<Settings, Facts, Labels> {
  /** The idea in two sentences. */
  readonly idea: string;
  /** The names in the code on the slide. */
  readonly names: readonly Term[];
  /** What each knob sets, with its unit. */
  readonly knobs: { readonly [Name in keyof Settings]: string };
  /** Asked before anything runs. */
  question(set: Settings): Question;
  /** The words that the run prints. */
  readonly labels: Labels;
  /** What was measured or counted: shown after every run. */
  figures(facts: Facts, set: Settings): string;
  /**
   * What should be seen, and why. True for every setting, and also shown if the run does not confirm the claim: so it repeats
   * no figure of the run, and nothing in it depends on a comparison that the run has to confirm.
   */
  reasons(facts: Facts, set: Settings): string;
  /** The possible reasons if the run does not confirm the claim, as a part of a sentence, or what is impossible. */
  doubts(facts: Facts, set: Settings): string;
  readonly tryIt: {
    /** What to change, and a question. */
    readonly ask: string;
    /** The right prediction. */
    readonly expect: string;
    readonly because: string;
  };
  /** The limits of this measurement. */
  limits(set: Settings): string;
  /** The standard words of the field that this chapter introduces. */
  readonly words: readonly Term[];
  /** For the lecturer. */
  readonly notes: { readonly say: string; readonly expect: string; readonly ifItFails: string };
}

export interface ChapterCore<Settings, Facts, Labels> {
  readonly number: number;
  /** How long the chapter takes in front of an audience, with its vote. */
  readonly minutes: number;
  /** The code that matters, cut from the source that runs: at most 12 lines in all. */
  readonly code: readonly Excerpt[];
  /** Reads the knobs. Called with defaults, with given values, and once only to list the knobs. */
  settings(knobs: Knobs): Settings;
  /** Whether its claim is about time, so that noise on the machine matters. */
  readonly timed: boolean;
  run(stage: Stage, set: Settings, labels: Labels): Promise<Facts>;
  judge(facts: Facts, set: Settings): Judgement;
  readonly tryIt: TryIt;
  readonly texts: { readonly en: ChapterText<Settings, Facts, Labels> } & Partial<
    Readonly<Record<Language, ChapterText<Settings, Facts, Labels>>>
  >;
}

/** A chapter as the player sees it. */
export interface Chapter {
  readonly number: number;
  readonly minutes: number;
  readonly code: readonly Excerpt[];
  readonly timed: boolean;
  readonly knobs: readonly Knob[];
  readonly tryIt: TryIt;
  /** The languages that it has texts in. */
  readonly languages: readonly Language[];
  /** The chapter in a language, or in English if it has no texts in that language. */
  in(language: Language): Lesson;
}

/** A chapter in one language. */
export interface Lesson {
  readonly language: Language;
  readonly title: string;
  readonly idea: string;
  readonly names: readonly Term[];
  readonly words: readonly Term[];
  /** What the knobs set, by their names. */
  readonly knobs: Readonly<Record<string, string>>;
  readonly tryIt: ChapterText<unknown, unknown, unknown>['tryIt'];
  readonly notes: ChapterText<unknown, unknown, unknown>['notes'];
  /**
   * The chapter with some knobs set.
   *
   * @throws InputError for a knob that the chapter does not have, or a value that it does not take
   */
  with(given: Given): SetLesson;
}

/** A chapter in one language, with its knobs set: ready to run. */
export interface SetLesson {
  readonly changes: readonly Change[];
  readonly question: Question;
  readonly limits: string;
  run(stage: Stage): Promise<Outcome>;
}

/** What a run shows, in one language. */
export interface Findings {
  /** What was measured or counted. */
  readonly figures: string;
  readonly reasons: string;
  /** The possible reasons if the run does not confirm the claim. */
  readonly doubts: string;
}

export interface Outcome extends Findings {
  readonly right: number;
  readonly claim: Claim;
  /** The results that the tests check: counts, orders, accounts, digests, and figures of this machine. */
  readonly facts: unknown;
  /** The findings of the same run in another language. */
  in(language: Language): Findings;
}

/** Joins the core and the texts of a chapter. */
export function defineChapter<Settings extends object, Facts, Labels>(
  core: ChapterCore<Settings, Facts, Labels>,
): Chapter {
  const { number, minutes, code, timed, tryIt, texts } = core;
  const knobs = knobsOf(core.settings);
  const languages: Language[] = texts.de === undefined ? ['en'] : ['en', 'de'];
  return {
    number,
    minutes,
    code,
    timed,
    knobs,
    tryIt,
    languages,
    in(language) {
      const text = texts[language] ?? texts.en;
      return {
        language: text === texts.en ? 'en' : language,
        title: titleIn(text === texts.en ? 'en' : language, number),
        idea: text.idea,
        names: text.names,
        words: text.words,
        knobs: text.knobs,
        tryIt: text.tryIt,
        notes: text.notes,
        with(given) {
          const set = settingsFrom(core.settings, given);
          return {
            changes: changesIn(knobs, given, DEFAULTS[number]),
            question: text.question(set),
            limits: text.limits(set),
            async run(stage) {
              const facts = await core.run(stage, set, text.labels);
              const { right, claim } = core.judge(facts, set);
              const findings = (words: typeof text): Findings => ({
                figures: words.figures(facts, set),
                reasons: words.reasons(facts, set),
                doubts: words.doubts(facts, set),
              });
              return { right, claim, facts, ...findings(text), in: (other) => findings(texts[other] ?? texts.en) };
            },
          };
        },
      };
    },
  };
}

/** A claim that is either confirmed or not. */
export function confirmedIf(shown: boolean): Claim {
  return shown ? 'confirmed' : 'not-confirmed';
}
