/** The document of an answer, from planted measurements, and its text. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparableAnswer } from '../../src/pays/comparable.ts';
import { answerOf, callsThatPay } from '../../src/pays/document.ts';
import type { Measured } from '../../src/pays/measure.ts';
import { answerText } from '../../src/pays/text.ts';
import { INLINE, type Way } from '../../src/pays/way.ts';
import { paysDocument } from '../package/pays-document.ts';
import { AT_ONCE, BREAK_EVEN, measured, POOL, raced, steady, WORKER } from './measured.ts';

const REQUEST = { name: 'work.ts#resize', path: '/home/me/work.ts', exported: 'resize' };
const documentOf = (changes: Partial<Measured> = {}) => answerOf(measured(changes), REQUEST);
const textOf = (changes: Partial<Measured> = {}) => answerText(documentOf(changes), (_, text) => text);

const { proved } = measured();

/** @param atOnce of several calls on the main thread; null where the function gives no promises */
function raceOf(
  worker: readonly number[],
  pool: readonly number[],
  { atOnce = null, callMs = 1 }: { readonly atOnce?: number | null; readonly callMs?: number } = {},
): Pick<Measured, 'raced'> {
  return {
    raced: [
      raced(INLINE, steady(1, pool.length), { callMs }),
      ...(atOnce === null ? [] : [raced(AT_ONCE, steady(atOnce, pool.length), { callMs })]),
      raced(WORKER, worker, { callMs }),
      raced(POOL, pool, { callMs }),
    ],
  };
}

const BOTH: Way = { ...POOL, batch: 2048, transfer: true };

/** One for each side, and some with all that may be missing. */
const CASES: readonly (readonly [string, Partial<Measured>])[] = [
  ['a pool', {}],
  ['a worker', { ...raceOf(steady(2), steady(2)), chosen: WORKER }],
  ['the main thread', raceOf(steady(0.5), steady(0.6))],
  [
    'the main thread, where threads are thousands of times as slow',
    raceOf(steady(0.0004), steady(0.0001), { callMs: 1e-5 }),
  ],
  ['calls at once', raceOf(steady(1), steady(1), { atOnce: 3 })],
  ['nothing', raceOf([1], [2])],
  ['no proof', { proved: { ...proved, equal: false, reason: 'outputs differ between runs' } }],
  [
    'a pool in batches that are transferred',
    { raced: [raced(INLINE, steady(1)), raced(POOL, steady(1)), raced(BOTH, steady(2))], chosen: BOTH },
  ],
  ['no break-even', { breakEven: { ...BREAK_EVEN, crossing: { kind: 'never', upToUs: 480 } } }],
];

