/** `npm run lecture`: plays chapters from a menu, one by its number, or all in order. */

import type { Chapter } from './lessons/chapter.ts';
import { chapters, type Entry, tableOfContents } from './lessons/chapters.ts';
import { handoutOf } from './lessons/handout/handout.ts';
import { htmlOf } from './lessons/handout/html.ts';
import { markdownOf } from './lessons/handout/markdown.ts';
import type { Language } from './lessons/language.ts';
import { noAudience, showCursor } from './lessons/player/audience.ts';
import { chapterRunner } from './lessons/player/chapter-process.ts';
import { chosenChapter, chosenNext, titleOf } from './lessons/player/menu.ts';
import { LECTURE_HELP, LECTURE_OPTION_NAMES, type LectureCommand, parseLecture } from './lessons/player/options.ts';
import { knobsText, notesText, planText, wordsText } from './lessons/player/plan-text.ts';
import { recordedRuns } from './lessons/player/recorded.ts';
import { PLAYER_TEXTS } from './lessons/texts/player-texts.ts';
import { hasTexts } from './lessons/texts/titles.ts';
import { printable, show } from './line/printable.ts';
import { movesCursor } from './terminal/cursor.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { checkWritable, writeWhole } from './terminal/out-file.ts';
import { runProgram } from './terminal/program.ts';
import { usage } from './terminal/usage.ts';
import { UsageError } from './terminal/usage-error.ts';

const INTERRUPTED = 130;

await runProgram(async () => {
  const args = process.argv.slice(2);
  warnOfTaken(LECTURE_OPTION_NAMES, args);
  const entries = tableOfContents();
  const command = parseLecture(args, entries.length - 1);
  switch (command.kind) {
    case 'help':
      console.log(LECTURE_HELP);
      return;
    case 'list':
      for (const { number } of entries) console.log(titleOf(number, command.language));
      return;
    case 'plan':
      console.log(planText(await loaded(entries), command.language, noAudience(false)));
      return;
    case 'words':
      console.log(wordsText(await loaded(entries), command.language, noAudience(false)));
      return;
    case 'notes':
    case 'knobs': {
      const chosen = await loaded(entries.filter(({ number }) => command.number === null || number === command.number));
      const text = command.kind === 'notes' ? notesText : knobsText;
      console.log(chosen.map((chapter) => text(chapter, command.language, noAudience(false))).join('\n\n'));
      return;
    }
    case 'handout':
      return await writeHandout(command);
    case 'chapter':
      await checkKnobs(entries, command);
      return await playInTurn(entries.slice(command.number, command.number + 1), () => command.flags);
    case 'all':
      return await playInTurn(entries, await flagsOf(command));
    case 'menu':
      if (process.stdin.isTTY !== true || process.stdout.isTTY !== true)
        throw new UsageError('the menu: expected a terminal, found none; give a chapter number, --list or --auto');
      if (!movesCursor(process.stdout))
        throw new UsageError(
          'the menu: expected a terminal that can move its cursor, found TERM=dumb; give a chapter number, --list or --auto',
        );
      return await lecture(entries, await flagsOf(command), command.language);
  }
});

async function loaded(entries: readonly Entry[]): Promise<Chapter[]> {
  return await Promise.all(entries.map(({ load }) => load()));
}

/**
 * A knob of another chapter is a slip of the number: the error says which chapter has it.
 *
 * @throws UsageError if the chapter has no such knob
 */
async function checkKnobs(
  entries: readonly Entry[],
  { number, given }: Extract<LectureCommand, { kind: 'chapter' }>,
): Promise<void> {
  const names = Object.keys(given);
  if (names.length === 0) return;
  const has = (chapter: Chapter, name: string): boolean => chapter.knobs.some((knob) => knob.name === name);
  const [chosen] = await loaded(entries.slice(number, number + 1));
  const strange = names.find((name) => chosen === undefined || !has(chosen, name));
  if (strange === undefined) return;
  const owner = (await loaded(entries)).find((chapter) => has(chapter, strange));
  if (owner === undefined) return;
  const command = usage('lecture', `${owner.number} --set ${strange}=${given[strange]}`);
  throw new UsageError(
    `--set: expected a knob of chapter ${number}, found ${show(strange)}, a knob of chapter ${owner.number}: ${command}`,
  );
}

async function writeHandout({
  number,
  file,
  replay,
  language,
}: Extract<LectureCommand, { kind: 'handout' }>): Promise<void> {
  await checkWritable(file, '--handout');
  const runs = replay === null ? [] : await recordedRuns(replay);
  const chosen = (await chapters()).filter(({ chapter }) => number === null || chapter.number === number);
  const handout = handoutOf(chosen, language, runs);
  await writeWhole(file, file.endsWith('.html') ? htmlOf(handout) : markdownOf(handout), '--handout');
  console.log(`Wrote ${printable(file)}.`);
}

/** The flags of a chapter, by its number. */
type FlagsOf = (number: number) => readonly string[];

/**
 * With `--replay`, a chapter without a recorded run is played live, and says so.
 *
 * @throws UsageError if the file cannot be read, or does not hold recorded runs
 */
async function flagsOf({
  flags,
  language,
  replay,
}: Extract<LectureCommand, { kind: 'menu' | 'all' }>): Promise<FlagsOf> {
  if (replay === null) return () => flags;
  const runs = await recordedRuns(replay);
  return (number) => {
    const shown = hasTexts(language, number) ? language : 'en';
    const has = runs.some(
      (run) => run.number === number && run.language === shown && Object.keys(run.set).length === 0,
    );
    if (has) return [...flags, '--replay', replay];
    console.log(PLAYER_TEXTS[language].notRecorded(number));
    return flags;
  };
}

/** Plays the chapters in order and stops at the first one that fails. */
async function playInTurn(entries: readonly Entry[], flags: FlagsOf): Promise<void> {
  const { play } = chapterRunner(showCursor);
  for (const { number, path } of entries) {
    if (entries.length > 1) console.log(`\n${'─'.repeat(80)}`);
    const end = await play(path, flags(number));
    if (end.kind === 'ended' && end.code === 0) continue;
    process.exitCode = end.kind === 'interrupted' ? INTERRUPTED : end.code;
    return;
  }
}

async function lecture(entries: readonly Entry[], flags: FlagsOf, language: Language): Promise<void> {
  const { play } = chapterRunner(showCursor);
  /** The chapter that the menu selects first: the next one, or the one that was interrupted. */
  let preset = 0;
  let number: number | null = null;
  while (true) {
    number ??= await chosenChapter(entries, preset, language);
    if (number === null) break;
    const entry = entries.find((one) => one.number === number);
    if (entry === undefined) throw new Error(`expected a chapter ${number}, found none`);
    const following = entries[entry.number + 1];
    preset = following?.number ?? 0;
    const end = await play(entry.path, flags(entry.number));
    if (end.kind === 'interrupted') {
      preset = entry.number;
      number = null;
      continue;
    }
    let next = await chosenNext(following, language);
    while (next === 'code') {
      await play(entry.path, ['--code', '--lang', language]);
      next = await chosenNext(following, language);
    }
    if (next === null) break;
    number = next === 'again' ? entry.number : next === 'next' ? preset : null;
  }
  process.exitCode = INTERRUPTED;
}
