/** Chapter 18: every setting of its knobs, its judgement, and its formulas. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/18-the-laws.ts';
import { amdahl, gustafson, little, meanWait } from '../../../src/lessons/props/laws/laws.ts';
import { observed, randomArrivals } from '../../../src/lessons/props/laws/queue.ts';
import { checkChapter } from '../expectations.ts';

const near = (value: number) => expect.closeTo(value, 0);

checkChapter(chapter, [
  {
    set: {},
    right: 2,
    claim: 'confirmed',
    facts: { cakes: 100_000, asked: { load: 80, formula: near(40) }, serial: { cakes: 20 } },
    says: [/\/ \(1 - load\)/],
    never: [/ovens a cake waits only/],
  },
  { set: { load: '10' }, right: 0, claim: 'confirmed', facts: { asked: { load: 10, counted: near(1) } } },
  { set: { load: '95' }, right: 2, claim: 'confirmed', facts: { asked: { load: 95, formula: near(190) } } },
  {
    set: { ovens: '4' },
    right: 1,
    claim: 'confirmed',
    facts: { asked: { load: 80, formula: near(7) } },
    says: [/With 4 ovens a cake waits only if all of them are busy/],
    never: [/The oven is busy/, /\/ \(1 - load\)/],
  },
  { set: { seed: '1000' }, right: 2, claim: 'confirmed', facts: { asked: { load: 80, formula: near(40) } } },
  {
    set: { ovens: '2', load: '40' },
    right: 0,
    claim: 'confirmed',
    facts: { asked: { load: 40, counted: near(2), formula: near(2) } },
    says: [/There are 2 ovens, and each is busy 40 % of the time/],
  },
]);

describe('the judgement', () => {
  const facts: Facts = {
    cakes: 1000,
    waits: [
      { load: 50, counted: 9.8, formula: 10 },
      { load: 80, counted: 41, formula: 40 },
    ],
    asked: { load: 80, counted: 41, formula: 40 },
    present: { counted: 4.02, law: 4.01 },
    serial: { startMs: 50, bakeMs: 50, cakes: 10 },
  };

  test('counts near their laws confirm the claim', () => {
    expect(judge(facts)).toEqual({ right: 2, claim: 'confirmed' });
  });

  test('a wait far from its formula, one that does not rise, or a count far from the law of Little does not', () => {
    const other = (changes: Partial<Facts>) => judge({ ...facts, ...changes }).claim;
    expect(other({ waits: [{ load: 50, counted: 15, formula: 10 }] })).toBe('not-confirmed');
    expect(other({ waits: facts.waits.toReversed() })).toBe('not-confirmed');
    expect(other({ present: { counted: 4.5, law: 4 } })).toBe('not-confirmed');
  });
});

describe('the formulas', () => {
  test('one oven: baking time x load / (1 - load); two ovens, by hand', () => {
    expect(meanWait(0.8, 1, 10)).toBeCloseTo(40);
    expect(meanWait(0.5, 1, 10)).toBeCloseTo(10);
    // Two ovens at half load: the mean wait is load^2 / (1 - load^2) of the baking time.
    expect(meanWait(0.5, 2, 1)).toBeCloseTo(0.25 / 0.75);
  });

  test('Amdahl has a limit, Gustafson has none', () => {
    expect(amdahl(0.5, 1)).toBe(1);
    expect(amdahl(0.5, 4)).toBeCloseTo(1.6);
    expect(amdahl(0.25, Number.POSITIVE_INFINITY)).toBe(4);
    expect(gustafson(0.5, 1)).toBe(1);
    expect(gustafson(0.5, 4)).toBe(2.5);
    expect(little(2, 3)).toBe(6);
  });

  test('those present are counted at regular moments', () => {
    // Present at 0: none; at 1: the first cake; at 2: both; at 3: the second one.
    const visits = [
      { arrives: 0.5, begins: 0.5, ends: 2.5 },
      { arrives: 1.5, begins: 2.5, ends: 3.5 },
      { arrives: 3.5, begins: 3.5, ends: 4.5 },
    ];
    expect(observed(visits, 1)).toEqual({ meanWait: 1 / 3, meanStay: 5 / 3, rate: 3 / 3.5, present: 1 });
  });

  test('the same seed gives the same arrivals, with the wanted means', () => {
    const means = { interval: 12, baking: 10 };
    const cakes = [...randomArrivals(20_000, means, 7)];
    expect([...randomArrivals(20_000, means, 7)]).toEqual(cakes);
    const baking = cakes.reduce((sum, cake) => sum + cake.baking, 0) / cakes.length;
    expect(baking).toBeCloseTo(10, 0);
    expect((cakes.at(-1)?.arrives ?? 0) / cakes.length).toBeCloseTo(12, 0);
  });
});
