/** The handout as Markdown. */
import { PLAYER_TEXTS } from '../texts/player-texts.ts';
import type { Handout, RunSheet, Sheet } from './handout.ts';

export function markdownOf({ language, title, intro, sheets, runs }: Handout): string {
  const text = PLAYER_TEXTS[language];
  const sheet = ({ title: heading, idea, code, names, question, answers, words, tryIt }: Sheet): string[] => [
    `## ${escaped(heading)}`,
    '',
    escaped(idea),
    '',
    ...code.flatMap(({ file, text: lines }) => [
      ...(file === null ? [] : [`\`${file}\``, '']),
      ...fenced(lines, 'ts'),
      '',
    ]),
    ...(names === '' ? [] : [`${text.names}: ${escaped(names)}`, '']),
    `**${text.question}.** ${escaped(question)}`,
    '',
    ...answers.map((answer) => `- ${escaped(answer)}`),
    '',
    `**${text.yourPrediction}:** ${'_'.repeat(40)}`,
    '',
    `**${text.words}.** ${words.map(([word, meaning]) => `*${escaped(word)}*: ${escaped(meaning)}`).join('; ')}`,
    '',
    `**${text.tryIt}.** ${escaped(tryIt.ask)}`,
    '',
    ...(tryIt.command === null ? [] : [...fenced(tryIt.command, 'sh'), '']),
    escaped(tryIt.inFile),
    '',
  ];
  const run = ({ title: heading, caption, lines, answerName, answer, claim, expected }: RunSheet): string[] => [
    `## ${escaped(heading)}`,
    '',
    escaped(caption),
    '',
    ...fenced(lines.join('\n'), 'text'),
    '',
    `**${answerName}.** ${escaped(answer)}`,
    '',
    ...[...claim, ...(expected === null ? [] : [expected])].flatMap((words) => [escaped(words), '']),
  ];
  const all = [`# ${title}`, '', intro, '', ...sheets.flatMap(sheet)];
  return [...all, ...(runs.length === 0 ? [] : [`# ${text.recordedRuns}`, '', ...runs.flatMap(run)])].join('\n');
}

/** A fence that no line of the text ends. */
function fenced(text: string, kind: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${kind}`, text, fence];
}

/** Characters that would mean something in Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&');
}
