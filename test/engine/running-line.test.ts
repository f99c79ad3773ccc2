/** A running line: results one by one, back-pressure, leaving, aborting, failing. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { run, start } from '../../src/index.ts';
import { LINE_ENGINES, type LineEngineName } from './lines.ts';
import { counting, failing, upTo } from './running-lines.ts';

function optionsOf(name: LineEngineName) {
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

const ENGINES = [
  ...LINE_ENGINES.map((name) => [name, optionsOf(name)] as const),
  ['pool', { engine: 'pool' }] as const,
];

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

  test('a station that fails rejects, after the results before it', async () => {
    const found: number[] = [];
    const read = async (): Promise<void> => {
      for await (const n of run(failing(500), options)) found.push(n);
    };
    await expect(read()).rejects.toThrow(/station "fail" failed: it is the end/);
    expect(found).toEqual(Array.from({ length: found.length }, (_, n) => n));
  });

  test('nothing starts before a result is asked for', async () => {
    const running = run(failing(0), options);
    await nextTurn();
    expect(running.measured).toBe(null);
    await running.return();
  });
});

describe.each(LINE_ENGINES)('under %s', (name) => {
  test('a reader that stops reading stops the line', async () => {
    const made = new Int32Array(new SharedArrayBuffer(4));
    const running = run(counting({ made, count: 1_000_000 }), { ...optionsOf(name), results: 4, capacity: 4 });
    await running.next();
    // Until nothing is made any more. A line that does not stop would make all.
    let before = -1;
    for (let now = Atomics.load(made, 0); now !== before; now = Atomics.load(made, 0)) {
      before = now;
      for (let turn = 0; turn < 200; turn++) await nextTurn();
    }
    expect(before).toBeLessThan(20_000);
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
