/** Every way in which a station can die: the failure names it, nothing hangs, nothing is left. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Line } from '../../src/line/line.ts';
import { circle, spec } from '../engine/lines.ts';
import type { ChildJob } from './child.ts';
import type { Fault } from './faulty.ts';
import { type Child, compileChild, faulty, ITEMS, lineOf, lineWith, type Outcome } from './process.ts';

let child: Child;
beforeAll(async () => {
  child = await compileChild();
});
afterAll(() => child.clear());

/** Written by the test: no linter would let it pass. */
const BROKEN = pathToFileURL(join(mkdtempSync(join(tmpdir(), 'faults-')), 'broken.ts'));
beforeAll(() => writeFileSync(BROKEN, 'export function* passOn() {\n  const = 1;\n}\n'));
afterAll(() => rmSync(new URL('.', BROKEN), { recursive: true }));

const NOTHING_LEFT = { threads: 0, ports: 0, listeners: 0 };

/** Somebody who has no process, and may read what root may. */
const AS_NOBODY = [
  '--reuid=61234',
  '--clear-groups',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=-all,+dac_override',
];

const CHANNELS = ['port', 'ring'] as const;

/** A fault whose station is named in one line, and that leaves nothing. */
async function isTold(engine: ChildJob['engine'], line: Line, message: RegExp): Promise<void> {
  const { end, stdout, stderr, left } = await child.run({ engine, line });
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  // Nothing of the run, and what is left.
  expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(1);
}

