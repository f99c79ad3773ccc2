/** A running line: results one by one, back-pressure, leaving, aborting, failing. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { pool } from '../../src/engine/pool.ts';
import { ResultQueue } from '../../src/engine/result-queue.ts';
import { InputError, race, run, start } from '../../src/index.ts';
import { planOf } from '../../src/line/plan.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';
import {
  blocks,
  busyFor,
  counting,
  failing,
  flooding,
  functions,
  numbersUpTo,
  resting,
  sleepy,
  upTo,
  withOptions,
} from './running-lines.ts';

/** The engines with their options from code. */
const NAMED = ['cooperative', 'event-loop', 'threads (port)', 'threads (ring)'] as const;

function optionsOf(name: (typeof NAMED)[number]) {
  switch (name) {
    case 'cooperative':
    case 'event-loop':
      return { engine: name } as const;
    case 'threads (port)':
      return { engine: 'threads', channel: 'port' } as const;
    case 'threads (ring)':
      return { engine: 'threads', channel: 'ring' } as const;
  }
}

const ENGINES = [...NAMED.map((name) => [name, optionsOf(name)] as const), ['pool', { engine: 'pool' }] as const];

describe.each(ENGINES)('under %s', (name, options) => {
  test('all results come, in order', async () => {
    const found: number[] = [];
    for await (const n of run(upTo(3000), options)) found.push(n);
    if (name === 'pool') found.sort((one, other) => one - other);
    expect(found).toEqual(Array.from({ length: 3000 }, (_, n) => n));
  });

  test('a loop that is left ends the line, and what it measured is not known', async () => {
    const running = run(upTo(100_000), options);
    const found: number[] = [];
    for await (const n of running) if (found.push(n) === 3) break;
    expect(found).toHaveLength(3);
    expect(running.measured).toBe(null);
    expect(await running.next()).toEqual({ done: true, value: undefined });
  });

  test('an abort rejects with its reason', async () => {
    const aborting = new AbortController();
    const running = run(upTo(100_000), { ...options, signal: aborting.signal, results: 8 });
    await running.next();
    aborting.abort(new Error('enough'));
    await expect(
      (async () => {
        for await (const _ of running);
      })(),
    ).rejects.toThrow('enough');
  });

  test('after an abort no result comes any more, not even one that waited', async () => {
    const aborting = new AbortController();
    const found: number[] = [];
    const read = async (): Promise<void> => {
      for await (const n of run(upTo(100_000), { ...options, signal: aborting.signal })) {
        found.push(n);
        if (found.length === 5) aborting.abort(new Error('enough'));
      }
    };
    await expect(read()).rejects.toThrow('enough');
    expect(found).toHaveLength(5);
  });

  test('after an abort no result comes any more, also where the line has ended', async () => {
    const aborting = new AbortController();
    const running = run(upTo(100), { ...options, signal: aborting.signal });
    await running.next();
    while (running.measured === null) await nextTurn();
    aborting.abort(new Error('enough'));
    await expect(running.next()).rejects.toThrow('enough');
    expect(await running.next()).toEqual({ done: true, value: undefined });
  });

  test('an abort after the last result changes nothing', async () => {
    const aborting = new AbortController();
    const running = run(upTo(3), { ...options, signal: aborting.signal });
    for await (const _ of running);
    aborting.abort(new Error('enough'));
    expect(await running.next()).toEqual({ done: true, value: undefined });
  });

  test('a station that fails rejects, after the results before it', async () => {
    const found: number[] = [];
    const read = async (): Promise<void> => {
      for await (const n of run(failing(500), options)) found.push(n);
    };
    await expect(read()).rejects.toThrow(/station "fail" failed: it is the end/);
    expect(found).toEqual(Array.from({ length: found.length }, (_, n) => n));
  });

  test('calls that do not wait for each other get the results in the order of the calls', async () => {
    const running = run(upTo(3), options);
    const found = await Promise.all([1, 2, 3, 4, 5].map(() => running.next()));
    const numbers = found.map(({ value }) => value);
    if (name === 'pool') numbers.splice(0, 3, ...numbers.slice(0, 3).sort());
    expect(numbers).toEqual([0, 1, 2, undefined, undefined]);
  });

  test.each([0, 30])('a line that is left %i ms after its start ends, and so does the call that waits', async (ms) => {
    const running = run(upTo(100_000), { ...options, results: 1 });
    await running.next();
    const second = run(upTo(100_000), { ...options, results: 1 });
    const waits = second.next();
    await sleep(ms);
    await second.return();
    // Its result may have come before: what counts is that the call settles.
    await waits;
    expect(await second.next()).toEqual({ done: true, value: undefined });
    await running.return();
  });

  test('a line that was left before its start does not start', async () => {
    const running = run(failing(0), options);
    await running.return();
    expect(await running.next()).toEqual({ done: true, value: undefined });
  });

  test('a line that has failed is over', async () => {
    const running = run(failing(0), options);
    await expect(running.next()).rejects.toThrow('it is the end');
    expect(await running.next()).toEqual({ done: true, value: undefined });
  });

  test.each([0, -1, 1.5, Number.NaN])('room for %d results is refused', (results) => {
    expect(() => run(upTo(1), { ...options, results })).toThrow(InputError);
  });

  test('to close an open line ends its runs, and it runs no more', async () => {
    const open = await start(upTo(100_000), options);
    const running = open.run({ results: 1 });
    await running.next();
    await open.close();
    const readOn = async (): Promise<void> => {
      for await (const _ of running);
    };
    await expect(readOn()).rejects.toThrow('the line was closed');
    expect(() => open.run()).toThrow(InputError);
    await open.close();
  });

  test('a run that waits for its turn can be left', async () => {
    const open = await start(upTo(100_000), options);
    const first = open.run({ results: 1 });
    await first.next();
    const second = open.run();
    const waits = second.next();
    await second.return();
    expect(await waits).toEqual({ done: true, value: undefined });
    // The first one goes on, and a third one waits for it.
    expect((await first.next()).done).toBe(false);
    const third = open.run();
    const after = third.next();
    await first.return();
    expect((await after).done).toBe(false);
    await third.return();
    await open.close();
  });

  test('nothing starts before a result is asked for', async () => {
    const running = run(failing(0), options);
    await nextTurn();
    expect(running.measured).toBe(null);
    await running.return();
  });
});

