/** Command-line arguments, as package managers, shells and people write them. */
import { describe, expect, test } from 'vitest';
import { parseBaseline } from '../../src/bench/baseline/options.ts';
import { parseBench } from '../../src/bench/options.ts';
import { parseStart } from '../../src/contrast/options.ts';
import { parseChapter, parseLecture } from '../../src/lessons/player/options.ts';
import { parseReport, shownCommand } from '../../src/report/options.ts';
import { argumentsFrom } from '../../src/terminal/arguments.ts';
import { takenByNpm } from '../../src/terminal/npm.ts';
import { parseSoak } from '../soak/options.ts';

test.each([['--'], ['--', '--']])('every program ignores a -- before the options', (...dashes) => {
  expect(parseStart([...dashes, '--quick'])).toMatchObject({ options: { quick: true } });
  expect(parseBench([...dashes, '--quick'])).toMatchObject({ options: { quick: true } });
  expect(parseReport([...dashes, '--quick'])).toMatchObject({ options: { quick: true } });
  expect(parseLecture([...dashes, '--list'], 3)).toMatchObject({ kind: 'list' });
  expect(parseLecture([...dashes, '2'], 3)).toMatchObject({ kind: 'chapter', number: 2 });
  expect(parseChapter([...dashes, '--auto'])).toMatchObject({ auto: true });
  expect(parseSoak([...dashes, '--minutes', '2'], () => 1)).toMatchObject({ options: { minutes: 2 } });
  expect(parseBaseline([...dashes, '--json'])).toMatchObject({ options: { json: true } });
  expect(parseStart(dashes)).toEqual(parseStart([]));
});

describe('a negative number', () => {
  test('is the value of an option that takes one', () => {
    expect(parseStart(['--seed', '-5'])).toMatchObject({ options: { seed: -5 } });
    expect(parseReport(['--seed', '-5'])).toMatchObject({ options: { seed: -5 } });
    expect(parseSoak(['--seed', '-5'], () => 1)).toMatchObject({ options: { seed: -5 } });
  });

  test('is refused if it is too small', () => {
    expect(() => parseStart(['--cakes', '-5'])).toThrow('--cakes: expected an integer from 1 to 10000000, found "-5"');
  });

  test('is not the value of an option that takes none', () => {
    const options = { quick: { type: 'boolean' } } as const;
    expect(argumentsFrom(['--quick', '-5', '-5'], options)).toEqual(['--quick', '-5', '-5']);
    expect(argumentsFrom(['--constructor', '-5'], options)).toEqual(['--constructor', '-5']);
  });

  test('differs from other values that begin with a dash: their error says how to write them', () => {
    const advice =
      "Option '--recipe' argument is ambiguous: a value that begins with a dash is written --recipe=-VALUE";
    expect(() => parseStart(['--recipe', '-x.json'])).toThrow(advice);
  });
});

describe('an option that npm took', () => {
  const env = {
    npm_lifecycle_event: 'start',
    npm_config_quick: 'true',
    npm_config_trace_out: 'x',
    npm_config_json: '',
  };

  test('is named, with the command that passes it on', () => {
    expect(takenByNpm(['quick', 'json', 'trace-out', 'cakes'], [], env)).toEqual([
      'npm used --quick itself; to pass it to the program, write npm start -- --quick',
      'npm used --trace-out itself; to pass it to the program, write npm start -- --trace-out',
    ]);
    expect(takenByNpm(['quick'], [], { ...env, npm_lifecycle_event: 'bench' })).toEqual([
      'npm used --quick itself; to pass it to the program, write npm run bench -- --quick',
    ]);
  });

  test('is not named if the program received it too, or if npm did not start the program', () => {
    expect(takenByNpm(['quick', 'trace-out'], ['--quick', '--trace-out=y'], env)).toEqual([]);
    expect(takenByNpm(['quick'], [], { npm_config_quick: 'true' })).toEqual([]);
  });
});

describe('the baseline', () => {
  test('has seven rounds if it is not told otherwise', () => {
    expect(parseBaseline([])).toEqual({ kind: 'baseline', options: { rounds: 7, json: false } });
    expect(parseBaseline(['--rounds', '1', '--json'])).toEqual({
      kind: 'baseline',
      options: { rounds: 1, json: true },
    });
    expect(parseBaseline(['--help'])).toEqual({ kind: 'help' });
  });

  test.each([
    [['--turbo'], "Unknown option '--turbo' (--help lists the options)"],
    [['--rounds', '0'], '--rounds: expected an integer from 1 to 99, found "0"'],
    [['--rounds', 'many'], '--rounds: expected an integer from 1 to 99, found "many"'],
  ])('refuses %j', (args, message) => {
    expect(() => parseBaseline(args)).toThrow(message);
  });
});

test('a report shows its command with the names of files, without their folders', () => {
  const command = [
    '--recipe',
    '/home/prof/secret/own cake.json',
    '--save=../runs/a.json',
    '--quick',
    '--out',
    'x.html',
  ];
  expect(shownCommand(command)).toBe('npm run report -- --recipe "own cake.json" --save=a.json --quick --out x.html');
  expect(shownCommand([])).toBe('npm run report');
  expect(shownCommand(['--', '--seed', '-5'])).toBe('npm run report -- --seed=-5');
});