describe.concurrent.each(CHANNELS)('over %ss', (engine) => {
  test.each([
    ['an uncaught throw', 100, /station "b" failed: burnt \(running, had made 100\)/],
    ['an unhandled rejection', 100, /station "b" failed: nobody catches this/],
    ['a throw outside of the coroutine', 100, /station "b" failed: behind its back/],
    ['throw undefined outside of the coroutine', 100, /station "b" failed: .*(undefined|without a report)/],
    ['process.exit(0)', 100, /station "b" failed: its thread exited with code 0 and without a report \(running/],
    ['process.exit(3)', 100, /station "b" failed: its thread exited with code 3 and without a report \(running/],
  ] as const)('%s at item %i', (fault, at, message) => isTold(engine, lineWith(fault, at), message));

  test('a heap that is exhausted', async () => {
    const line = lineWith('a heap that is exhausted', 100);
    const { end, stderr, left } = await child.run({ engine, line, heapMb: 24 });
    expect(stderr).toMatch(/station "b" failed: .*memory limit.* \(running, had made at least \d+\)/);
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  });

  test.each(['an endless loop', 'a wait for nobody'] as const)('%s', async (fault) => {
    const { end, stderr, left } = await child.run({ engine, line: lineWith(fault, 100), hangMs: 1000 });
    expect(stderr).toMatch(/station "b" failed: no sign of life for 1 s \(running, had made at least \d+\)/);
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  });

  test('endless microtasks', async () => {
    const line = lineWith('endless microtasks', 100);
    const { end, stderr, left } = await child.run({ engine, line, hangMs: 1000 });
    // Over ports it hears no message any more; over rings it does all its work and then never gets to report it.
    expect(stderr).toMatch(
      engine === 'port'
        ? /^nothing arrives between the [ab] and the [bc]: /
        : /station "b" failed: no sign of life for 1 s/,
    );
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  });

  test("a call of the system's that does not return: the process is killed, since nothing else helps", async () => {
    const line = lineWith("a call of the system's that does not return", 100);
    const { end, stderr } = await child.run({ engine, line, hangMs: 1000 });
    expect(stderr).toMatch(
      /station "b" failed: no sign of life for 1 s .*; a thread does not end: the thread of "b" \(running\)/,
    );
    expect(end).toBe('SIGKILL');
  });

  test('two stations at once: one of them is told, with its own cause', async () => {
    const fault: Fault = 'an uncaught throw';
    const line = lineOf(faulty('a', { at: 50, fault }), faulty('b', { at: 49, fault }));
    const { end, stderr, left } = await child.run({ engine, line });
    expect(stderr).toMatch(/^station "[ab]" failed: burnt \(running, had made \d+\)\n$/);
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  });

  test('the same line without a fault', async () => {
    const { end, stdout, stderr, left } = await child.run({ engine, line: lineWith('an uncaught throw', -1) });
    expect(stderr).toBe('');
    expect(stdout).toContain('{"yielded":200}');
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(0);
  });
});

/** Whatever carries the items: nothing is on its way yet, or it does not matter. */
describe.concurrent('over either', () => {
  test.each([
    ['an uncaught throw', 0, /station "b" failed: burnt \(running, had made 0\)/],
    ['an uncaught throw', ITEMS - 1, /station "b" failed: burnt \(running, had made 199\)/],
    ['an error of several lines and colours', 100, /station "b" failed: burnt \?\[31mblack\?\[0m \(running/],
    ['a stack that overflows', 100, /station "b" failed: Maximum call stack size exceeded \(running, had made 100\)/],
    ['an account that cannot be cloned', 100, /station "b" failed: .*could not be cloned/],
    ['throw undefined', 100, /station "b" failed: it threw undefined \(running, had made 100\)/],
  ] as const)('%s at item %i', (fault, at, message) => isTold('port', lineWith(fault, at), message));

  const lineOfModule = (file: string | URL): Line => {
    const module = new URL(file, new URL('./modules/', import.meta.url)).href;
    return lineOf(spec('a', 'passOn'), spec('b', 'passOn', {}, module), spec('c', 'passOn'));
  };

  describe.each(['port', 'pool'] as const)('a module, over %s,', (engine) => {
    const bad = (file: string | URL): Line => {
      const line = lineOfModule(file);
      return { ...line, parts: [line, line] };
    };

    test.each([
      ['is missing', 'missing.ts', /^station "b" failed: its module does not compile: Could not resolve/],
      ['has a syntax error', BROKEN, /^station "b" failed: its module does not compile: .*\(broken\.ts, line 2\)/],
      ['throws', 'throws.ts', /^station "b" failed: no electricity \(starting, had made 0\)/],
      ['ends its thread', 'ends.ts', /^station "b" failed: its thread exited with code 0 and without a report/],
    ])('%s', (_, file, message) => isTold(engine, bad(file), message));

    test.each(['never-ready.ts', 'blocks.ts'])('never gets ready: %s', async (file) => {
      const { end, stderr, left } = await child.run({ engine, line: bad(file), readyMs: 3000 });
      expect(stderr).toMatch(/^station "b" failed: not ready within 3000 ms \(starting/);
      expect(left).toEqual(NOTHING_LEFT);
      expect(end).toBe(1);
    });
  });
});

test('a port that is closed early', async () => {
  const { end, stderr, left } = await child.run({
    engine: 'port',
    line: lineWith('a port that is closed early', 100),
  });
  expect(stderr).toMatch(/^nothing arrives between the b and the c: .*the c waits for input from b/);
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(1);
});

test('a message that cannot be read', async () => {
  // The writer is so far ahead of the reader at most that the reader has lost the art by then.
  const line = lineOf(
    spec('a', 'passOn'),
    faulty('b', { at: 100, fault: 'a message that cannot be read' }),
    faulty('c', { at: 10, fault: 'a reader that has lost the art' }),
  );
  await isTold('port', line, /station "c" failed: a message could not be read: it has lost the art \(/);
});

test.concurrent.each(CHANNELS)('a deadlock over %ss: who waits for whom', async (engine) => {
  const { end, stderr, left } = await child.run({ engine, line: circle() });
  expect(stderr).toMatch(/^deadlock: .*the a waits for room on the way to b, the b waits for room on the way to a\n$/);
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(1);
});

describe.concurrent('a baker', () => {
  const isToldOf = async (fault: Fault, message: RegExp, wanted: Outcome['end'], hangMs = 60_000): Promise<void> => {
    const [bad, good] = [lineWith(fault, 100), lineWith(fault, -1)];
    const line = { ...bad, parts: [bad, good, good, good] };
    const { end, stderr, left } = await child.run({ engine: 'pool', line, hangMs });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    if (wanted === 1) expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(wanted);
  };

  test.each([
    ['an uncaught throw', /station "b" failed: burnt \(running, had made 100\)/],
    ['an account that cannot be cloned', /station "b" failed: .*could not be cloned/],
    ['a throw outside of the coroutine', /station "pool part 1" failed: behind its back/],
    ['process.exit(0)', /station "pool part 1" failed: its thread exited with code 0 and without a report/],
  ] as const)('%s', (fault, message) => isToldOf(fault, message, 1));

  test.each([
    ['a wait for nobody', /station "pool part 1" failed: no sign of life for 1 s/, 1],
    ['endless microtasks', /station "pool part 1" failed: no sign of life for 1 s/, 1],
    [
      "a call of the system's that does not return",
      /no sign of life for 1 s .*; a thread does not end: thread \d/,
      'SIGKILL',
    ],
  ] as const)('%s', (fault, message, wanted) => isToldOf(fault, message, wanted, 1000));
});

test('bakers that have reported one part each and hear of no other', async () => {
  const [bad, good] = [
    lineWith('a wait for nobody behind its report', ITEMS - 1),
    lineWith('a wait for nobody behind its report', -1),
  ];
  const line = { ...bad, parts: [bad, bad, good, good] };
  const { end, stderr, left } = await child.run({ engine: 'pool', line, hangMs: 1000 });
  expect(stderr).toMatch(/^station "pool part \d" failed: no (thread of the pool takes it|sign of life for 1 s)/);
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(1);
});

describe.concurrent('the system gives no more', () => {
  // A thread takes some file descriptors; the compiler, which is started first, some more.
  test.each([0, 6, 12])('file descriptors, but for %i', async (spareFiles) => {
    const job: ChildJob = { engine: 'port', line: lineWith('an uncaught throw', -1), spareFiles };
    const { end, stdout, stderr } = await child.run(job, { limits: 'ulimit -n 200;' });
    expect(stdout).toContain('started');
    expect(stderr).toMatch(
      /^(the system (gives no more|refuses more threads)[^\n]*|the code of (the threads|a thread) does not compile|a thread failed outside of its station|station "\w+" failed): .*\n$/,
    );
    expect(end).toBe(1);
  });
});

// Counted by the system for each user. A shorter line has started all that is no station, such as the compiler.
describe('the system gives no more threads', () => {
  const works = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
  const limits = works('prlimit', '--version');

  const isRefused = async (job: Partial<ChildJob>, circumstances = {}): Promise<void> => {
    const line = lineWith('an uncaught throw', -1);
    const { end, stderr, left } = await child.run({ engine: 'port', line, ...job }, circumstances);
    expect(stderr).toMatch(
      /^the system gives no more threads: 4 wanted, [0-3] started \(EAGAIN\); the likely limit is that of the number of threads \(ulimit -u, .*\)\n$/,
    );
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  };

  // The threads of the shorter line have ended by then, and leave room for some of the new ones.
  test.runIf(limits && works('setpriv', ...AS_NOBODY, 'true'))('than there are', () =>
    isRefused({ noMoreThreads: 'than there are' }, { limits: `exec setpriv ${AS_NOBODY.join(' ')}` }),
  );

  // Root may have as many as it likes.
  test.runIf(limits && process.getuid?.() !== 0)('at all', () => isRefused({ noMoreThreads: 'at all' }));
});

test('whoever reads the output has seen enough while the threads are at work', async () => {
  const { end, stderr } = await child.run(
    { engine: 'port', line: lineWith('an uncaught throw', -1) },
    { watch: (_, __, { stdout }) => void stdout?.destroy() },
  );
  expect(stderr).toBe('');
  expect(end).toBe(0);
});

test('a station that computes for long by itself, item after item, is not taken for one that hangs', async () => {
  const line = lineOf(spec('a', 'passOn'), faulty('b', { at: 0, fault: 'long ways' }), spec('c', 'passOn'));
  const { end, stderr } = await child.run({ engine: 'ring', line, hangMs: 1000 });
  expect(stderr).toBe('');
  expect(end).toBe(0);
});
