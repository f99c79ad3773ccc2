/** The texts of a chapter on a screen, readable without colour. */

import type { Paint } from '../../terminal/style.ts';
import { usage } from '../../terminal/usage.ts';
import { wrapped } from '../../terminal/wrap.ts';
import type { Chapter, Lesson, Outcome, Question, SetLesson, Term } from '../chapter.ts';
import { PLAYER_TEXTS } from '../texts/player-texts.ts';
import { codeText } from './code-text.ts';
import { excerptOf } from './excerpt.ts';
import { letterOf, type Vote, votedText } from './vote.ts';

/** What the texts of a chapter are printed for. */
export interface Screen {
  readonly paint: Paint;
  /** From 60 to 120. */
  readonly columns: number;
}

/** A chapter in one language, ready to run. */
export interface Playing {
  readonly chapter: Chapter;
  readonly lesson: Lesson;
  readonly set: SetLesson;
  /** Where to change what "Try it" asks for: `file:line`. */
  readonly place: string;
}

/** Title, idea and code, before the question. */
export async function openingText(
  { chapter: { number, code }, lesson: { language, title, idea, names }, set: { changes } }: Playing,
  { paint, columns }: Screen,
): Promise<string> {
  const text = PLAYER_TEXTS[language];
  const shown = await Promise.all(code.map((excerpt) => codeText(excerptOf(excerpt), paint, columns)));
  return [
    '',
    paint(['bold', 'cyan'], wrapped(`${number}  ${title}`, '   ', columns)),
    ...changes.map(({ name, from, to }) =>
      paint('yellow', wrapped(`${text.changed}: ${name} ${from} -> ${to}`, '  ', columns)),
    ),
    wrapped(idea, '', columns),
    ...code.flatMap(({ file }, i) => [...(code[i - 1]?.file === file ? [] : ['', paint('dim', file)]), shown[i] ?? '']),
    ...(names.length === 0 ? [] : [paint('dim', wrapped(`${text.names}  ${termsText(names)}`, '  ', columns))]),
  ].join('\n');
}

/** `send: passes an item on; room: how many items fit`. */
export function termsText(terms: readonly Term[]): string {
  return terms.map(([word, meaning]) => `${word}: ${meaning}`).join('; ');
}

export function questionText({ text, answers }: Question, { paint, columns }: Screen): string {
  return [
    '',
    paint('bold', wrapped(text, '', columns)),
    ...answers.map((answer, i) => wrapped(answerText(answer, i), '   ', columns)),
  ].join('\n');
}

/** `B  not a single one`. */
export function answerText(answer: string, place: number): string {
  return `${letterOf(place)}  ${answer}`;
}

/**
 * @param votes what the audience answered: nothing, once, or before and after a discussion
 * @param disturbances what disturbed the machine meanwhile, each as a part of a sentence
 */
export function revealText(
  { lesson, set }: Pick<Playing, 'lesson' | 'set'>,
  outcome: Outcome,
  votes: readonly Vote[],
  disturbances: readonly string[],
  { paint, columns }: Screen,
): string {
  const text = PLAYER_TEXTS[lesson.language];
  const isConfirmed = outcome.claim === 'confirmed' && disturbances.length === 0;
  const answer = isConfirmed ? text.rightAnswer : text.answerHere;
  const right = answerText(set.question.answers[outcome.right] ?? '', outcome.right);
  return [
    '',
    paint(['bold', 'green'], wrapped(`${votedText(votes, text)}${answer}: ${right}`, '   ', columns)),
    wrapped(isConfirmed ? `${outcome.figures} ${outcome.reasons}` : outcome.figures, '', columns),
    ...claimText(outcome, set.changes.length > 0, disturbances, lesson).map(({ colour, words }) =>
      paint(colour, wrapped(words, '', columns)),
    ),
    ...(isExpected(outcome, isConfirmed, set)
      ? ['', wrapped(`${paint('bold', text.expected)}  ${outcome.reasons}`, '', columns)]
      : []),
  ].join('\n');
}

/** What follows the reveal, on a screen of its own: the words of the chapter, what to try, and what the measurement leaves out. */
export function afterText({ chapter, lesson, set, place }: Playing, { paint, columns }: Screen): string {
  const text = PLAYER_TEXTS[lesson.language];
  const paragraph = (name: string, words: string): string => wrapped(`${paint('bold', name)}  ${words}`, '  ', columns);
  return [
    '',
    paragraph(text.words, termsText(lesson.words)),
    ...tryItLines(tryItText(chapter, lesson, place), text.tryIt, { paint, columns }),
    paragraph(text.limits, set.limits),
  ].join('\n');
}

