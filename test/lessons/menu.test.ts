/** The menu of the lecture on a terminal: choosing, answering, and Ctrl-C. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CTRL_C, ENTER, onTerminal, type Terminal } from '../programs/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-lecture-'));
const terminals: Terminal[] = [];
afterAll(() => {
  for (const terminal of terminals) terminal.kill();
  rmSync(folder, { recursive: true });
});

function lecture(...args: readonly string[]): Terminal {
  const terminal = onTerminal(args, { TMPDIR: folder, NO_COLOR: '1' });
  terminals.push(terminal);
  return terminal;
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

function cursorIsShown(written: string): boolean {
  return written.lastIndexOf(SHOW_CURSOR) >= written.lastIndexOf(HIDE_CURSOR);
}

test('the user searches, goes back to the menu, answers, sees the run and the reveal, and gets the next chapter', async () => {
  const terminal = lecture('--quick');
  await terminal.shows('Cake factory: which chapter?');
  await terminal.shows('Type: to search');
  terminal.type('99');
  await terminal.shows('No matches found');
  terminal.type(ENTER);
  // The lecture does not end: the user can correct the search.
  await terminal.shows('expected a chapter number or a word of its title, found no match');
  terminal.type('\u007f\u007fstorage');
  await terminal.shows('5  A station with storage');
  terminal.type(ENTER);
  await terminal.shows('Enter: the question');
  terminal.type(CTRL_C);
  await terminal.shows('Cake factory: which chapter?');
  await terminal.shows('Type: to search');
  // The menu selects the interrupted chapter.
  terminal.type(ENTER);
  await terminal.shows('Enter: the question');
  terminal.type(ENTER);
  await terminal.shows('Your answer?');
  await terminal.shows('a letter, or the votes of a class');
  terminal.type('x');
  terminal.type(ENTER);
  await terminal.shows('expected a letter, or a count for each letter, found "x"');
  terminal.type('\u007fA');
  terminal.type(ENTER);
  await terminal.shows('flour     [');
  await terminal.shows('Enter: the answer');
  terminal.type(ENTER);
  await terminal.shows('Your answer: A. Right answer: C  one');
  await terminal.shows('Enter: the words, and what to try');
  expect(terminal.written()).not.toContain('Limits');
  terminal.type(ENTER);
  await terminal.shows('Limits');
  await terminal.shows('What next?');
  await terminal.shows('6  The whole line');
  await terminal.shows('all chapters');
  terminal.type(CTRL_C);
  expect(await terminal.ended).toBe(130);
  expect(cursorIsShown(terminal.written())).toBe(true);
});

test('Ctrl-C in a chapter goes back to the menu and leaves no files; in the menu it ends the lecture', async () => {
  const terminal = lecture();
  await terminal.shows('Type: to search');
  terminal.type('16');
  await terminal.shows('16  The slowest');
  terminal.type(ENTER);
  await terminal.shows('Enter: the question');
  terminal.type(ENTER);
  await terminal.shows('a letter, or the votes of a class');
  terminal.type('A 4 B 11 C 1');
  terminal.type(ENTER);
  await terminal.shows('B  11 ███████████');
  await terminal.shows('Discuss, then vote again');
  terminal.type(ENTER);
  // The mark of a question that has its answer: the chapter starts its threads now. A Ctrl-C before that would be a part of the answer.
  await terminal.shows('◇');
  terminal.type(CTRL_C);
  await terminal.shows('Cake factory: which chapter?');
  await terminal.shows('Type: to search');
  expect(readdirSync(folder).filter((name) => name.startsWith('cake-factory'))).toEqual([]);
  terminal.type(CTRL_C);
  expect(await terminal.ended).toBe(130);
  expect(cursorIsShown(terminal.written())).toBe(true);
});

test('a terminal that cannot move its cursor gets no menu and no codes, but can play a chapter', async () => {
  const terminal = onTerminal([], { TMPDIR: folder, NO_COLOR: '1', TERM: 'dumb' });
  terminals.push(terminal);
  await terminal.shows('the menu: expected a terminal that can move its cursor, found TERM=dumb');
  expect(await terminal.ended).toBe(2);
  const played = onTerminal(['1', '--quick'], { TMPDIR: folder, NO_COLOR: '1', TERM: 'dumb' });
  terminals.push(played);
  await played.shows('Limits');
  expect(await played.ended).toBe(0);
  for (const { written } of [terminal, played]) expect(written()).not.toContain('\u001b');
});
