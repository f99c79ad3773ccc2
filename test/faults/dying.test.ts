/**
 * Every way in which a station can die: the failure names the station, nothing hangs, and nothing is left.
 *
 * A fault that hurts threads only runs in a process that many faults share, one after the other. A process of its own has each
 * fault that ends or limits the process, and the plainest fault of each carrier.
 */
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

/** The test writes this file, because the linter would refuse it. */
const BROKEN = pathToFileURL(join(mkdtempSync(join(tmpdir(), 'faults-')), 'broken.ts'));
beforeAll(() => writeFileSync(BROKEN, 'export function* passOn() {\n  const = 1;\n}\n'));
afterAll(() => rmSync(new URL('.', BROKEN), { recursive: true }));

const NOTHING_LEFT = { threads: 0, ports: 0, timers: 0, listeners: 0 };

/** A user without any process, who may read the same files as root. */
const UNUSED_USER = [
  '--reuid=61234',
  '--clear-groups',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=-all,+dac_override',
];

const CHANNELS = ['port', 'ring'] as const;

/** Expects one line that names the station, and nothing left. */
async function expectFailure(engine: ChildJob['engine'], line: Line, message: RegExp): Promise<void> {
  expectOneLine(await child.runShared({ engine, line }), message);
}

function expectOneLine({ end, stdout, stderr, left }: Outcome, message: RegExp): void {
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  // Only "started", and the report of what is left.
  expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(1);
}