/**
 * A run that does not confirm the claim gives the reasons apart from its figures. Where the chapter's own settings were changed, the
 * claim may not hold at all.
 */
export function isExpected(
  { claim }: Pick<Outcome, 'claim'>,
  isConfirmed: boolean,
  { changes }: Pick<SetLesson, 'changes'>,
): boolean {
  return !isConfirmed && claim !== 'impossible' && (claim === 'confirmed' || changes.length === 0);
}

/** The command has a line of its own and is never broken, so that it can be copied. */
function tryItLines({ ask, command, inFile }: TryItText, name: string, { paint, columns }: Screen): string[] {
  const paragraph = wrapped(`${paint('bold', name)}  ${command === null ? `${ask} ${inFile}` : ask}`, '  ', columns);
  return command === null ? [paragraph] : [paragraph, `  ${command}`, `  ${wrapped(inFile, '  ', columns - 2)}`];
}

/** A run with other settings than the chapter's own is never called a failure: the claim is about the chapter's own. */
export function claimText(
  { claim, doubts }: Pick<Outcome, 'claim' | 'doubts'>,
  isChanged: boolean,
  disturbances: readonly string[],
  { language }: Pick<Lesson, 'language'>,
): { readonly colour: 'green' | 'yellow' | 'red'; readonly words: string }[] {
  const text = PLAYER_TEXTS[language];
  if (claim === 'impossible') return [{ colour: 'red', words: `${text.impossible}: ${doubts}.` }];
  if (disturbances.length > 0)
    return [{ colour: 'yellow', words: `${text.notConfirmed}: ${text.disturbed(disturbances.join('; '))}.` }];
  if (claim === 'confirmed') return [{ colour: 'green', words: text.confirmed }];
  if (isChanged) return [];
  return [{ colour: 'yellow', words: `${text.notConfirmed}. ${text.possibly}: ${doubts}.` }];
}

/** What to change, and the ways to do it. */
export interface TryItText {
  readonly ask: string;
  /** To be copied; null where code has to be written. */
  readonly command: string | null;
  /** What to do in which file. */
  readonly inFile: string;
}

export function tryItText(
  { number, tryIt, knobs }: Chapter,
  { language, tryIt: { ask } }: Lesson,
  place: string,
): TryItText {
  const text = PLAYER_TEXTS[language];
  if (tryIt.kind === 'write') return { ask, command: null, inFile: text.writeCode(tryIt.minutes, place) };
  const set = Object.entries(tryIt.set);
  const ways = set.map(([name, value]) => {
    const isWord = knobs.some((knob) => knob.name === name && knob.kind === 'word');
    return isWord ? text.putFirst(value) : text.setDefault(name, value);
  });
  const options = set.map(([name, value]) => `--set ${name}=${value}`);
  return { ask, command: usage('lecture', [number, ...options].join(' ')), inFile: text.where(place, ways.join('; ')) };
}

/** The right prediction for "Try it", and its reason, around the result of a run. */
export function predictionText({ lesson: { language, tryIt } }: Playing, { paint, columns }: Screen): string {
  const text = PLAYER_TEXTS[language];
  return [
    '',
    ...[tryIt.ask, `${paint('bold', text.prediction)}  ${tryIt.expect}`].map((one) => wrapped(one, '  ', columns)),
  ].join('\n');
}

/**
 * @param outcome null if code has to be written first
 * @param isQuick whether the run was a quick one
 */
export function resultText(
  { lesson: { language, tryIt } }: Playing,
  outcome: Outcome | null,
  disturbances: readonly string[],
  isQuick: boolean,
  { paint, columns }: Screen,
): string {
  const text = PLAYER_TEXTS[language];
  // The settings are not the chapter's own, so that its claim need not hold. But a run that cannot be trusted is called one.
  const warnings =
    outcome === null
      ? []
      : [
          ...(isQuick ? [{ colour: 'yellow' as const, words: text.quickRun }] : []),
          ...claimText(outcome, true, disturbances, { language }).filter(({ colour }) => colour !== 'green'),
        ];
  return [
    '',
    ...(outcome === null ? [] : [wrapped(`${paint('bold', text.result)}  ${outcome.figures}`, '  ', columns)]),
    ...warnings.map(({ colour, words }) => paint(colour, wrapped(words, '', columns))),
    wrapped(`${paint('bold', text.reason)}  ${tryIt.because}`, '  ', columns),
  ].join('\n');
}
