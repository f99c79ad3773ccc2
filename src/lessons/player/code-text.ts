/** TypeScript for a terminal: in colour if the terminal has colours, and never wider than the screen. */
import { tokenize } from '@speed-highlight/core';
import type { Paint } from '../../terminal/style.ts';

/** Before each line of code. */
const MARGIN = '  ';

export async function codeText(code: string, paint: Paint, columns: number): Promise<string> {
  const fitted = code
    .split('\n')
    .flatMap((line) => fitting(line, columns - MARGIN.length))
    .join('\n');
  return (await colouredCode(fitted, paint))
    .split('\n')
    .map((line) => `${MARGIN}${line}`.trimEnd())
    .join('\n');
}

/** The code as it is, in colour if there are colours. */
export async function colouredCode(code: string, paint: Paint): Promise<string> {
  return paint('bold', 'x') === 'x' ? code : await coloured(code, paint);
}

/** The colours of the kinds of token; other kinds stay plain. */
const COLOURS: Readonly<Record<string, Parameters<Paint>[0]>> = {
  kwd: 'magenta',
  str: 'green',
  num: 'yellow',
  bool: 'yellow',
  cmnt: 'gray',
  func: 'cyan',
  class: 'cyan',
};

async function coloured(code: string, paint: Paint): Promise<string> {
  let text = '';
  await tokenize(code, 'ts', (token, kind) => {
    const colour = COLOURS[kind ?? ''];
    // Line by line, because each line gets a margin.
    text += colour === undefined ? token : token.replace(/[^\n]+/g, (part) => paint(colour, part));
  });
  return text;
}

/** The sources have up to 120 columns: a comment moves above its line, and code breaks between words. */
function fitting(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const [, code = '', comment] = /^(.*\S) \/\/ (.*)$/.exec(line) ?? [];
  if (comment !== undefined) return [...fitting(`${indent}// ${comment}`, width), ...fitting(code, width)];
  const mark = /^ *(\/\/|\*) /.exec(line)?.[0];
  return broken(line, indent.length, mark ?? `${indent}    `, width);
}

/** All lines but the first get the same margin. */
function broken(line: string, margin: number, hanging: string, width: number): string[] {
  const cut = line.length <= width ? -1 : line.lastIndexOf(' ', width);
  if (cut <= margin) return [line];
  return [line.slice(0, cut), ...broken(`${hanging}${line.slice(cut + 1)}`, hanging.length, hanging, width)];
}
