/** Grades in words, on a terminal of 80 columns. */

import { FROM_SOURCES } from '../../../platform/node/own-files.ts';
import type { Paint } from '../../../terminal/style.ts';
import { usage } from '../../../terminal/usage.ts';
import { COLUMNS, wrapped } from '../../../terminal/wrap.ts';
import { type Checked, counted } from './check.ts';
import type { Exercise } from './exercise.ts';
import { nameOf, shownFile } from './files.ts';
import { type Grade, isSolved } from './grade.ts';

/** @param file as the student named it; null for the usual one */
export function gradeText(grade: Grade, file: string | null, paint: Paint): string {
  const { exercise, checks, printed } = grade;
  const first = checks.find(({ order }) => order.length > 0);
  return [
    paint('bold', titleOf(exercise)),
    paint('dim', file ?? shownFile(exercise)),
    '',
    ...checks.map((checked) => checkText(checked, checked === first, paint)),
    ...(printed.length === 0 ? [] : ['', 'Your code printed, at first:', ...printed.map((line) => `  ${line}`)]),
    '',
    isSolved(grade)
      ? paint('green', 'Solved.')
      : `${paint('yellow', 'Not solved.')} A hint: ${usage('exercise', `${exercise.number} --hint`)}`,
  ].join('\n');
}

/** Only the first order that goes wrong is shown step by step. */
function checkText({ name, passed, found, wanted, order }: Checked, isFirst: boolean, paint: Paint): string {
  if (passed) return part('passed  ', `${name}: ${found}`).replace('passed', paint('green', 'passed'));
  const steps = order.map((step, i) => part(`${String(i + 1).padStart(16)}  `, step));
  return [
    `${paint('yellow', 'failed')}  ${name}`,
    part('        wanted  ', wanted),
    ...(order.length === 0
      ? [part('        found   ', found)]
      : isFirst
        ? ['        found   an order that goes wrong:', ...steps]
        : [`        found   an order of ${counted(steps.length, 'step')} that goes wrong`]),
  ].join('\n');
}

/** @param head not wrapped, and as wide as the indent of the other lines */
function part(head: string, text: string): string {
  const lines = wrapped(text, '', COLUMNS - head.length).split('\n');
  return head + lines.join(`\n${' '.repeat(head.length)}`);
}

export function titleOf({ number, title }: Pick<Exercise, 'number' | 'title'>): string {
  return `${number}  ${title}`;
}

/** A line of the list. */
export function stateText(grade: Grade, paint: Paint): string {
  const { number, title } = grade.exercise;
  const state = isSolved(grade) ? paint('green', 'solved') : 'not solved';
  return `${String(number).padStart(2)}  ${title.padEnd(50)}  ${state}`;
}

/** After the list. */
export function nextText(grades: readonly Grade[]): string {
  const solved = grades.filter(isSolved).length;
  const next = grades.find((grade) => !isSolved(grade))?.exercise;
  const counts = `${solved} of ${grades.length} solved.`;
  if (next === undefined) return counts;
  return `${counts} Next: ${shownFile(next)}\n${
    FROM_SOURCES
      ? `${usage('exercise', String(next.number))} grades it.`
      : `${usage('exercise', `${next.number} --out ${nameOf(next)}`)} copies it to this folder.`
  }`;
}

/** The document of one exercise, for the system of a course. */
export function gradeDocument(grade: Grade) {
  return { version: 1, ...resultOf(grade) };
}

/** The document of all exercises. */
export function listDocument(grades: readonly Grade[]) {
  return { version: 1, exercises: grades.map(resultOf) };
}

function resultOf(grade: Grade) {
  const { number, title } = grade.exercise;
  const checks = grade.checks.map(({ name, passed, found, wanted, order }) => ({ name, passed, found, wanted, order }));
  return { exercise: number, title, solved: isSolved(grade), checks };
}
