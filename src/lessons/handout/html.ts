/** The handout as one HTML page, made for paper: each chapter begins on a page of its own. It needs no network and no script. */
import { PLAYER_TEXTS } from '../texts/player-texts.ts';
import type { Handout, RunSheet, Sheet } from './handout.ts';

const STYLE = `
  :root { color-scheme: light; }
  body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }
  h1, h2 { font-family: system-ui, sans-serif; line-height: 1.2; }
  h2 { margin-top: 2.5rem; border-bottom: 1px solid #999; padding-bottom: 0.2rem; }
  pre { font: 8.5pt/1.35 ui-monospace, Menlo, Consolas, monospace; background: #f4f4f4; padding: 0.6rem; overflow-x: auto; white-space: pre-wrap; }
  .file, .caption { font-size: 9pt; color: #444; margin-bottom: 0.2rem; }
  ol { list-style: upper-alpha; }
  .prediction { border: 1px solid #777; height: 5.5rem; padding: 0.3rem 0.6rem; color: #555; font-size: 9pt; }
  dt { font-weight: bold; float: left; clear: left; margin-right: 0.6rem; }
  dd { margin: 0 0 0.15rem; }
  @media print { body { margin: 0; max-width: none; } h2 { break-before: page; } h2:first-of-type { break-before: auto; } pre, .prediction { break-inside: avoid; } }
`;

export function htmlOf({ language, title, intro, sheets, runs }: Handout): string {
  const text = PLAYER_TEXTS[language];
  const sheet = ({ title: heading, idea, code, names, question, answers, words, tryIt }: Sheet): string[] => [
    `<h2>${escaped(heading)}</h2>`,
    `<p>${escaped(idea)}</p>`,
    ...code.flatMap(({ file, text: lines }) => [
      ...(file === null ? [] : [`<p class="file">${escaped(file)}</p>`]),
      `<pre><code>${escaped(lines)}</code></pre>`,
    ]),
    ...(names === '' ? [] : [`<p class="caption">${text.names}: ${escaped(names)}</p>`]),
    `<p><strong>${text.question}.</strong> ${escaped(question)}</p>`,
    // The letter is the marker of the list.
    `<ol>${answers.map((answer) => `<li>${escaped(answer.slice(3))}</li>`).join('')}</ol>`,
    `<div class="prediction">${text.yourPrediction}</div>`,
    `<p><strong>${text.words}</strong></p>`,
    `<dl>${words.map(([word, meaning]) => `<dt>${escaped(word)}</dt><dd>${escaped(meaning)}</dd>`).join('')}</dl>`,
    `<p><strong>${text.tryIt}.</strong> ${escaped(tryIt.ask)}</p>`,
    ...(tryIt.command === null ? [] : [`<pre>${escaped(tryIt.command)}</pre>`]),
    `<p>${escaped(tryIt.inFile)}</p>`,
  ];
  const run = ({ title: heading, caption, lines, answerName, answer, claim, expected }: RunSheet): string[] => [
    `<h2>${escaped(heading)}</h2>`,
    `<p class="caption">${escaped(caption)}</p>`,
    `<pre>${escaped(lines.join('\n'))}</pre>`,
    `<p><strong>${answerName}.</strong> ${escaped(answer)}</p>`,
    ...[...claim, ...(expected === null ? [] : [expected])].map((words) => `<p>${escaped(words)}</p>`),
  ];
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(intro)}</p>`,
    ...sheets.flatMap(sheet),
    ...(runs.length === 0 ? [] : [`<h1>${escaped(text.recordedRuns)}</h1>`, ...runs.flatMap(run)]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
