/** The options that say which stations share threads: refused in one line before anything starts, or as good as a thread each. */
import { describe, expect, test } from 'vitest';
import { parseStart } from '../../src/contrast/options.ts';
import { race, run, start } from '../../src/index.ts';
import { LineError } from '../../src/line/check.ts';
import { InputError } from '../../src/line/factory-error.ts';
import { parseRunLine } from '../../src/own/options.ts';
import { merged, namesake } from './copied-lines.ts';
import { upTo } from './running-lines.ts';

/** What plain JavaScript may give. */
function given(options: unknown): object {
  return Object(options);
}

async function errorOf(action: () => unknown): Promise<unknown> {
  try {
    await action();
    return null;
  } catch (error) {
    return error;
  }
}

describe('a number of threads is an integer from 1 to 64', () => {
  test.each([
    [0, '0'],
    [1.5, '1.5'],
    [-1, '-1'],
    [65, '65'],
    [Number.NaN, 'NaN'],
    ['2', '"2"'],
    [null, 'null'],
    [[2], 'a list'],
  ])('%j', async (threads, found) => {
    const refused = (what: string) =>
      new InputError(`Cannot ${what} the line: expected threads to be an integer from 1 to 64, found ${found}`);
    const options = given({ threads });
    expect(await errorOf(() => start(upTo(5), options))).toEqual(refused('run'));
    expect(await errorOf(() => run(upTo(5), options))).toEqual(refused('run'));
    expect(await errorOf(() => race(upTo(5), options))).toEqual(refused('race'));
  });

  test.each(['0', '65', '1.5'])('on the command line, too: %s', (threads) => {
    const refused = `--threads: expected an integer from 1 to 64, found "${threads}"`;
    expect(() => parseRunLine(['line.ts', '--threads', threads])).toThrow(refused);
    expect(() => parseStart(['--threads', threads])).toThrow(refused);
  });

  test('and needs the engine that has them', async () => {
    const refused = 'expected threads with the engine threads, found';
    expect(await errorOf(() => start(upTo(5), { threads: 2, engine: 'pool' }))).toEqual(
      new InputError(`Cannot run the line: ${refused} "pool"`),
    );
    expect(await errorOf(() => race(upTo(5), { threads: 2, engines: ['event-loop', 'pool'] }))).toEqual(
      new InputError(`Cannot race the line: ${refused} "event-loop", "pool"`),
    );
  });

  test('that is more than there are stations gives each a thread of its own at most', async () => {
    await using open = await start(upTo(5), { threads: 64 });
    const found: number[] = [];
    for await (const n of open.run()) found.push(n);
    expect(found).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('a placement is refused', () => {
  const stations = '("numbers", "pass")';
  test.each<[unknown, Error]>([
    [[], new LineError('Cannot place this line: expected a list of lists as place, found an empty list')],
    [[[]], new LineError('Cannot place this line: expected one station or more in place[0], found none')],
    [[['pass'], []], new LineError('Cannot place this line: expected one station or more in place[1], found none')],
    [
      [['pass'], ['oven']],
      new LineError(`Cannot place this line: expected a placement of its stations ${stations}, found "oven"`),
    ],
    [
      [['pass'], ['numbers', 'pass']],
      new LineError('Cannot place this line: expected a placement that names each station once, found "pass" twice'),
    ],
    [
      [['numbers', 5]],
      new LineError('Cannot place this line: expected its stages or their names in place[0], found 5'),
    ],
    [['pass'], new InputError('Cannot run the line: expected place to be a list of lists, found "pass" in place[0]')],
    [[['pass'], 5], new InputError('Cannot run the line: expected place to be a list of lists, found 5 in place[1]')],
    // What has no value at all.
    [Array(1), new InputError('Cannot run the line: expected place to be a list of lists, found nothing in place[0]')],
    ['pass', new InputError('Cannot run the line: expected place to be a list of lists, found "pass"')],
    [null, new InputError('Cannot run the line: expected place to be a list of lists, found null')],
  ])('%j', async (place, error) => {
    expect(await errorOf(() => start(upTo(5), given({ place })))).toEqual(error);
    expect(error.message).not.toContain('\n');
  });

  test('beside a number of threads, and with another engine', async () => {
    expect(await errorOf(() => start(upTo(5), { threads: 2, place: [['pass']] }))).toEqual(
      new InputError('Cannot run the line: expected threads or place, found both'),
    );
    expect(await errorOf(() => start(upTo(5), { engine: 'event-loop', place: [['pass']] }))).toEqual(
      new InputError('Cannot run the line: expected place with the engine threads, found "event-loop"'),
    );
  });

  test('where it names a station and again one of its copies', async () => {
    const line = merged({ count: 6, capacity: 4, copies: 2 });
    expect(await errorOf(() => start(line, { place: [['two'], ['two 1']] }))).toEqual(
      new LineError('Cannot place this line: expected a placement that names each station once, found "two 1" twice'),
    );
  });
});

test('a name is first that of a station, and only otherwise that of copies', async () => {
  const placed = [['test 1', 'test'], ['test 2'], ['numbers']];
  await using open = await start(namesake(6), { place: placed });
  const running = open.run();
  for await (const _ of running);
  expect(running.measured?.placement).toEqual(placed);
});
