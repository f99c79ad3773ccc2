/** Runs one chapter as a program: `npx tsx src/lessons/chapters/07-a-send-is-a-call.ts`. */
import { readFileSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { projectFile } from '../../platform/node/own-files.ts';
import { movesCursor } from '../../terminal/cursor.ts';
import { endOnSignals, runProgram } from '../../terminal/program.ts';
import { paintFor } from '../../terminal/style.ts';
import type { Chapter } from '../chapter.ts';
import { noAudience, showCursor, terminalAudience } from '../player/audience.ts';
import { codeText } from '../player/code-text.ts';
import { linesOf } from '../player/excerpt.ts';
import { LECTURE_HELP, parseChapter } from '../player/options.ts';
import { play } from '../player/play.ts';

/** Plays the chapter if its file is the program that was started; does nothing if the file was imported. */
export async function playAlone(url: string, chapter: Chapter): Promise<void> {
  const started = process.argv[1];
  if (started === undefined || pathToFileURL(realpathSync(started)).href !== url) return;
  await runProgram(async () => {
    const { help, code, auto, quick } = parseChapter(process.argv.slice(2));
    if (help) return console.log(LECTURE_HELP);
    if (code) return console.log(await codeText(sourceOf(url), paintFor(process.stdout)));
    const asks = !auto && process.stdin.isTTY === true && movesCursor(process.stdout);
    const signals = endOnSignals({ tidy: showCursor, soFar: () => '' });
    try {
      await play(chapter, asks ? terminalAudience(quick) : noAudience(quick));
    } finally {
      signals();
    }
  });
}

function sourceOf(url: string): string {
  const source = projectFile(`src/lessons/chapters/${basename(fileURLToPath(url)).replace(/\.js$/, '.ts')}`);
  return linesOf(readFileSync(source, 'utf8').trimEnd()).join('\n');
}
