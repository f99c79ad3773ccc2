/** Bad input of every kind ends in exit code 2 and one printable line: where, what was found, and what was wanted. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parseBench } from '../../src/bench/options.ts';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { recipeFrom } from '../../src/cake/recipe/recipe-file.ts';
import { contrast } from '../../src/contrast/contrast.ts';
import { parseStart } from '../../src/contrast/options.ts';
import { tableOfContents } from '../../src/lessons/chapters.ts';
import { titleIn } from '../../src/lessons/texts/titles.ts';
import { InputError } from '../../src/line/factory-error.ts';
import { WORKLOADS } from '../../src/measure/workload.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';
import { checkWritable, writeWhole } from '../../src/terminal/out-file.ts';
import { textOf } from '../../src/terminal/text-file.ts';
import { bread, ingredients, mixer, oven } from '../cake/bread.ts';
import { sharedPrograms } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-bad-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** One line of limited length, without characters that move the cursor or change the direction of the text. */
const ONE_PRINTABLE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}]{1,300}$/u;

/** The error of a call, as its class and its message. */
function refusal(call: () => unknown): string {
  try {
    call();
    return 'accepted';
  } catch (error) {
    return String(error);
  }
}

function unexpected(): never {
  throw new Error('expected that nothing runs, found a step');
}

async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'accepted', String);
}

const NUMBERS = [
  ...['', ' ', '\t', 'NaN', 'Infinity', '1e309', '1e3', '0x10', '1_000', '1,000', '+5', ' 5', '5 ', '5\n', '--', '5.0'],
  ...['.5', '٣', '５', '²', 'Ⅷ', '5n', 'null', '99999999999999999999', '9'.repeat(5000), '\u{1b}[2J', '\u{202e}5'],
];

describe.each([
  ['--cakes', [], 'expected an integer from 1 to 10000000, found ', ['-0', '-1', '0', '10000001']],
  ['--samples', [], 'expected an integer from 1 to 1000, found ', ['-0', '-1', '0', '1001']],
  ['--seed', [], 'expected an integer from -2147483648 to 2147483647, found ', ['2147483648', '-2147483649']],
  ['--pace', ['--trace'], 'expected an integer from 0 to 60000, found ', ['-1', '60001']],
] as const)('%s', (option, beside, wanted, outside) => {
  test.each([...NUMBERS, ...outside])('refuses %j as a number', (text) => {
    const message = refusal(() => parseStart([`${option}=${text}`, ...beside]));
    expect(message).toMatch(ONE_PRINTABLE_LINE);
    expect(message).toContain(`UsageError: ${option}: ${wanted}`);
  });
});

test('-0 is 0', () => {
  expect(parseStart(['--seed=-0'])).toMatchObject({ options: { seed: 0 } });
  expect(parseStart(['--trace', '--pace=-0'])).toMatchObject({ options: { paceMs: 0 } });
});

describe.each(['engine', 'channel', 'workload', 'delivery'])('--%s', (option) => {
  test.each([
    ...['', ' ', ',', 'constructor', '__proto__', 'toString', 'COOPERATIVE', 'threads;', 'ｐort', '\u{1b}[2J', 'x\ny'],
    ...['x'.repeat(5000), '🍞', '\u{202e}gnir'],
  ])('refuses %j as a name', (text) => {
    const message = refusal(() => parseStart([`--${option}=${text}`]));
    expect(message).toMatch(ONE_PRINTABLE_LINE);
    expect(message).toContain(`UsageError: --${option}: expected one of `);
  });
});

test.each([
  [['--recipe='], '--recipe: expected the name of a file, found ""'],
  [['--recipe'], "Option '--recipe <value>' argument missing"],
  [['--cakes', '--quick'], "Option '--cakes' argument is ambiguous"],
  [['--quick=yes'], "Option '--quick' does not take an argument"],
  [['--no-quick'], "Unknown option '--no-quick'"],
  [['--__proto__=1'], "Unknown option '--__proto__'"],
  [['--constructor'], "Unknown option '--constructor'"],
  [['-x'], "Unknown option '-x'"],
  [['--', 'cakes'], "Unexpected argument 'cakes'"],
  [['\u{9b}2J\u{202e}'], "Unexpected argument '?2J?' (--help lists the options)"],
  [['\u{1b}]0;owned\u{7}'], "Unexpected argument '?]0;owned?'"],
  [['--\u{202e}gnp\u{2028}x'], "Unknown option '--?gnp?x'"],
  [['--quick=\u{9b}2J'], "Option '--quick' does not take an argument"],
  [['x'.repeat(5000)], "Unexpected argument 'xxx"],
  [[''], "Unexpected argument ''"],
])('both programs refuse %j in one printable line', (args, wanted) => {
  const message = refusal(() => parseStart(args));
  expect(message).toMatch(ONE_PRINTABLE_LINE);
  expect(message).toContain(`UsageError: ${wanted}`);
  expect(refusal(() => parseBench(args))).toMatch(ONE_PRINTABLE_LINE);
});

