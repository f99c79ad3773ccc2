/** Runs one chapter as a program: `npx tsx src/lessons/chapters/07-a-send-is-a-call.ts`. */
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { thisMachine } from '../../platform/node/machine.ts';
import { projectFile } from '../../platform/node/own-files.ts';
import { movesCursor } from '../../terminal/cursor.ts';
import { endOnSignals, runProgram } from '../../terminal/program.ts';
import type { Chapter } from '../chapter.ts';
import { type Given, givenBy } from '../knobs.ts';
import type { Language } from '../language.ts';
import { PLAYER_TEXTS } from '../texts/player-texts.ts';
import { noAudience, showCursor, terminalAudience } from './audience.ts';
import type { Playing } from './chapter-text.ts';
import { codeText } from './code-text.ts';
import { linesOf } from './excerpt.ts';
import { LECTURE_HELP, parseChapter } from './options.ts';
import { placeOfChange, sourceOfChapter } from './place.ts';
import { play, playAnswer } from './play.ts';
import { addRun, checkRecord, recordedRuns, runIn } from './recorded.ts';

/** Plays the chapter if its file is the program that was started; does nothing if the file was imported. */
export async function playAlone(url: string, chapter: Chapter): Promise<void> {
  const started = process.argv[1];
  if (started === undefined || pathToFileURL(realpathSync(started)).href !== url) return;
  await runProgram(async () => {
    const command = parseChapter(process.argv.slice(2));
    if (command.help) return console.log(LECTURE_HELP);
    const source = sourceOfChapter(fileURLToPath(url));
    if (command.code) return await showSource(source, command.language);
    const signals = endOnSignals({ tidy: showCursor, soFar: () => '' });
    try {
      await (command.answer ? answer(chapter, source, command) : playOnce(chapter, source, command));
    } finally {
      signals();
    }
  });
}

type Command = ReturnType<typeof parseChapter>;

function playingOf(chapter: Chapter, source: string, language: Language, given: Given): Playing {
  const lesson = chapter.in(language);
  return { chapter, lesson, set: lesson.with(given), place: placeOfChange(chapter, source) };
}

/** The chapter may have no texts in the language that was asked for. */
function sayIfOnlyEnglish({ lesson }: Playing, language: Language): void {
  if (lesson.language !== language) console.log(PLAYER_TEXTS[language].onlyEnglish);
}

/** Prediction, result and reason of "Try it". */
async function answer(chapter: Chapter, source: string, { language, quick }: Command): Promise<void> {
  const set = chapter.tryIt.kind === 'set' ? chapter.tryIt.set : {};
  const playing = playingOf(chapter, source, language, set);
  sayIfOnlyEnglish(playing, language);
  await playAnswer(playing, noAudience(quick));
}

async function playOnce(chapter: Chapter, source: string, command: Command): Promise<void> {
  const { given, auto, quick, record, replay } = command;
  const playing = playingOf(chapter, source, command.language, given);
  sayIfOnlyEnglish(playing, command.language);
  const key = { number: chapter.number, language: playing.lesson.language, set: givenBy(playing.set.changes) };
  const recorded = replay === null ? null : runIn(await recordedRuns(replay), key, replay);
  if (record !== null) await checkRecord(record);
  const asks = !auto && process.stdin.isTTY === true && movesCursor(process.stdout);
  const { shown, outcome, disturbances } = await play(
    playing,
    asks ? terminalAudience(quick) : noAudience(quick),
    recorded,
  );
  if (record === null) return;
  const when = new Date().toISOString().slice(0, 10);
  const { cpu, cores, node } = thisMachine();
  await addRun(record, {
    ...key,
    shown: [...shown],
    outcome,
    disturbances: [...disturbances],
    quick,
    when,
    where: `${cpu}, ${cores} logical ${cores === 1 ? 'processor' : 'processors'}, Node ${node}`,
  });
}

/** The source as it is, so that it can be copied; on a terminal with colours, a screen at a time. */
async function showSource(source: string, language: Language): Promise<void> {
  const text = textOf(source);
  if (process.stdout.isTTY !== true) return console.log(text);
  const { print, paint, columns } = noAudience(false);
  // Lines that are too long are broken here, and not by the terminal: so that a page is a page.
  const lines = (await codeText(text, paint, columns)).split('\n');
  const rows = Math.max(5, (process.stdout.rows ?? 24) - 2);
  const pages = process.stdin.isTTY === true && movesCursor(process.stdout);
  for (let first = 0; first < lines.length; first += rows) {
    if (first > 0 && pages) await terminalAudience(false).ready(PLAYER_TEXTS[language].more);
    print(lines.slice(first, first + rows).join('\n'));
  }
}

function textOf(source: string): string {
  return linesOf(readFileSync(projectFile(source), 'utf8').trimEnd()).join('\n');
}
