/** Chapter 27: every setting of its knobs, and its judgement of planted facts. */
import { expect, test } from 'vitest';
import { type Accident, chapter, judge } from '../../../src/lessons/chapters/27-a-station-dies.ts';
import { text } from '../../../src/lessons/texts/en/27-a-station-dies.ts';
import { checkChapter } from '../expectations.ts';

const fire = { error: 'oven: it caught fire', next: 20 };
const mop = { error: 'oven: the mop broke', next: 20 };
const four = <Row>(row: Row): Row[] => [row, row, row, row];

// That every station cleans up is not asserted: on a machine without time for it a thread is ended without its `finally`.
checkChapter(chapter, [
  {
    set: {},
    right: 1,
    facts: { errors: [fire.error], paired: true, accidents: four(fire), ordered: 20, stations: 4 },
    says: [/reported "oven: it caught fire"/],
    never: [/the mop broke/],
  },
  {
    set: { cleanUp: 'throws' },
    right: 1,
    facts: { errors: [mop.error], paired: true, accidents: four(mop) },
    says: [/Which error does the run report/, /reported "oven: the mop broke"/],
    never: [/keeps the first error that leaves/, /4 of 4 stations/],
  },
  {
    set: { failsAt: '1' },
    right: 1,
    facts: {
      errors: [fire.error],
      paired: true,
      accidents: four({ ...fire, used: { dry: 0, wet: 0 }, made: 0 }),
    },
    never: [/takes one mix of each kind/],
  },
  { set: { failsAt: '2' }, right: 1, facts: { paired: true, accidents: four({ ...fire, made: 0 }) } },
  { set: { failsAt: '40' }, right: 1, facts: { errors: [fire.error], paired: true, accidents: four(fire) } },
]);

const accident: Accident = { ...fire, engine: 'threads', used: { dry: 7, wet: 7 }, made: 7, cleanedUp: 4 };
const planted = { accidents: [accident], errors: [fire.error], paired: true, stations: 4, ordered: 20 };
const set = { failsAt: 15, cleanUp: 'works' } as const;

test('an engine that keeps the first error, cleans up and bakes again confirms the claim', () => {
  expect(judge(planted, set)).toEqual({ right: 1, claim: 'confirmed' });
});

test('a station that did not clean up, a next run that bakes less, or two different errors do not', () => {
  for (const facts of [
    { ...planted, accidents: [{ ...accident, cleanedUp: 3 }] },
    { ...planted, accidents: [{ ...accident, next: 19 }] },
    { ...planted, errors: [fire.error, mop.error] },
    { ...planted, paired: false },
  ])
    expect(judge(facts, set).claim).toBe('not-confirmed');
});

test('where the clean-up throws, the last error is reported, and the oven has not cleaned up', () => {
  const accidents = [{ ...accident, ...mop, cleanedUp: 3 }];
  const throws = { failsAt: 15, cleanUp: 'throws' } as const;
  expect(judge({ ...planted, accidents, errors: [mop.error] }, throws)).toEqual({ right: 1, claim: 'confirmed' });
  expect(judge(planted, throws)).toEqual({ right: 0, claim: 'not-confirmed' });
});

test('the number of cakes is explained where the engines differ, and only there', () => {
  expect(text.figures(planted, set)).toContain('failed at mix 15. Before that it made 7 cakes: a cake');
  const accidents = [accident, { ...accident, made: 1 }, { ...accident, made: 0 }];
  expect(text.figures({ ...planted, accidents }, set)).toContain('made 0, 1, or 7 cakes, depending on the order');
  expect(text.figures({ ...planted, accidents: [{ ...accident, made: 1 }] }, set)).toContain('made 1 cake: ');
});