describe.each(NAMED)('under %s', (name) => {
  test('a slow reader is no stall', async () => {
    const running = run(upTo(100_000), { ...optionsOf(name), results: 8, capacity: 4 });
    const found: unknown[] = [];
    for (let n = 0; n < 12; n++) {
      found.push((await running.next()).value);
      // For longer than a line may stand still without its reader: at the start, and near half of the room.
      if (n === 1 || n === 6) await sleep(1500);
    }
    expect(found).toEqual(Array.from({ length: 12 }, (_, n) => n));
    await running.return();
  });

  test('a reader that stops reading stops the line', async () => {
    const made = new Int32Array(new SharedArrayBuffer(4));
    const running = run(counting({ made, count: 1_000_000 }), { ...optionsOf(name), results: 4, capacity: 4 });
    await running.next();
    expect(await untilStill(made)).toBeLessThan(20_000);
    await running.return();
  });

  test('a reader that stops reading stops a line whose results are large sooner', async () => {
    const made = new Int32Array(new SharedArrayBuffer(4));
    const running = run(blocks({ made, count: 5000 }), {
      ...optionsOf(name),
      channel: 'port',
      capacity: 4,
      capacityBytes: 4 * 65_536,
    });
    await running.next();
    expect(await untilStill(made)).toBeLessThan(60);
    await running.return();
  });

  test('an open line runs again, also after a run that was left', async () => {
    const open = await start(upTo(400), optionsOf(name));
    try {
      for await (const _ of open.run()) break;
      let count = 0;
      for await (const _ of open.run()) count++;
      expect(count).toBe(400);
    } finally {
      await open[Symbol.asyncDispose]();
    }
  });
});

test('under the pool, a reader may take longer than a thread may hang', async () => {
  const engine = pool({ platform: nodePlatform, threads: 2, hangMs: 300 });
  const line = planOf(
    upTo(40),
    { module: new URL('./running-lines.ts', import.meta.url).href, export: 'upTo' },
    { parts: 4 },
  );
  const queue = new ResultQueue(2);
  const running = engine.run(line, { results: queue });
  let count = 0;
  for (; count < 40; count++) {
    expect(await queue.next()).not.toBe(null);
    if (count === 10) await sleep(900);
  }
  await running;
  await engine.close();
});

test('in the event loop, an abort ends a rest before the first item', async () => {
  const aborting = new AbortController();
  const running = run(sleepy, { engine: 'event-loop', signal: aborting.signal });
  const waits = running.next();
  setTimeout(() => aborting.abort(new Error('enough')), 20);
  await expect(waits).rejects.toThrow('enough');
});

test('under the pool, a result that cannot be cloned is named with its station and the path in it', async () => {
  const read = async (): Promise<void> => {
    for await (const _ of run(functions, { engine: 'pool' }));
  };
  await expect(read()).rejects.toThrow(/station "give" failed: Cannot send result 1: .*\.more\.call is a function/);
});

/** How many are made when nothing is made any more. A line that does not stop would make all. */
async function untilStill(made: Int32Array): Promise<number> {
  let before = -1;
  for (let now = Atomics.load(made, 0); now !== before; now = Atomics.load(made, 0)) {
    before = now;
    for (let turn = 0; turn < 200; turn++) await nextTurn();
  }
  return before;
}

