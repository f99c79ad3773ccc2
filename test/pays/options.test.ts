/** The options of `cake-factory pays`. */
import { describe, expect, test } from 'vitest';
import { PAYS_HELP, PAYS_OPTIONS, parsePays } from '../../src/pays/options.ts';
import { UsageError } from '../../src/terminal/usage-error.ts';

function messageOf(args: readonly string[]): string {
  try {
    parsePays(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
  }
  return 'accepted';
}

test('without options a function is measured for ten seconds, with the samples of its file', () => {
  expect(parsePays(['work.ts#resize'])).toEqual({
    kind: 'pays',
    options: {
      function: 'work.ts#resize',
      input: null,
      budgetMs: 10_000,
      hangMs: 10_000,
      json: false,
      out: null,
      compare: null,
    },
  });
});

test('every option is taken, before or after the function', () => {
  const args = '--input in.json --budget 1m work.ts --hang 3 --json --out a.json --compare b.json'.split(' ');
  expect(parsePays(args)).toEqual({
    kind: 'pays',
    options: {
      function: 'work.ts',
      input: 'in.json',
      budgetMs: 60_000,
      hangMs: 3000,
      json: true,
      out: 'a.json',
      compare: 'b.json',
    },
  });
});

describe('a budget', () => {
  test.each([
    ['2s', 2000],
    ['2000ms', 2000],
    ['2', 2000],
    ['2.5s', 2500],
    ['10m', 600_000],
    ['0.1m', 6000],
    ['600', 600_000],
  ])('of %s', (text, budgetMs) => {
    expect(parsePays(['work.ts', '--budget', text])).toMatchObject({ options: { budgetMs } });
  });

  test.each(['1.999s', '10.001m', '0', '-5s', '5 s', '5h', 's', '', 'ten', '1e4', '5S', 'Infinity', '.5m'])(
    'of %j is refused',
    (text) => {
      expect(messageOf(['work.ts', `--budget=${text}`])).toBe(
        `--budget: expected a time from 2s to 10m, such as 10s, found ${JSON.stringify(text)}`,
      );
    },
  );
});

test.each<[args: readonly string[], message: string]>([
  [[], 'expected a function, such as work.ts#resize, found none'],
  [[''], 'expected a function, such as work.ts#resize, found ""'],
  [['#resize'], 'expected a function, such as work.ts#resize, found "#resize"'],
  [['--json'], 'expected a function, such as work.ts#resize, found none'],
  [['a.ts', 'b.ts', 'c.ts'], 'expected one function, found 3'],
  [['a.ts', '--input', ''], '--input: expected a file with inputs, found ""'],
  [['a.ts', '--out', ''], '--out: expected the name of a file, found ""'],
  [['a.ts', '--compare', ''], '--compare: expected the name of a file, found ""'],
  [['a.ts', '--hang', '0'], '--hang: expected an integer from 1 to 86400, found "0"'],
  [['a.ts', '--hang', '1.5'], '--hang: expected an integer from 1 to 86400, found "1.5"'],
  [['a.ts#f', '--out', './a.ts'], '--out: expected a different file, found the same file as a.ts'],
  [
    ['a.ts#f', '--input', 'b.ts#g', '--out', 'b.ts'],
    '--out: expected a different file, found the same file as --input',
  ],
])('%j is refused', (args, message) => {
  expect(messageOf(args)).toBe(message);
});

test('an unknown option is refused by its name', () => {
  expect(messageOf(['a.ts', '--quick'])).toContain('--quick');
});

test('a new answer may replace the older one that it is compared with', () => {
  expect(parsePays(['a.ts', '--out', 'answer.json', '--compare', 'answer.json']).kind).toBe('pays');
});

test('the help explains every option in 80 columns, whatever stands beside it', () => {
  expect(parsePays(['--help'])).toEqual({ kind: 'help' });
  expect(parsePays(['a.ts', 'b.ts', '-h', '--hang', 'x'])).toEqual({ kind: 'help' });
  for (const name of Object.keys(PAYS_OPTIONS)) expect(PAYS_HELP).toContain(`--${name}`);
  for (const line of PAYS_HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
