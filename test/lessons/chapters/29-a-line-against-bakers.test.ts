/** Chapter 29: every setting of its knob, and its judgement of planted facts. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/29-a-line-against-bakers.ts';
import type { WaysCompared } from '../../../src/lessons/props/gains/line-and-bakers.ts';
import { text } from '../../../src/lessons/texts/en/29-a-line-against-bakers.ts';
import { checkChapter, settingsToCheck } from '../expectations.ts';
import { oneRound, plantedGain } from '../planted-gain.ts';

// Both ways do the same work, and the heading comes from the engine.
checkChapter(
  chapter,
  settingsToCheck(chapter).map(({ bakers }) => ({
    set: bakers === undefined ? {} : { bakers },
    facts: { work: { digests: 1, lineLimit: 10 / 3 }, wait: { digests: 1, lineLimit: 2.5 } },
    ...(bakers === undefined
      ? {}
      : {
          facts: { bakers: Number(bakers) },
          says: [bakers === '1' ? / 1 baker / : new RegExp(` ${bakers} bakers `)],
          ...(bakers === '1' ? { never: [/\b1 bakers/] } : {}),
        }),
  })),
);

/** Of two processors and two bakers. */
const work: WaysCompared = {
  line: plantedGain(1.5, 1.6, 1.7),
  bakers: plantedGain(1.75, 1.8, 1.85),
  bakersOverLine: plantedGain(1.05, 1.1, 1.2),
  lineLimit: 10 / 3,
  digests: 1,
};
const wait: WaysCompared = {
  line: plantedGain(2.2, 2.3, 2.4),
  bakers: plantedGain(1.8, 1.9, 2),
  bakersOverLine: plantedGain(0.8, 0.83, 0.86),
  lineLimit: 2.5,
  digests: 1,
};
const facts: Facts = { cores: 2, bakers: 2, work, wait, possible: true, withinCapacity: true };

describe('the judgement of planted facts', () => {
  test('a clear win of the bakers where they work, and of the line where they wait, confirms the claim', () => {
    expect(judge(facts)).toEqual({ right: 0, claim: 'confirmed' });
    expect(text.reasons(facts, { bakers: 2 })).toContain('2 bakers wait for 2 things at a time');
  });

  test('an overlap confirms the claim only where the processors limit both alike, and the reasons say so', () => {
    const unclear = { ...work, bakersOverLine: plantedGain(0.95, 1.1, 1.2) };
    expect(judge({ ...facts, work: unclear })).toEqual({ right: 2, claim: 'confirmed' });
    expect(text.reasons({ ...facts, work: unclear }, { bakers: 2 })).toContain('limit both sides: neither can gain');
    const slow = { ...unclear, line: plantedGain(0.95, 1.1, 1.2) };
    expect(judge({ ...facts, work: slow })).toEqual({ right: 2, claim: 'not-confirmed' });
    const many = { ...facts, cores: 8, bakers: 8, work: unclear };
    expect(judge(many)).toEqual({ right: 2, claim: 'not-confirmed' });
    expect(text.reasons(many, { bakers: 8 })).toContain('it never gains more than 3.33x');
    expect(judge({ ...facts, wait: { ...wait, bakersOverLine: oneRound(0.8) } }).claim).toBe('not-confirmed');
  });

  test('bakers that beat the line, but not one thread, confirm nothing', () => {
    const slow = { ...work, line: plantedGain(0.75, 0.8, 1), bakers: plantedGain(0.9, 1.01, 1.2) };
    expect(judge({ ...facts, work: slow })).toEqual({ right: 0, claim: 'not-confirmed' });
  });

  test('the table says what the line can gain here: no more than there are processors where it works', () => {
    const most = (changes: Partial<Facts>) =>
      text.labels
        .rows({ ...facts, ...changes })
        .slice(1)
        .map((row) => row.at(-1));
    expect(most({})).toEqual(['2.00x', '2.50x']);
    expect(most({ cores: 1 })).toEqual(['1.00x', '2.50x']);
    expect(most({ cores: 8 })).toEqual(['3.33x', '2.50x']);
  });

  test('a clear win of the line is the answer, and no confirmation with a baker for each processor', () => {
    const lost = { ...work, bakersOverLine: plantedGain(0.7, 0.8, 0.9) };
    expect(judge({ ...facts, work: lost })).toEqual({ right: 1, claim: 'not-confirmed' });
    expect(text.figures({ ...facts, work: lost }, { bakers: 2 })).toContain('the line is faster');
  });

  test('with one baker for two processors the line should win, and the reasons say why', () => {
    const lost = { ...work, bakers: plantedGain(0.97, 1, 1.02), bakersOverLine: plantedGain(0.6, 0.62, 0.66) };
    const alone = { ...facts, bakers: 1, work: lost };
    expect(judge(alone)).toEqual({ right: 1, claim: 'confirmed' });
    expect(text.reasons(alone, { bakers: 1 })).toContain('One baker keeps only 1 of the 2 logical processors busy');
  });

  test('many bakers should win also where they wait', () => {
    const many = {
      ...wait,
      bakers: plantedGain(7.5, 7.8, 8),
      bakersOverLine: plantedGain(3, 3.3, 3.5),
    };
    expect(judge({ ...facts, bakers: 8, wait: many })).toEqual({ right: 0, claim: 'confirmed' });
    expect(judge({ ...facts, bakers: 8 }).claim).toBe('not-confirmed');
    expect(text.reasons({ ...facts, bakers: 8, wait: many }, { bakers: 8 })).toContain('8 bakers wait for 8 things');
  });

  test('an impossible gain is never confirmed', () => {
    expect(judge({ ...facts, possible: false }).claim).toBe('impossible');
    expect(text.doubts({ ...facts, possible: false }, { bakers: 2 })).toContain('above the number');
  });

  test('a gain above what the processors did afterwards is not confirmed', () => {
    expect(judge({ ...facts, withinCapacity: false })).toEqual({ right: 0, claim: 'not-confirmed' });
  });
});