describe.each(CASES)('an answer that names %s', (_, changes) => {
  test('fits the schema, also after JSON', () => {
    const found = documentOf(changes);
    expect(paysDocument.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  });

  test('can be compared with a later one', () => {
    const found = documentOf(changes);
    expect(comparableAnswer.parse(found).figures).toEqual(found.figures);
  });

  test('has a text of 80 columns', () => {
    const { code } = documentOf(changes);
    const found = textOf(changes);
    // Code is not broken into lines: it would not run any more.
    const [text = ''] = code === '' ? [found] : found.split(`\ncode\n${code}`);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('has a text without gaps', () => {
    const { machine } = documentOf(changes);
    const found = textOf(changes);
    expect(found).not.toMatch(/NaN|undefined|null|Infinity|\b0\.00x|\n\n\n/);
    expect(found).toContain(`a processor, 2 cores, Node ${machine.node}`);
    expect(found.startsWith('work.ts#resize  4 inputs\n')).toBe(true);
    for (const word of ['event loop', 'crossing', 'start-up', 'break-even', 'proof', 'verdict'])
      expect(found).toMatch(new RegExp(`^${word}\\b`, 'm'));
  });
});

describe('the start of the threads pays', () => {
  test('when the calls have saved as much time', () => {
    // Each of the calls saves half a millisecond, and the start takes 80.
    expect(documentOf().startPays).toEqual({ least: 160, most: 160 });
  });

  test('as an interval', () => {
    const { startPays, verdict } = documentOf(raceOf(steady(1), [2, 2, 2, 3, 4, 4, 4]));
    expect(verdict.side).toBe('pool');
    expect([startPays?.least, startPays?.most]).toEqual([107, 160]);
  });

  test('compared with several calls at once, where these are faster', () => {
    // A call takes half a millisecond, and saves a quarter.
    expect(documentOf(raceOf(steady(1), steady(4), { atOnce: 2 })).startPays).toEqual({ least: 320, most: 320 });
  });

  test('never where nothing is faster', () => {
    const all = [raced(INLINE, steady(1), { callMs: 20 }), raced(WORKER, steady(0.9), { callMs: 20 })];
    const { startPays, verdict } = documentOf({ raced: all, chosen: WORKER, heldMs: 20 });
    expect([verdict.side, startPays]).toEqual(['worker', null]);
    expect(documentOf(raceOf(steady(0.5), steady(0.5))).startPays).toBe(null);
  });
});

test('the start pays from the first call on with which threads are as fast', () => {
  const whole = (max: number) => fc.integer({ min: 1, max });
  fc.assert(
    fc.property(fc.nat(500), whole(50), whole(50), whole(20), (startMs, pooledMs, savedMs, wave) => {
      const aloneMs = pooledMs + savedMs;
      let calls = 1;
      while (startMs + Math.ceil(calls / wave) * wave * pooledMs > calls * aloneMs) calls++;
      expect(callsThatPay(startMs, aloneMs, pooledMs, wave)).toBe(calls);
    }),
  );
});

test.each([
  ['is shown where the calls that pay are longer', 1, 'between'],
  ['is not shown where the calls that pay are shorter: the stand-in was not like the function', 0.05, 'not-shown'],
])('the break-even %s', (_, callMs, kind) => {
  const answer = documentOf(raceOf(steady(0.9), steady(2), { callMs }));
  expect([answer.verdict.side, answer.breakEven.kind]).toEqual(['pool', kind]);
  expect(answer.breakEvenUs === null).toBe(kind === 'not-shown');
});

test('the table marks the way that is meant', () => {
  const marked = (changes: Partial<Measured>): string[] =>
    textOf(changes)
      .split('\n')
      .filter((line) => line.endsWith('  <'));
  expect(marked({})).toEqual([expect.stringMatching(/^pool of 2 /)]);
  expect(marked({ ...raceOf(steady(2), steady(2)), chosen: WORKER })).toEqual([expect.stringMatching(/^one worker /)]);
  expect(marked(raceOf(steady(0.5), steady(0.5)))).toEqual([expect.stringMatching(/^inline, one by one /)]);
  expect(marked(raceOf(steady(1), steady(1), { atOnce: 3 }))).toEqual([expect.stringMatching(/^inline, 3 at once /)]);
  expect(marked(raceOf([1], [2]))).toEqual([]);
});

test('where the timed runs use some of the inputs, the text says so', () => {
  const text = textOf({ samples: 5000, timed: 40 }).replaceAll(/\s+/g, ' ');
  expect(text).toContain('for 4 of 5,000 inputs; the timed runs use 40 ');
});

test.each([
  ['slow', [1, 1, 1, 1, 1.6, 1.6], '1.60 times as slow'],
  ['fast', [1.6, 1.6, 1, 1, 1, 1], '1.60 times as fast'],
])('calls that become %s during the race are noise, with a name', (_, times, change) => {
  const pool = raced(
    POOL,
    times.map((ms) => 1 / ms),
  );
  const others = [raced(INLINE, steady(1)), raced(WORKER, steady(1))];
  const { noise } = documentOf({ raced: [...others, pool] });
  expect(noise.noisy).toBe(true);
  expect(noise.reasons).toEqual([expect.stringContaining(`"pool of 2" became ${change} during the race`)]);
});

test.each([
  ['a change of half', [1, 1, 1, 1, 1.5, 1.5]],
  ['a change in few runs', [1, 1, 1, 2, 2]],
  ['one slow run at the end', [1, 1, 1, 1, 1, 1, 1, 1, 9]],
])('%s during the race is no noise', (_, times) => {
  const pool = raced(
    POOL,
    times.map((ms) => 1 / ms),
  );
  const { noise } = documentOf({ raced: [raced(INLINE, steady(1)), raced(WORKER, steady(1)), pool] });
  expect(noise.reasons.filter((reason) => reason.includes('became'))).toEqual([]);
});

test('a disturbed measurement is marked as noisy', () => {
  const found = documentOf({ disturbance: { loadBefore: 3, stolen: null, others: 0.5, throttled: null } });
  expect(found.noise).toMatchObject({ noisy: true, others: 0.5 });
  expect(answerText(found, (_, text) => text)).toContain('noisy run: quote nothing from it');
});
