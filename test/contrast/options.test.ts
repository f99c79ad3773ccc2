/** The options of `npm start`. */
import { describe, expect, test } from 'vitest';
import { parseStart } from '../../src/contrast/options.ts';
import { UsageError } from '../../src/terminal/usage-error.ts';

function messageOf(args: readonly string[]): string {
  try {
    parseStart(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
  }
  return 'accepted';
}

test('without options every engine runs every workload', () => {
  expect(parseStart([])).toEqual({
    kind: 'contrast',
    options: {
      engines: ['cooperative', 'event-loop', 'threads', 'pool'],
      channels: ['port', 'ring'],
      workloads: ['cpu-bound', 'wait-bound', 'message-bound'],
      threads: null,
      double: null,
      cakes: null,
      seed: 1,
      samples: null,
      delivery: 'order',
      recipe: null,
      quick: false,
      json: false,
      explain: false,
      traceOut: null,
      paceMs: 0,
    },
  });
});

test('a list may have commas or repeat its option, in any order', () => {
  const command = parseStart(['--engine', 'threads,cooperative', '--engine=bakers', '--workload', ' wait-bound ']);
  expect(command).toMatchObject({
    options: { engines: ['cooperative', 'threads', 'pool'], workloads: ['wait-bound'] },
  });
});

test('a seed may be negative', () => {
  expect(parseStart(['--seed=-5'])).toMatchObject({ options: { seed: -5 } });
});

describe('bad usage is refused in one line that names the option, what was wanted and what was found', () => {
  test.each([
    [['--cakes', '0'], '--cakes: expected an integer from 1 to 10000000, found "0"'],
    [['--cakes', '1e309'], '--cakes: expected an integer from 1 to 10000000, found "1e309"'],
    [['--cakes', 'NaN'], '--cakes: expected an integer from 1 to 10000000, found "NaN"'],
    [['--cakes', ''], '--cakes: expected an integer from 1 to 10000000, found ""'],
    [['--cakes', '2.5'], '--cakes: expected an integer from 1 to 10000000, found "2.5"'],
    [['--cakes', '10000001'], '--cakes: expected an integer from 1 to 10000000, found "10000001"'],
    [['--samples', '0'], '--samples: expected an integer from 1 to 1000, found "0"'],
    [['--seed', '4294967296'], '--seed: expected an integer from -2147483648 to 2147483647, found "4294967296"'],
    [['--engine', 'turbo'], '--engine: expected one of cooperative, event-loop, threads, pool, found "turbo"'],
    [['--engine', ''], '--engine: expected one of cooperative, event-loop, threads, pool, found ""'],
    [['--channel', 'pipe'], '--channel: expected one of port, ring, found "pipe"'],
    [['--workload', 'cpu'], '--workload: expected one of cpu-bound, wait-bound, message-bound, found "cpu"'],
    [['--delivery', 'fast'], '--delivery: expected one of order, random, found "fast"'],
    [['--pace', '5'], '--pace: expected --trace with it, found none'],
    [
      ['--threads', '2', '--engine', 'pool'],
      '--threads: expected the engine threads among those of --engine, found pool',
    ],
    [['--trace', '--json'], '--json: expected no --trace with it, found both'],
    [['--trace', '--trace-out', 'x.json'], '--trace-out: expected no --trace with it, found both'],
    [['--turbo'], "Unknown option '--turbo' (--help lists the options)"],
    [['cakes'], "Unexpected argument 'cakes' (--help lists the options)"],
  ])('%j', (args, message) => {
    expect(messageOf(args)).toContain(message);
    expect(messageOf(args)).not.toMatch(/\n/);
  });

  test('and without terminal codes', () => {
    expect(messageOf(['--engine', '\u001b[2Jboo'])).not.toContain('\u001b');
    expect(messageOf(['\u001b[2Jboo'])).not.toContain('\u001b');
  });
});