describe.concurrent.each(CHANNELS)('over %ss', (engine) => {
  test('an uncaught throw at item 100 names the station', async () => {
    const outcome = await child.run({ engine, line: lineWith('an uncaught throw', 100) });
    expectOneLine(outcome, /station "b" failed: burnt \(running, had made 100\)/);
  });

  test.each([
    ['an unhandled rejection', 100, /station "b" failed: not handled/],
    ['a throw outside of the coroutine', 100, /station "b" failed: thrown in a callback/],
    ['throw undefined outside of the coroutine', 100, /station "b" failed: .*(undefined|without a report)/],
    ['process.exit(0)', 100, /station "b" failed: its thread exited with code 0 and without a report \(running/],
    ['process.exit(3)', 100, /station "b" failed: its thread exited with code 3 and without a report \(running/],
  ] as const)('%s at item %i names the station', (fault, at, message) =>
    expectFailure(engine, lineWith(fault, at), message),
  );

  test('an exhausted heap names the station', async () => {
    const line = lineWith('a heap that is exhausted', 100);
    const { end, stderr, left } = await child.runShared({ engine, line, heapMb: 24 });
    expect(stderr).toMatch(/station "b" failed: .*memory limit.* \(running, had made at least \d+\)/);
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  });

  test.each(['an endless loop', 'a wait that never ends'] as const)('%s shows no sign of life', async (fault) => {
    const { end, stderr, left } = await child.runShared({ engine, line: lineWith(fault, 100), hangMs: 1000 });
    expect(stderr).toMatch(/station "b" failed: no sign of life for 1 s \(running, had made at least \d+\)/);
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  });

  test('endless microtasks end as a stall or as a hang', async () => {
    const line = lineWith('endless microtasks', 100);
    const { end, stderr, left } = await child.runShared({ engine, line, hangMs: 1000 });
    // Over ports the station receives no more messages. Over rings it does all its work, and its report never arrives.
    expect(stderr).toMatch(
      engine === 'port'
        ? /^items from "(source|b)" do not arrive at "[bc]": /
        : /station "b" failed: no sign of life for 1 s/,
    );
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  });

  test('a blocking system call ends with the process killed, because nothing else ends the thread', async () => {
    const line = lineWith('a blocking system call', 100);
    const { end, stderr } = await child.run({ engine, line, hangMs: 1000 });
    expect(stderr).toMatch(
      /station "b" failed: no sign of life for 1 s .*; a thread does not end: the thread of "b" \(running\)/,
    );
    expect(end).toBe('SIGKILL');
  });

  test('two stations that fail at once: the error names one of them, with its own cause', async () => {
    const fault: Fault = 'an uncaught throw';
    const line = lineOf(faulty('a', { at: 50, fault }), faulty('b', { at: 49, fault }));
    const { end, stderr, left } = await child.runShared({ engine, line });
    expect(stderr).toMatch(/^station "[ab]" failed: burnt \(running, had made \d+\)\n$/);
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  });

  test('the same line without a fault succeeds', async () => {
    const { end, stdout, stderr, left } = await child.runShared({ engine, line: lineWith('an uncaught throw', -1) });
    expect(stderr).toBe('');
    expect(stdout).toContain('{"yielded":200}');
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(0);
  });
});

/** Faults that do not depend on the carrier of the items. */
describe.concurrent('over any carrier', () => {
  test.each([
    ['an uncaught throw', 0, /station "b" failed: burnt \(running, had made 0\)/],
    ['an uncaught throw', ITEMS - 1, /station "b" failed: burnt \(running, had made 199\)/],
    ['an error of several lines and colours', 100, /station "b" failed: burnt \?\[31mblack\?\[0m \(running/],
    ['a stack that overflows', 100, /station "b" failed: Maximum call stack size exceeded \(running, had made 100\)/],
    ['an account that cannot be cloned', 100, /station "b" failed: .*could not be cloned/],
    ['throw undefined', 100, /station "b" failed: it threw undefined \(running, had made 100\)/],
  ] as const)('%s at item %i names the station', (fault, at, message) =>
    expectFailure('port', lineWith(fault, at), message),
  );

  const lineOfModule = (file: string | URL): Line => {
    const module = new URL(file, new URL('./modules/', import.meta.url)).href;
    return lineOf(spec('b', 'passOn', {}, module), spec('c', 'passOn'));
  };

  describe.each(['port', 'pool'] as const)('the failure names the station, under %s, if its module', (engine) => {
    const bad = (file: string | URL): Line => {
      const line = lineOfModule(file);
      return { ...line, parts: [line, line] };
    };

    test.each([
      ['is missing', 'missing.ts', /^station "b" failed: its module does not compile: Could not resolve/],
      ['has a syntax error', BROKEN, /^station "b" failed: its module does not compile: .*\(broken\.ts, line 2\)/],
      ['throws', 'throws.ts', /^station "b" failed: no electricity \(starting, had made 0\)/],
      ['ends its thread', 'ends.ts', /^station "b" failed: its thread exited with code 0 and without a report/],
    ])('%s', (_, file, message) => expectFailure(engine, bad(file), message));

    test.each(['never-ready.ts', 'blocks.ts'])('is never ready: %s', async (file) => {
      const { end, stderr, left } = await child.runShared({ engine, line: bad(file), readyMs: 3000 });
      expect(stderr).toMatch(/^station "b" failed: not ready within 3000 ms \(starting/);
      expect(left).toEqual(NOTHING_LEFT);
      expect(end).toBe(1);
    });
  });
});

test.concurrent('a port that closes early ends as a stall', async () => {
  const { end, stderr, left } = await child.runShared({
    engine: 'port',
    line: lineWith('a port that is closed early', 100),
  });
  expect(stderr).toMatch(/^items from "b" do not arrive at "c": .*"c" waits for input from "b"/);
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(1);
});

test.concurrent('a message that cannot be read names the reader', async () => {
  // The writer is at most a full channel ahead, so that the reader cannot deserialize by then.
  const line = lineOf(
    spec('a', 'passOn'),
    faulty('b', { at: 100, fault: 'a message that cannot be read' }),
    faulty('c', { at: 10, fault: 'a reader that cannot deserialize' }),
  );
  await expectFailure('port', line, /station "c" failed: a message could not be read: cannot deserialize \(/);
});

test.concurrent.each(CHANNELS)('a deadlock over %ss says who waits for whom', async (engine) => {
  const { end, stderr, left } = await child.runShared({ engine, line: circle() });
  expect(stderr).toMatch(
    /^deadlock: .*"a" waits for room in the channel to "b", "b" waits for room in the channel to "a"\n$/,
  );
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(1);
});

describe.concurrent('in a thread of a pool', () => {
  const jobWith = (fault: Fault, hangMs = 60_000): ChildJob => {
    const [bad, good] = [lineWith(fault, 100), lineWith(fault, -1)];
    return { engine: 'pool', line: { ...bad, parts: [bad, good, good, good] }, hangMs };
  };

  test('an uncaught throw names the station', async () => {
    const outcome = await child.run(jobWith('an uncaught throw'));
    expectOneLine(outcome, /station "b" failed: burnt \(running, had made 100\)/);
  });

  test.each([
    ['an account that cannot be cloned', /station "b" failed: .*could not be cloned/],
    ['a throw outside of the coroutine', /^part 1 failed: thrown in a callback/],
    ['process.exit(0)', /^part 1 failed: its thread exited with code 0 and without a report/],
  ] as const)('%s names the station or the part', async (fault, message) =>
    expectOneLine(await child.runShared(jobWith(fault)), message),
  );

  test.each(['a wait that never ends', 'endless microtasks'] as const)('%s shows no sign of life', async (fault) =>
    expectOneLine(await child.runShared(jobWith(fault, 1000)), /^part 1 failed: no sign of life for 1 s/),
  );

  test('a blocking system call ends with the process killed', async () => {
    const { end, stderr } = await child.run(jobWith('a blocking system call', 1000));
    expect(stderr).toMatch(/no sign of life for 1 s .*; a thread does not end: thread \d/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(end).toBe('SIGKILL');
  });
});

test.concurrent('a pool whose threads report one part each and take no other one fails', async () => {
  const [bad, good] = [
    lineWith('a wait that never ends, after the report', ITEMS - 1),
    lineWith('a wait that never ends, after the report', -1),
  ];
  const line = { ...bad, parts: [bad, bad, good, good] };
  const { end, stderr, left } = await child.runShared({ engine: 'pool', line, hangMs: 1000 });
  expect(stderr).toMatch(/^part \d failed: no (thread of the pool takes it|sign of life for 1 s)/);
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(1);
});

describe.concurrent('the failure is one line if the system has no more', () => {
  // A thread takes some file descriptors. The compiler, which starts first, takes more.
  test.each([0, 6, 12])('than %i file descriptors', async (spareFiles) => {
    const job: ChildJob = { engine: 'port', line: lineWith('an uncaught throw', -1), spareFiles };
    const { end, stdout, stderr } = await child.run(job, { limits: 'ulimit -n 200;' });
    expect(stdout).toContain('started');
    expect(stderr).toMatch(
      /^(the system (has no|refuses) more[^\n]*|the code of (the threads|a thread) does not compile|a thread failed outside of its station|station "\w+" failed): .*\n$/,
    );
    expect(end).toBe(1);
  });
});

// The system counts threads per user. The run of a shorter line has already started the other threads, such as the compiler's.
describe('a start that the system refuses names the limit if it allows', () => {
  const works = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
  const limits = works('prlimit', '--version');

  const expectRefusal = async (job: Partial<ChildJob>, circumstances = {}): Promise<void> => {
    const line = lineWith('an uncaught throw', -1);
    const { end, stderr, left } = await child.run({ engine: 'port', line, ...job }, circumstances);
    expect(stderr).toMatch(
      /^the system refuses more threads: 3 wanted, [0-2] started \(EAGAIN\); it has probably reached its limit on the number of threads \(ulimit -u, .*\): raise it, or use fewer threads\n$/,
    );
    expect(left).toEqual(NOTHING_LEFT);
    expect(end).toBe(1);
  };

  // The threads of the shorter line have ended and leave room for some of the new ones.
  test.runIf(limits && works('setpriv', ...UNUSED_USER, 'true'))('some of the threads', () =>
    expectRefusal({ threadLimit: 'existing' }, { limits: `exec setpriv ${UNUSED_USER.join(' ')}` }),
  );

  // No limit applies to root.
  test.runIf(limits && process.getuid?.() !== 0)('none of the threads', () => expectRefusal({ threadLimit: 'none' }));
});

test.concurrent('a reader that closes the pipe while the threads work causes no error', async () => {
  const { end, stderr } = await child.run(
    { engine: 'port', line: lineWith('an uncaught throw', -1) },
    { watch: (_, __, { stdout }) => void stdout?.destroy() },
  );
  expect(stderr).toBe('');
  expect(end).toBe(0);
});

test.concurrent('a station that computes long for each item does not count as hanging', async () => {
  const line = lineWith('long work for each item', 0);
  const { end, stderr } = await child.runShared({ engine: 'ring', line, hangMs: 5000 });
  expect(stderr).toBe('');
  expect(end).toBe(0);
});
