/** Single keys: what a chapter hears, and what it ignores. */
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { ENTER, keyFrom } from '../../src/lessons/player/keys.ts';

function keyboard() {
  const modes: boolean[] = [];
  const source = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => modes.push(isRaw) });
  return { source, modes };
}

test('a key is heard without Enter, in small letters, and the terminal is as before', async () => {
  const { source, modes } = keyboard();
  const key = keyFrom(source, ['a', 'b']);
  source.write('B');
  expect(await key).toBe('b');
  expect(modes).toEqual([true, false]);
});

test('other keys are ignored: also the letters in what an arrow key sends', async () => {
  const { source } = keyboard();
  const key = keyFrom(source, ['a', 'b']);
  source.write('x\u001b[A\u001b[1;5B\u001bOA7');
  source.write('a');
  expect(await key).toBe('a');
});

test('keys that are typed ahead are kept for the next question', async () => {
  const { source } = keyboard();
  source.write('ab\r');
  const heard = [];
  for (let i = 0; i < 3; i++) heard.push(await keyFrom(source, ['a', 'b', ENTER]));
  expect(heard).toEqual(['a', 'b', ENTER]);
});

test.each(['\u0003', '\u0004'])('%j leaves', async (typed) => {
  const { source, modes } = keyboard();
  const key = keyFrom(source, ['a']);
  source.write(typed);
  expect(await key).toBeNull();
  expect(modes).toEqual([true, false]);
});

test('the end of the input leaves', async () => {
  const { source } = keyboard();
  const key = keyFrom(source, ['a']);
  source.end();
  expect(await key).toBeNull();
});
