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
  /** Whether its claim is about time, so that noise on the machine matters. */
  readonly timed: boolean;
  run(stage: Stage): Promise<Outcome>;
  /** One thing to change, and to predict. */
  readonly change: string;
  /** The limits of the measurement. */
  readonly weakness: string;
}

/** A declaration in one of our files: `PortOutlet.room` is a method of a class. */
export interface Excerpt {
  /** The path from the project's folder: `src/cake/station.ts`. */
  readonly file: string;
  readonly name: string;
}

/** What a chapter prints on while it runs, and how large it runs. */
export interface Stage {
  /** Prints a line of at most 80 columns; without an argument, an empty line. */
  print(line?: string): void;
  /** An amount: `shown` in front of an audience, `checked` where a quick run checks only the claim. */
  amount(shown: number, checked: number): number;
  /** Gives the audience time to read, in milliseconds; returns at once if there is no audience. */
  pause(ms: number): Promise<void>;
}

export interface Outcome {
  /** The index of the right answer: fixed, or computed from the measurement. */
  readonly right: number;
  /** Explains the answer, with the measured figures. */
  readonly reveal: string;
  readonly claim: Claim;
  /** The results that the tests check: counts, orders, accounts, digests, and figures of this machine. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Whether this run confirms what the chapter says. */
export type Claim = { readonly kind: 'held' } | { readonly kind: 'not-shown'; readonly because: string };

/** The figures, and the reasons for them only if this run confirms the claim. */
export function explained(figures: string, claim: Claim, reasons: string): string {
  return claim.kind === 'held' ? `${figures} ${reasons}` : figures;
}

/** @param because what differs, or the possible reason, if this run does not confirm the claim */
export function claimThat(shown: boolean, because: string): Claim {
  return shown ? { kind: 'held' } : { kind: 'not-shown', because };
}
