/** The form of a chapter: the same for all of them. */

export interface Chapter {
  readonly number: number;
  readonly title: string;
  /** The idea in two sentences. */
  readonly idea: string;
  /** The code that matters, cut from the source that runs. */
  readonly code: readonly Excerpt[];
  /** Asked before anything runs. */
  readonly question: { readonly text: string; readonly answers: readonly string[] };
  run(stage: Stage): Promise<Outcome>;
  /** One thing to change, and to predict. */
  readonly change: string;
  /** Where the measurement is weak. */
  readonly weakness: string;
}

/** A declaration in one of our files: `PortOutlet.room` is a method of a class. */
export interface Excerpt {
  /** From the project's folder: `src/cake/station.ts`. */
  readonly file: string;
  readonly name: string;
}

/** Where a chapter runs. */
export interface Stage {
  /** A line of at most 80 columns; an empty one where there is none. */
  print(line?: string): void;
  /** How much of something: so much in front of a hall, so much where only the claim is checked. */
  amount(shown: number, checked: number): number;
  /** Lets the hall read: so many milliseconds, none where nobody watches. */
  pause(ms: number): Promise<void>;
}

export interface Outcome {
  /** The right answer, by its place among the answers: fixed, or computed from what was measured. */
  readonly right: number;
  /** The answer explained, with the measured figures. */
  readonly reveal: string;
  readonly claim: Claim;
  /** What came of it, for whoever checks it: counts, orders, books, digests, and figures of this machine. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Whether this run showed what the chapter says. */
export type Claim = { readonly kind: 'held' } | { readonly kind: 'not-shown'; readonly because: string };

/** The figures; and their reasons, but only where this run has shown what there is to explain. */
export function explained(figures: string, claim: Claim, reasons: string): string {
  return claim.kind === 'held' ? `${figures} ${reasons}` : figures;
}

/** @param because why it may not show here, for when it does not */
export function claimThat(shown: boolean, because: string): Claim {
  return shown ? { kind: 'held' } : { kind: 'not-shown', because };
}
