/** A chapter's texts: 80 columns, readable without colour. */

import type { Paint } from '../../terminal/style.ts';
import { wrapped } from '../../terminal/wrap.ts';
import type { Chapter, Outcome } from '../chapter.ts';
import { codeText } from './code-text.ts';
import { excerptOf } from './excerpt.ts';

/** The idea and the code, before the question. */
export async function openingText({ number, title, idea, code }: Chapter, paint: Paint): Promise<string> {
  const shown = await Promise.all(code.map((excerpt) => codeText(excerptOf(excerpt), paint)));
  return [
    '',
    paint(['bold', 'cyan'], `${number}  ${title}`),
    wrapped(idea, ''),
    ...code.flatMap(({ file }, i) => [...(code[i - 1]?.file === file ? [] : ['', paint('dim', file)]), shown[i] ?? '']),
  ].join('\n');
}

export function questionText({ question }: Chapter, paint: Paint): string {
  return [
    '',
    paint('bold', wrapped(question.text, '')),
    ...question.answers.map((answer, i) => wrapped(answerText(answer, i), '   ')),
  ].join('\n');
}

/** `B  not a single one`. */
export function answerText(answer: string, place: number): string {
  return `${letterOf(place)}  ${answer}`;
}

export function letterOf(place: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + place);
}

/** @param vote what the hall said, by its place; null where nobody was asked */
export function revealText(chapter: Chapter, outcome: Outcome, vote: number | null, paint: Paint): string {
  const right = answerText(chapter.question.answers[outcome.right] ?? '', outcome.right);
  const said = vote === null || vote === outcome.right ? '' : `The hall said ${letterOf(vote)}. `;
  const agreed = vote === outcome.right ? 'As the hall said. ' : '';
  const { claim } = outcome;
  return [
    '',
    paint(['bold', 'green'], wrapped(`${said}${right}`, '   ')),
    wrapped(`${agreed}${outcome.reveal}`, ''),
    claim.kind === 'held'
      ? paint('green', 'This run has shown it.')
      : paint('yellow', wrapped(`This run has not shown it: ${claim.because}.`, '')),
    '',
    wrapped(`${paint('bold', 'Change')}  ${chapter.change}`),
    wrapped(`${paint('bold', 'Weak')}  ${chapter.weakness}`),
  ].join('\n');
}
