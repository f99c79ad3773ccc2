/** What the player of the lecture prints around the chapters, in one language. */
import type { Disturbance } from '../../platform/platform.ts';

export interface PlayerText {
  /** Before the names in the code. */
  readonly names: string;
  readonly changed: string;
  readonly rightAnswer: string;
  /** Before the answer of a run that does not confirm the claim: such a run does not make an answer right. */
  readonly answerHere: string;
  readonly yourAnswer: string;
  /** How to answer. */
  readonly howToVote: string;
  readonly votes: string;
  readonly discuss: string;
  /** The answer was not understood. */
  notAVote(found: string): string;
  readonly confirmed: string;
  readonly notConfirmed: string;
  readonly impossible: string;
  /** Before the possible reasons. */
  readonly possibly: string;
  /** What disturbed the machine, each as a part of a sentence. */
  disturbances(of: Disturbance): readonly string[];
  /** Something disturbed the machine. */
  disturbed(reasons: string): string;
  readonly words: string;
  readonly tryIt: string;
  readonly limits: string;
  /** Where the knob is set. */
  /** @param what is done there: `putFirst` or `setDefault` */
  where(place: string, what: string): string;
  putFirst(word: string): string;
  setDefault(knob: string, value: string): string;
  /** Before the reasons of a run that does not confirm them. */
  readonly expected: string;
  writeCode(minutes: number, place: string): string;
  readonly prediction: string;
  readonly result: string;
  readonly reason: string;
  /** What the next press of Enter shows. */
  readonly theQuestion: string;
  readonly theAnswer: string;
  /** What comes after the answer. */
  readonly theWords: string;
  readonly nextStep: string;
  readonly more: string;
  /** This is no live run. */
  replayed(when: string, where: string): string;
  /** The run was a short one. */
  readonly quickRun: string;
  /** The file of recorded runs has none of this chapter. */
  notRecorded(number: number): string;
  /** The chapter has no texts in the language that was asked for. */
  readonly onlyEnglish: string;
  /** Above the index of words. @param first the first chapter without texts in this language */
  wordsInEnglish(first: number): string;
  readonly knobs: string;
  readonly noKnobs: string;
  /** In the menus. */
  readonly whichChapter: string;
  readonly numberOrWord: string;
  readonly noMatch: string;
  readonly whatNext: string;
  readonly again: string;
  readonly source: string;
  readonly allChapters: string;
  /** The head of a lecture in the time plan. */
  lectureTitle(number: number, minutes: number, most: number): string;
  readonly atHome: string;
  readonly say: string;
  readonly expect: string;
  readonly ifItFails: string;
  readonly handoutTitle: string;
  readonly handoutIntro: string;
  readonly question: string;
  readonly yourPrediction: string;
  readonly recordedRuns: string;
}
