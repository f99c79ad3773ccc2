/** The handout as Markdown. */
import { PLAYER_TEXTS } from '../texts/player-texts.ts';
import type { Handout, Sheet } from './handout.ts';

export function markdownOf({ language, title, intro, sheets }: Handout): string {
  const text = PLAYER_TEXTS[language];
  const sheet = ({ title: heading, idea, code, names, question, answers, recorded, words, tryIt }: Sheet): string[] => [
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
    ...(recorded === null
      ? []
      : [
          `**${text.recordedRun}** (${escaped(recorded.caption)})`,
          '',
          ...fenced(recorded.lines.join('\n'), 'text'),
          '',
          `**${recorded.answerName}.** ${escaped(recorded.answer)}`,
          '',
        ]),
    `**${text.words}.** ${words.map(([word, meaning]) => `*${escaped(word)}*: ${escaped(meaning)}`).join('; ')}`,
    '',
    `**${text.tryIt}.** ${escaped(tryIt.ask)}`,
    '',
    ...(tryIt.command === null ? [] : [...fenced(tryIt.command, 'sh'), '']),
    escaped(tryIt.inFile),
    '',
  ];
  return [`# ${title}`, '', intro, '', ...sheets.flatMap(sheet)].join('\n');
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