test('a station that rests after every item takes turns with its inlets', async () => {
  const found: number[] = [];
  for await (const n of run(resting(20), { engine: 'event-loop' })) found.push(n);
  expect(found).toEqual(Array.from({ length: 20 }, (_, i) => [i + 1, -i - 1]).flat());
});

describe('how long a station may show no sign of life', () => {
  test('is an option of a run', async () => {
    const running = run(busyFor(Number.POSITIVE_INFINITY), { engine: 'threads', hangMs: 300 });
    await expect(running.next()).rejects.toThrow('station "ponder" failed: no sign of life for 0.3 s');
  });

  test.each([0, -1, Number.NaN])('cannot be %d', async (hangMs) => {
    await expect(run(upTo(1), { hangMs }).next()).rejects.toThrow(InputError);
    await expect(race(upTo(1), { hangMs })).rejects.toThrow(InputError);
    await expect(start(upTo(1), { hangMs })).rejects.toThrow(InputError);
  });
});

describe('plain JavaScript', () => {
  test.each<[unknown, string]>([
    [null, 'expected an object with options, found null'],
    ['threads', 'expected an object with options, found "threads"'],
    [{ chanel: 'port' }, 'found "chanel"'],
    [{ capacity: '5' }, 'expected capacity to be a number, found "5"'],
    [{ hangMs: true }, 'expected hangMs to be a number, found true'],
  ])('is told of wrong options: %j', async (given, told) => {
    const options: object = JSON.parse(JSON.stringify({ given })).given;
    expect(() => run(upTo(1), options)).toThrow(told);
    await expect(start(upTo(1), options)).rejects.toThrow(told);
  });

  test('is told of a signal that is none, of engines that are no list, and of an option that race has not', async () => {
    const signal: object = { signal: 5 };
    expect(() => run(upTo(1), signal)).toThrow('expected signal to be an AbortSignal, found 5');
    const engines: object = { engines: 'threads' };
    await expect(race(upTo(1), engines)).rejects.toThrow('expected engines to be a list of names, found "threads"');
    const samples: object = { samples: 0 };
    await expect(race(upTo(1), samples)).rejects.toThrow(
      'expected the options engines, channels, threads, rounds, hangMs, found "samples"',
    );
  });

  test.each([
    ['engine', 'fibers', 'expected one of cooperative, event-loop, threads, pool as its engine, found "fibers"'],
    ['channel', 'pipe', 'expected one of port, ring as its channel, found "pipe"'],
  ])('is told of a wrong %s', async (option, value, told) => {
    const options: object = { [option]: value };
    await expect(start(upTo(1), options)).rejects.toThrow(told);
    const { engine, channel } = { engine: undefined, channel: undefined, ...options };
    const raced: object = { engines: [engine ?? 'threads'], channels: [channel ?? 'port'] };
    await expect(race(upTo(1), raced)).rejects.toThrow(told);
  });

  test.each([
    ['a stage', 'found a stage: write line\\(...\\) around it'],
    ['an object', 'found an object'],
  ])('is told that %s is no line', async (what, told) => {
    const given: typeof sleepy = JSON.parse('{}');
    if (what === 'a stage') Object.assign(given, numbersUpTo(1));
    const wrong = new RegExp(`^Cannot run the line: expected a line, ${told}$`);
    await expect(run(given).next()).rejects.toThrow(wrong);
    await expect(start(given)).rejects.toThrow(wrong);
    await expect(race(given)).rejects.toThrow(wrong);
  });
});

test('options of a line that cannot be cloned are named before anything starts', async () => {
  await expect(run(withOptions({ deep: { call: () => 1 } })).next()).rejects.toThrow(
    /^Cannot run the line: expected options that can be cloned, found \.deep\.call is a function$/,
  );
});

test.each(['event-loop', 'threads'] as const)(
  'a station that sends without end and never yields fails under %s',
  async (engine) => {
    const read = async (): Promise<void> => {
      // So many sends take seconds, and the watchdog must not come first on a busy machine.
      for await (const _ of run(flooding, { engine, channel: 'port', hangMs: 120_000 }));
    };
    await expect(read()).rejects.toThrow(
      /station "flood" failed: Cannot send: expected a `yield` after 16777216 items without room for them, found none/,
    );
  },
);

test('under the pool, a line that cannot be cut into parts is refused, and its source is named', async () => {
  await expect(start(resting(1), { engine: 'pool' })).rejects.toThrow(
    /^Cannot run this line in a pool: its source "whites" cannot be cut into parts: write source\(function\* \(\{ part, parts \}\)/,
  );
});

test.each([0, 2.5, Number.NaN])('a race of %d rounds is refused', async (rounds) => {
  await expect(race(upTo(1), { rounds })).rejects.toThrow(InputError);
});
