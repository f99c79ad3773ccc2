/** Chapter 4: every setting of its knobs, its judgement, and the TypeScript side of its table. */
import { describe, expect, test } from 'vitest';
import { chapter, judge } from '../../../src/lessons/chapters/04-sending-values.ts';
import { checkChapter } from '../expectations.ts';

/** Exactly what the Python course prints, line for line. */
const trace = [
  'T=0\tGenerate flour',
  'T=0\tGenerate eggs',
  'T=0\tGenerate sugar',
  'T=0\tGenerate eggs',
  'T=0\tGenerate butter',
  'Butter melter input  🧈.',
  'Butter melter output 🍯.',
  'T=0\tGenerate sugar',
  'T=0\tGenerate chocolate',
  'T=0\tGenerate chocolate',
  'T=0\tGenerate butter',
  'Butter melter input  🧈.',
  'Butter melter output 🍯.',
];
const always = { meltedInCourse: 2, trace, doneAfterReturn: true };
const claim = 'confirmed';

checkChapter(
  chapter,
  [
    {
      set: {},
      right: 0,
      claim,
      facts: { ...always, melted: 1, cleanedUp: true },
      says: [/not primed/, /TypeError/, /Butter melter cleaned up\./],
      never: [/did not clean up/],
    },
    {
      set: { primed: 'yes' },
      right: 1,
      claim,
      facts: { ...always, melted: 2, cleanedUp: true },
      says: [/It melts both of the two/],
      never: [/butter is lost/, /, not primed: next/],
    },
    {
      set: { ended: 'new' },
      right: 0,
      claim,
      facts: { ...always, melted: 1, cleanedUp: false },
      says: [/did not clean up/],
      never: [/Butter melter cleaned up\./, /return\(\) ends the melter at its yield/],
    },
  ],
  { mayContain: /value: undefined, done: true/ },
);

test('the judgement is not confirmed by other facts', () => {
  const facts = { ...always, melted: 1, cleanedUp: true };
  const set = { primed: 'no', ended: 'running' } as const;
  expect(judge(facts, set)).toEqual({ right: 0, claim });
  for (const planted of [{ melted: 2 }, { melted: 0 }, { meltedInCourse: 1 }, { cleanedUp: false }])
    expect(judge({ ...facts, ...planted }, set).claim).toBe('not-confirmed');
});

describe('the TypeScript side of the table', () => {
  let closed = 0;
  function* three(): Generator<number, string, void> {
    try {
      yield 1;
      yield 2;
      yield 3;
      return 'x';
    } finally {
      closed++;
    }
  }

  test('return x gives { value: x, done: true }, once', () => {
    const g = three();
    for (let i = 0; i < 3; i++) g.next();
    expect([g.next(), g.next()]).toEqual([
      { value: 'x', done: true },
      { value: undefined, done: true },
    ]);
  });

  test('break in for...of closes the generator', () => {
    const g = three();
    closed = 0;
    for (const _ of g) break;
    expect([closed, g.next().done]).toEqual([1, true]);
  });

  test('throw() arrives at the yield, and return() only in finally', () => {
    const seen: string[] = [];
    function* cook(): Generator<string, void, void> {
      try {
        yield 'cooks';
      } catch (error) {
        seen.push(String(error));
        yield 'caught';
      } finally {
        seen.push('finally');
      }
    }
    const [burnt, stopped] = [cook(), cook()];
    burnt.next();
    expect(burnt.throw('burnt').value).toBe('caught');
    stopped.next();
    stopped.return();
    expect(seen).toEqual(['burnt', 'finally']);
  });

  test('yield* passes values through, and its value is what the inner generator returns', () => {
    function* inner(): Generator<string, string, string> {
      return `got ${yield 'asks'}`;
    }
    function* outer(): Generator<string, string, string> {
      return `${yield* inner()}, passed on`;
    }
    const g = outer();
    expect(g.next('').value).toBe('asks');
    expect(g.next('butter').value).toBe('got butter, passed on');
  });

  test('an async function starts at once', async () => {
    const log: string[] = [];
    async function f(): Promise<void> {
      log.push('starts');
    }
    const promise = f();
    log.push('called');
    await promise;
    expect(log).toEqual(['starts', 'called']);
  });
});
