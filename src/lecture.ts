/** `npm run lecture`: plays chapters from a menu, one by its number, or all in order. */
import { chapters, type Entry } from './lessons/chapters.ts';
import { showCursor } from './lessons/player/audience.ts';
import { chapterRunner } from './lessons/player/chapter-process.ts';
import { chosenChapter, chosenNext, titleOf } from './lessons/player/menu.ts';
import { LECTURE_HELP, LECTURE_OPTION_NAMES, parseLecture } from './lessons/player/options.ts';
import { movesCursor } from './terminal/cursor.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { runProgram } from './terminal/program.ts';
import { UsageError } from './terminal/usage-error.ts';

const INTERRUPTED = 130;

await runProgram(async () => {
  const args = process.argv.slice(2);
  warnOfTaken(LECTURE_OPTION_NAMES, args);
  const entries = await chapters();
  const command = parseLecture(args, entries.length);
  switch (command.kind) {
    case 'help':
      console.log(LECTURE_HELP);
      return;
    case 'list':
      for (const { chapter } of entries) console.log(titleOf(chapter));
      return;
    case 'chapter':
      return await playInTurn(entries.slice(command.number - 1, command.number), command.flags);
    case 'all':
      return await playInTurn(entries, command.flags);
    case 'menu':
      if (process.stdin.isTTY !== true || process.stdout.isTTY !== true)
        throw new UsageError('the menu: expected a terminal, found none; give a chapter number, --list or --auto');
      if (!movesCursor(process.stdout))
        throw new UsageError(
          'the menu: expected a terminal that can move its cursor, found TERM=dumb; give a chapter number, --list or --auto',
        );
      return await lecture(entries, command.flags);
  }
});

/** Plays the chapters in order and stops at the first one that fails. */
async function playInTurn(entries: readonly Entry[], flags: readonly string[]): Promise<void> {
  const { play } = chapterRunner(showCursor);
  for (const { path } of entries) {
    if (entries.length > 1) console.log(`\n${'─'.repeat(80)}`);
    const end = await play(path, flags);
    if (end.kind === 'ended' && end.code === 0) continue;
    process.exitCode = end.kind === 'interrupted' ? INTERRUPTED : end.code;
    return;
  }
}

async function lecture(entries: readonly Entry[], flags: readonly string[]): Promise<void> {
  const { play } = chapterRunner(showCursor);
  /** The chapter that the menu selects first: the next one, or the one that was interrupted. */
  let preset = 1;
  let number: number | null = null;
  while (true) {
    number ??= await chosenChapter(entries, preset);
    if (number === null) break;
    const entry = entries.find(({ chapter }) => chapter.number === number);
    if (entry === undefined) throw new Error(`expected a chapter ${number}, found none`);
    const following = entries[entry.chapter.number];
    preset = following?.chapter.number ?? 1;
    const end = await play(entry.path, flags);
    if (end.kind === 'interrupted') {
      preset = entry.chapter.number;
      number = null;
      continue;
    }
    let next = await chosenNext(following);
    while (next === 'code') {
      await play(entry.path, ['--code']);
      next = await chosenNext(following);
    }
    if (next === null) break;
    number = next === 'again' ? entry.chapter.number : next === 'next' ? preset : null;
  }
  process.exitCode = INTERRUPTED;
}