test('if an option is given twice, the last value counts, but every name of a list', () => {
  expect(parseStart(['--cakes', '5', '--cakes', '7', '--engine', 'threads', '--engine', 'pool'])).toMatchObject({
    options: { cakes: 7, engines: ['threads', 'pool'] },
  });
  expect(refusal(() => parseStart(['--cakes', '5', '--cakes', 'x']))).toContain('found "x"');
});

test('every command line is accepted, or refused in one printable line', () => {
  const options = [
    'engine',
    'channel',
    'workload',
    'cakes',
    'seed',
    'samples',
    'delivery',
    'recipe',
    'pace',
    'out',
    'kill',
  ];
  const flags = [
    '--supervise',
    '--skip-poison',
    '--quick',
    '--json',
    '--trace',
    '--help',
    '-h',
    '-v',
    '--',
    '-',
    '--compare',
    '--constructor',
  ];
  const value = fc.oneof(
    fc.constantFrom('threads', 'port,ring', 'wait-bound', '5', 'order', 'x.json', ...NUMBERS),
    fc.string({ unit: 'binary' }),
  );
  const word = fc.oneof(
    fc.constantFrom(...flags),
    fc.tuple(fc.constantFrom(...options), value).map(([name, text]) => `--${name}=${text}`),
    value,
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (args) => {
      for (const parse of [parseStart, parseBench]) {
        const message = refusal(() => parse(args));
        if (message === 'accepted') continue;
        expect(message).toMatch(ONE_PRINTABLE_LINE);
        expect(message).toMatch(/^UsageError: /);
      }
    }),
    { numRuns: 500 },
  );
});

describe('a file is refused as a recipe', () => {
  const fifo = join(folder, 'fifo.json');
  execFileSync('mkfifo', [fifo]);
  symlinkSync('loop.json', join(folder, 'loop.json'));
  mkdirSync(join(folder, 'folder.json'));

  test.each([
    ['empty', file('empty.json', ''), 'empty.json: expected a recipe as JSON, found an empty file'],
    ['blank', file('blank.json', ' \n'), 'blank.json: expected a recipe as JSON, found an empty file'],
    ['of 50 MB', file('large.json', `{"name": "${'x'.repeat(50_000_000)}"}`), 'of at most 1000000 bytes, found more'],
    ['a directory', join(folder, 'folder.json'), 'folder.json: expected a file with a recipe, found a folder'],
    ['a pipe without a writer', fifo, 'fifo.json: expected a file with a recipe, found a pipe'],
    ['a device without an end', '/dev/zero', 'zero: expected a file with a recipe, found a device'],
    ['a device without a beginning', '/dev/null', 'null: expected a file with a recipe, found a device'],
    [
      'a link to itself',
      join(folder, 'loop.json'),
      'loop.json: expected a file with a recipe, found a loop of symbolic links',
    ],
    [
      'below a file that is not a folder',
      join(fifo, 'x'),
      'x: expected a file with a recipe, found a path through a file',
    ],
    ['missing', join(folder, 'none'), 'none: expected a file with a recipe, found no such file'],
    [
      'a path with a name that is too long',
      `/${'x'.repeat(300)}\u{1b}[2J`,
      'x...: expected a file with a recipe, found a name that is too long',
    ],
    ['a path with terminal codes', '/\u{1b}[2J\u{202e}x', '?[2J?x: expected a file with a recipe, found no such file'],
    ['a path with a NUL character', 'a\u{0}b', 'a?b: expected a file with a recipe, found a name with a NUL'],
    [
      'binary',
      file('binary.json', '\u{0}\u{1}\u{ffff}'),
      'binary.json: expected a recipe as JSON, found a syntax error at line 1, column 1',
    ],
    [
      'in UTF-16',
      file('wide.json', [...bread(), ''].join('\u{0}')),
      'wide.json: expected a recipe in UTF-8, found UTF-16',
    ],
    [
      'a recipe with terminal codes in a name',
      file('hostile.json', bread({ ingredients: { ...ingredients, '\u{1b}[2J': 'x' } })),
      String.raw`hostile.json: ingredients."\u001b[2J": expected`,
    ],
    [
      'a recipe with a repeated name',
      file('twice.json', bread().replace('{', '{"name":"x",')),
      'expected each name once, found "name"',
    ],
  ])('if it is %s', async (_, path, wanted) => {
    const message = await refusalOf(recipeFrom(path));
    expect(message).toMatch(ONE_PRINTABLE_LINE);
    expect(message).toContain(wanted);
  });

  test('if it is a socket', async () => {
    const path = join(folder, 'socket');
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await refusalOf(recipeFrom(path))).toContain('socket: expected a file with a recipe, found a socket');
    server.close();
  });

  test('if it is larger than the limit, but not if it is exactly as large', async () => {
    expect(await textOf(file('exact.txt', 'x'.repeat(1000)), 'a text', 1000)).toHaveLength(1000);
    expect(await refusalOf(textOf(file('more.txt', 'x'.repeat(1001)), 'a text', 1000))).toContain('found more');
  });
});

