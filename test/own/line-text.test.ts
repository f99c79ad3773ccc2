/** The line in one line, as `run` prints it first. */
import { expect, test } from 'vitest';
import type { Source, Station } from '../../src/line/coroutine.ts';
import { line } from '../../src/line/defined-line.ts';
import { ints } from '../../src/line/kind/kinds.ts';
import { planOf } from '../../src/line/plan.ts';
import { type Stage, source } from '../../src/line/stage.ts';
import { lineText } from '../../src/own/text.ts';

function* one(): Source<number> {
  yield 1;
}

function* passes({ send }: { readonly send: (item: number) => void }): Station<number> {
  while (true) send(yield);
}

const numbers = (): Stage<number> => source(one, { out: ints(), name: 'numbers' });
const textOf = (last: Stage<number>): string =>
  lineText('file.ts', planOf(line(last), { module: '', export: 'default' }, { parts: 0 }), (_, text) => text);

test('a chain is drawn with arrows, and the copies of a station are one', () => {
  const chain = numbers()
    .to(passes, { out: ints(), name: 'first', concurrency: 2 })
    .to(passes, { out: ints(), name: 'second', concurrency: 3 })
    .to(passes, { out: ints(), name: 'last' });
  expect(textOf(chain)).toBe('file.ts  numbers -> 2 x first -> 3 x second -> last');
});

test('a line that branches is told in numbers', () => {
  const start = numbers();
  start.to(passes, { out: ints(), name: 'one' });
  expect(textOf(start.to(passes, { out: ints(), name: 'other' }))).toBe('file.ts  1 source, 2 stations, 2 edges');
});

test('and so is a chain that is too long for a line', () => {
  let last = numbers();
  for (let i = 0; i < 6; i++) last = last.to(passes, { out: ints(), name: `station ${i}` });
  expect(textOf(last)).toBe('file.ts  1 source, 6 stations, 6 edges');
});
