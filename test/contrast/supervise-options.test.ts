/** The options of a supervised run: what is accepted, and what is refused in one line that says why. */
import { describe, expect, test } from 'vitest';
import { parseStart } from '../../src/contrast/options.ts';
import { parseRunLine } from '../../src/own/options.ts';
import { killText, seeded } from '../../src/terminal/kill-option.ts';

const parseRun = (args: readonly string[]) => parseRunLine(['line.ts', ...args]);

test('both programs take kills at an item and at random, as often as they are given', () => {
  const args = ['--supervise', '--kill', 'oven:137', '--kill', 'random:0.5/s', '--kill', 'oven:137', '--skip-poison'];
  const at = { kind: 'at', station: 'oven', item: 137 };
  const supervise = { kills: [at, { kind: 'random', perSecond: 0.5 }, at], skipPoison: true };
  expect(parseStart(args)).toMatchObject({ kind: 'supervise', supervise });
  expect(parseRun([...args, '--seed', '7'])).toMatchObject({ kind: 'supervise', supervise: { ...supervise, seed: 7 } });
});

test('supervision needs no kills, and rings and threads may be named', () => {
  const none = { kind: 'supervise', supervise: { kills: [], skipPoison: false } };
  for (const parse of [parseStart, parseRun]) {
    expect(parse(['--supervise'])).toMatchObject(none);
    expect(parse(['--supervise', '--channel', 'ring', '--engine', 'threads,cooperative'])).toMatchObject(none);
  }
  expect(parseStart(['--supervise', '--double', 'oven', '--quick', '--json'])).toMatchObject(none);
});

test('a name may have colons and spaces, and may be random', () => {
  const killOf = (text: string) => parseStart(['--supervise', '--kill', text]);
  expect(killOf('dry mixer:3')).toMatchObject({ supervise: { kills: [{ station: 'dry mixer', item: 3 }] } });
  expect(killOf('a:b:3')).toMatchObject({ supervise: { kills: [{ station: 'a:b', item: 3 }] } });
  expect(killOf('random:3')).toMatchObject({ supervise: { kills: [{ station: 'random', item: 3 }] } });
});

test('kills are written as they were asked for, and random ones have a seed each', () => {
  const [at, random] = [
    { kind: 'at', station: 'oven', item: 3 },
    { kind: 'random', perSecond: 2 },
  ] as const;
  expect([at, random].map(killText)).toEqual(['oven:3', 'random:2/s']);
  expect(seeded([at, random, random], 5)).toEqual([at, { ...random, seed: 6 }, { ...random, seed: 7 }]);
});

describe.each([
  ['npm start', parseStart],
  ['cake-factory run', parseRun],
] as const)('%s refuses', (_, parse) => {
  test.each([
    ...['', 'oven', 'oven:', ':3', 'oven:0', 'oven:-1', 'oven:1.5', 'oven:1e3', 'oven:9999999999', 'oven:3/s'],
    ...['random', 'random:', 'random:/s', 'random:0/s', 'random:-1/s', 'random:21/s', 'random:1e1/s', 'random:NaN/s'],
  ])('%j as a kill', (text) => {
    const wanted = '--kill: expected NAME:N, a station and the number of an item that it sends, or random:R/s';
    expect(() => parse(['--supervise', `--kill=${text}`])).toThrow(wanted);
  });

  test.each([
    [['--kill', 'oven:3'], '--kill: expected --supervise with it, found none'],
    [['--skip-poison'], '--skip-poison: expected --supervise with it, found none'],
    [['--supervise', '--channel', 'port'], 'a message on its way to a dead thread is lost'],
    [['--supervise', '--channel', 'ring,port'], '--channel: expected ring with --supervise, found port'],
    [['--supervise', '--engine', 'pool'], '--engine: expected threads with --supervise, found pool'],
    [['--supervise', '--engine', 'cooperative'], '--engine: expected threads with --supervise, found cooperative'],
    [['--supervise', '--engine', 'threads,pool'], 'only a station on a thread of its own is started again'],
    [
      ['--supervise', '--threads', '2'],
      '--threads: expected no --supervise with it, found both: a supervised station has',
    ],
    [['--supervise', '--samples', '2'], '--samples: expected no --supervise with it, found both'],
  ])('%j', (args, wanted) => {
    expect(() => parse(args)).toThrow(wanted);
  });
});

test.each([
  [['--supervise', '--trace'], '--trace: expected no --supervise with it, found both: it bakes on one thread'],
  [['--supervise', '--explain'], '--explain: expected no --supervise with it, found both'],
  [['--supervise', '--pace', '5'], '--pace: expected no --supervise with it, found both'],
])('npm start refuses %j', (args, wanted) => {
  expect(() => parseStart(args)).toThrow(wanted);
});

test.each([
  [['--supervise', '--quick'], '--quick: expected no --supervise with it, found both'],
  [['--supervise', '--report', 'x.html'], '--report: expected no --supervise with it, found both'],
  [['--seed', '3'], '--seed: expected --supervise with it, found none'],
])('cake-factory run refuses %j', (args, wanted) => {
  expect(() => parseRun(args)).toThrow(wanted);
});
