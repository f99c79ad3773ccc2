/** The verdict in words. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerOf } from '../../src/pays/document.ts';
import type { Measured } from '../../src/pays/measure.ts';
import type { Proved } from '../../src/pays/proof.ts';
import { bytesText, timeText } from '../../src/pays/sentence.ts';
import { INLINE } from '../../src/pays/way.ts';
import { AT_ONCE, BREAK_EVEN, measured, POOL, raced, steady, WORKER, wide } from './measured.ts';

const REQUEST = { name: 'work.ts#resize', path: '/home/me/work.ts', exported: 'resize' };

function sentenceOf(changes: Partial<Measured> = {}): string {
  return answerOf(measured(changes), REQUEST).verdict.sentence;
}

function ways(speedup: number, callMs = 1): Pick<Measured, 'raced'> {
  return {
    raced: [
      raced(INLINE, steady(1), { callMs }),
      raced(WORKER, steady(0.9 * speedup), { callMs }),
      raced(POOL, steady(speedup), { callMs }),
    ],
  };
}

describe('a sentence says that', () => {
  test('a pool pays, and from when on', () => {
    expect(sentenceOf({ heldMs: 1.2 })).toBe(
      'A pool of 2 pays: 2.00x (2.00 to 2.00); to pay, a call has to take 150 us or more, yours takes 1.00 ms; ' +
        'the event loop is busy with a call for 1.00 us instead of held for 1.20 ms; ' +
        'the start is paid for after 160 calls, and the threads take 18 MB.',
    );
  });

  test('a pool pays in batches, with buffers that are transferred', () => {
    const way = { ...POOL, batch: 64, transfer: true };
    const all = [raced(INLINE, steady(1), { callMs: 0.1 }), raced(way, steady(2), { callMs: 0.1 })];
    const found = sentenceOf({ raced: all, chosen: way });
    expect(found).toMatch(/^A pool of 2, in batches of 64 and with its buffers transferred, pays: 2\.00x /);
    expect(found).toContain('with one input a task a call has to take 150 us or more, yours takes 100 us');
  });

  test.each<[string, Partial<Measured>]>([
    ['is none', { breakEven: { ...BREAK_EVEN, crossing: { kind: 'always' } } }],
    ['is not known', { breakEven: { ...BREAK_EVEN, crossing: { kind: 'not-shown' } } }],
    ['says the opposite', ways(2, 0.1)],
  ])('a pool pays, and no more where the break-even %s', (_, changes) => {
    const found = sentenceOf(changes);
    expect(found).toMatch(/^A pool of 2 pays: /);
    expect(found).not.toContain('has to take');
  });

  test('a pool pays against several calls at once', () => {
    const all = [raced(INLINE, steady(1)), raced(AT_ONCE, steady(1.5)), raced(POOL, steady(3))];
    expect(sentenceOf({ raced: all })).toContain(
      'A pool of 2 pays: 2.00x (2.00 to 2.00) against 3 calls at once on the main thread',
    );
  });

  test('one worker pays, with one thread', () => {
    const found = sentenceOf({
      ...ways(2),
      raced: [raced(INLINE, steady(1)), raced(WORKER, steady(1.5))],
      chosen: WORKER,
    });
    expect(found).toMatch(/^One worker pays: 1\.50x \(1\.50 to 1\.50\); /);
    expect(found).toMatch(/, and the thread takes 9 MB\.$/);
  });

  test('one worker pays although it is not faster', () => {
    const found = sentenceOf({ ...ways(0.9, 20), heldMs: 20 });
    expect(found).toBe(
      'One worker pays, although it is not faster (0.81x (0.81 to 0.81)): ' +
        'the event loop is busy with a call for 1.00 us instead of held for 20.0 ms; the thread takes 9 MB.',
    );
  });

  test('one call is enough to pay for the start', () => {
    const found = sentenceOf({ ...ways(2.2, 1000), chosen: WORKER, heldMs: 1000 });
    expect(found).toContain('the start is paid for after 1 call, ');
  });

  test('two calls are needed where the second one is made meanwhile', () => {
    expect(sentenceOf({ ...ways(2, 1000), heldMs: 1000 })).toContain('the start is paid for after 2 calls, ');
  });

  test.each<[string, Partial<Measured>, string]>([
    [
      'the calls wait',
      { raced: [raced(INLINE, steady(1)), raced(AT_ONCE, steady(3)), raced(POOL, steady(1.5))] },
      'No thread pays: the calls wait, and the main thread can wait for several of them, 3 calls at once: ' +
        '3.00x (3.00 to 3.00). Against that, threads reach 0.50x (0.50 to 0.50).',
    ],
    [
      'there is one core',
      { ...ways(0.5), machine: { node: '20.20.2', platform: 'linux x64', cpu: 'a processor', cores: 1 } },
      'No thread pays: there is only one core. The best pool reaches 0.50x (0.50 to 0.50).',
    ],
    [
      'no other core is free',
      { ...ways(0.5), breakEven: { ...BREAK_EVEN, longest: steady(1) } },
      'No thread pays: no other core is free, so that even long calls gain next to nothing. ' +
        'The best pool reaches 0.50x (0.50 to 0.50).',
    ],
    [
      'there is no memory',
      { ...ways(0.5), fits: false, memoryMb: 3000, availableMb: 2500 },
      'No thread pays: one takes 3,000 MB with what it has loaded, and only 2,500 MB are free. ' +
        'One worker reaches 0.50x (0.50 to 0.50).',
    ],
    [
      'calls are short',
      ways(0.5, 0.02),
      'No thread pays: a call takes 20.0 us, and to send its input and its output costs 60.0 us. ' +
        'The best pool reaches 0.50x (0.50 to 0.50); with one input a task, a call has to take 150 us or more.',
    ],
    [
      'inputs are big',
      { ...ways(0.5, 0.02), copyUs: 50, bytesIn: 1_250_000, bytesOut: 500 },
      'No thread pays: a call takes 20.0 us, and most of the 60.0 us for its message goes into copying ' +
        '1.25 MB in and 500 B out. The best pool reaches 0.50x (0.50 to 0.50); ' +
        'with one input a task, a call has to take 150 us or more.',
    ],
    [
      'calls slow each other down',
      ways(0.5),
      'No thread pays: calls on several threads slow each other down, perhaps because they wait for the same memory. ' +
        'The best pool reaches 0.50x (0.50 to 0.50), although a call of 1.00 ms is long enough.',
    ],
  ])('no thread pays, because %s', (_, changes, sentence) => {
    expect(sentenceOf(changes)).toBe(sentence);
  });

  test('nothing is clear in the noise', () => {
    const all = [raced(INLINE, steady(1)), raced(WORKER, steady(0.5)), raced(POOL, wide(0.8, 1.4))];
    expect(sentenceOf({ raced: all })).toMatch(
      /^Unclear: the difference is within the noise \(1\.10x \(0\.8\d to 1\.3\d\) for a pool of 2\)\. Run it again /,
    );
  });

  test('there were too few rounds', () => {
    const all = [raced(INLINE, steady(1, 3)), raced(POOL, steady(1.9, 3))];
    expect(sentenceOf({ raced: all })).toMatch(
      /^Unclear: .*too few rounds \(1\.90x \(1\.90 to 1\.90\) for a pool of 2\)/,
    );
  });

  test.each<[Proved['reason'], string]>([
    [
      'outputs differ between runs',
      'Without proof of equal work, because the outputs differ between runs: A pool of 2',
    ],
    ['outputs cannot be compared', 'Without proof of equal work, because the outputs cannot be compared: A pool of 2'],
  ])('nothing is proved: %s', (reason, beginning) => {
    const { proved } = measured();
    expect(sentenceOf({ proved: { ...proved, equal: false, reason } }).startsWith(beginning)).toBe(true);
  });
});

test('no figure is missing or rounded to nothing, whatever was measured', () => {
  const times = fc.double({ min: 1e-5, max: 1e4, noNaN: true });
  const speedups = fc.double({ min: 1e-4, max: 20, noNaN: true });
  fc.assert(
    fc.property(
      times,
      fc.array(speedups, { minLength: 1, maxLength: 9 }),
      fc.constantFrom(INLINE, AT_ONCE),
      times,
      fc.boolean(),
      fc.nat(100),
      (callMs, pool, beside, heldMs, fits, memoryMb) => {
        const rounds = pool.length;
        const found = sentenceOf({
          raced: [
            raced(INLINE, steady(1, rounds), { callMs }),
            ...(beside === INLINE ? [] : [raced(beside, steady(2, rounds), { callMs })]),
            raced(
              WORKER,
              pool.map((speedup) => speedup / 2),
              { callMs },
            ),
            raced(POOL, pool, { callMs }),
          ],
          heldMs,
          fits,
          memoryMb,
        });
        expect(found).not.toMatch(/NaN|undefined|null|Infinity|\b0\.00x|\b0\.00 /);
        expect(found).toMatch(/^[A-Z][^\n]*\.$/);
      },
    ),
  );
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [10_240, '10.2 kB'],
  [999_900, '1,000 kB'],
  [1_000_000, '1.00 MB'],
  [123_456_789, '123 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [0.000_012, '12.0 ns'],
  [0.0123, '12.3 us'],
  [12.3, '12.3 ms'],
])('%d milliseconds are %s', (ms, text) => {
  expect(timeText(ms)).toBe(text);
});
