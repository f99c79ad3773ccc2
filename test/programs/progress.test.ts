/** The progress that a program writes to a terminal while it measures. */
import { WriteStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import { progressOn } from '../../src/terminal/progress.ts';

/** What the progress writes to a terminal with the given number of columns. */
function writtenOn(columns: number, env: NodeJS.ProcessEnv): string {
  let written = '';
  const stream: NodeJS.WriteStream = Object.create(WriteStream.prototype, {
    isTTY: { value: true },
    columns: { value: columns },
    write: {
      value: (text: string) => {
        written += text;
        return true;
      },
    },
  });
  const progress = progressOn(stream, env);
  progress.start(127);
  for (let i = 0; i < 127; i++) progress.step(`message-bound, threads (ring) and a name as long as there are ${i}`);
  progress.aside(() => {});
  progress.stop();
  return written;
}

/** The lines that a terminal shows one after the other: the texts between the moves of the cursor. */
function lines(written: string): string[] {
  return written
    .split('\u001b')
    .map((line) => line.replace(/^\[[\d;]*[A-Za-z]/, ''))
    .filter((line) => line !== '');
}

describe('the progress bar', () => {
  test.each([20, 40, 80, 200])('stays on one line of %d columns', (columns) => {
    const shown = lines(writtenOn(columns, { TERM: 'xterm' }));
    expect(shown.length).toBeGreaterThan(127);
    for (const line of shown) expect(line.length).toBeLessThan(Math.min(columns, 80));
    expect(shown.at(-1)).toContain('127/127');
  });

  test('assumes 80 columns on a terminal that does not know its size', () => {
    const shown = lines(writtenOn(0, { TERM: 'xterm' }));
    expect(Math.max(...shown.map((line) => line.length))).toBe(79);
  });
});

test('a terminal that cannot move its cursor gets a few plain lines', () => {
  const written = writtenOn(40, { TERM: 'dumb' });
  expect(written).not.toMatch(/[^\n -~]/);
  const shown = written.trimEnd().split('\n');
  expect(shown).toHaveLength(11);
  expect([shown[0]?.slice(0, 9), shown.at(-1)?.slice(0, 9)]).toEqual(['1/127 mes', '127/127 m']);
  for (const line of shown) expect(line.length).toBeLessThan(40);
});