test('an output path that cannot be written is refused in one printable line', async () => {
  const hostile = join(folder, '\u{1b}[2J\u{202e}', 'x.json');
  expect(await refusalOf(checkWritable(hostile))).toMatch(ONE_PRINTABLE_LINE);
  const message = await refusalOf(writeWhole(hostile, '{}'));
  expect(message).toMatch(/^WriteError: --out: cannot write .*: no such folder$/);
  expect(message).toMatch(ONE_PRINTABLE_LINE);
});

describe('a contrast refuses', () => {
  const rests = bread({ stations: [mixer, { ...oven, restMs: 60_000 }] });
  const many = bread({ stations: [{ ...mixer, needs: { flour: 1000 } }, oven] });

  test.each([
    [rests, 10_000_000, 'found about 114 years'],
    [many, 100_001, 'found 100001000: 100001 cakes of 1000 each'],
  ])('%s with %i cakes in one printable line', async (text, count, wanted) => {
    const refused = contrast(
      {
        platform: nodePlatform,
        recipe: readRecipe(text, 'bread.json'),
        source: 'bread.json',
        workloads: WORKLOADS,
        engines: ['pool'],
        channels: ['port'],
        cakes: { kind: 'count', count },
        seed: 1,
        delivery: 'order',
        rounds: () => ({ kind: 'fixed', count: 5 }),
        warmUps: 1,
        steady: false,
      },
      { planned: unexpected, machine: unexpected, step: unexpected, workload: unexpected },
    );
    await expect(refused).rejects.toBeInstanceOf(InputError);
    const message = await refusalOf(refused);
    expect(message).toMatch(ONE_PRINTABLE_LINE);
    expect(message).toContain(wanted);
  });
});

const programs = sharedPrograms();
afterAll(() => programs.end());

test.each([
  ['start', ['--trace', '--cakes', '10000000', '--pace', '60000'], 'found about 190 years'],
  ['start', ['--trace-out', folder], '--trace-out: expected a file, found a folder'],
  ['start', ['--supervise', '--kill', 'oven:9999999'], '--kill: expected an item from 1 to '],
  ['start', ['--supervise', '--kill', 'o\u{1b}[2Jven:1'], '--kill: expected one of producer, butter melter, '],
  ['start', ['--supervise', '--channel', 'port'], '--channel: expected ring with --supervise, found port: '],
  ['bench', ['--compare', folder], `expected a file with a bench result, found a folder: ${folder}`],
  ['bench', ['--out', folder], '--out: expected a file, found a folder'],
  ['lecture', [], 'the menu: expected a terminal, found none'],
] as const)('%s with %j ends with code 2 and one line, before it starts anything', async (program, args, wanted) => {
  const { code, stdout, stderr } = await programs.run(program, args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.replace(/\n$/, '')).toMatch(ONE_PRINTABLE_LINE);
  expect(stderr).toContain(wanted);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('an option that npm took causes one line of warning on stderr, and the program continues', async () => {
  const taken = { npm_lifecycle_event: 'start', npm_config_samples: 'true' };
  const { code, stdout, stderr } = await programs.run('start', ['--version'], taken);
  expect([code, stderr.trimEnd().split('\n')]).toEqual([0, [expect.stringContaining('npm used --samples')]]);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('the lecture lists every chapter', async () => {
  const { code, stdout } = await programs.run('lecture', ['--list']);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n')).toEqual(
    tableOfContents().map(({ number }) => `${String(number).padStart(2)}  ${titleIn('en', number)}`),
  );
});
