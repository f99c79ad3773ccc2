/** Signals: every thread ends, one line says why, and a second signal ends the process at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spec } from '../engine/lines.ts';
import { type Child, compileChild, lineOf, lineWith } from './process.ts';

let child: Child;
beforeAll(async () => {
  child = await compileChild();
});
afterAll(() => child.clear());

const SIGNALS = [
  ['SIGINT', 130, 'SIGTERM'],
  ['SIGTERM', 143, 'SIGINT'],
] as const;
const stopped = (signal: string): string => `stopped by ${signal}: a line of the tests\n`;
const PATIENT = { hangMs: 60_000 };
/** Each piece of its work takes more than a millisecond on any machine. */
const busy = spec('b', 'busy', { iterations: 1_000_000 }, new URL('./faulty.ts', import.meta.url).href);

describe.concurrent.each(SIGNALS)('%s', (signal, code, other) => {
  test.each(['port', 'ring'] as const)(
    'ends an endless loop in a thread while the main thread is idle, %s',
    async (engine) => {
      const { end, stderr, stdout } = await child.run(
        { engine, line: lineWith('an endless loop', 100), ...PATIENT },
        { watch: (stdout, _, process) => void (stdout.includes('started') && !process.killed && process.kill(signal)) },
      );
      expect({ end, stderr }, stdout).toEqual({ end: code, stderr: stopped(signal) });
    },
  );

  test('ends stations that work on the main thread', async () => {
    const { end, stderr, stdout } = await child.run(
      { engine: 'event-loop', line: lineOf(spec('a', 'passOn'), busy), ...PATIENT },
      { watch: (stdout, _, process) => void (stdout.includes('busy') && !process.killed && process.kill(signal)) },
    );
    expect({ end, stderr }, stdout).toEqual({ end: code, stderr: stopped(signal) });
  });

  test('ends the process, by the signal itself, while a thread is in a blocking system call', async () => {
    const line = lineWith('a blocking system call', 100);
    const { end, stderr, stdout } = await child.run(
      { engine: 'port', line, ...PATIENT },
      { watch: (stdout, _, process) => void (stdout.includes('called') && !process.killed && process.kill(signal)) },
    );
    expect({ end, stderr }, stdout).toEqual({ end: signal, stderr: stopped(signal) });
  });

  test('followed by another signal ends the process at once', async () => {
    const line = lineWith('a blocking system call', 100);
    let sent = 0;
    const { end } = await child.run(
      { engine: 'port', line, ...PATIENT },
      {
        watch(stdout, stderr, process) {
          if (sent === 0 && stdout.includes('called')) sent = process.kill(signal) ? 1 : 0;
          else if (sent === 1 && stderr.includes('stopped')) sent = process.kill(other) ? 2 : 1;
        },
      },
    );
    expect(sent).toBe(2);
    expect(end).toBe(other);
  });

  test('sent together with another one while the main thread is busy: the second to arrive ends the process', async () => {
    const line = lineWith('a blocking system call', 100);
    let sent = false;
    const { end, stderr, stdout } = await child.run(
      { engine: 'port', line, ...PATIENT, mainIsBusy: true },
      {
        watch(stdout, _, process) {
          if (!sent && stdout.includes('called')) sent = process.kill(signal) && process.kill(other);
        },
      },
    );
    expect(sent).toBe(true);
    // The system may deliver them in any order.
    const [first, second] = end === other ? [signal, other] : [other, signal];
    expect({ end, stderr }, stdout).toEqual({ end: second, stderr: stopped(first) });
  });
});
