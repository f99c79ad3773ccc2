/** Chapter 21: every setting of its knobs, and facts that were planted. */
import { expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/21-cancel-and-time-out.ts';
import { checkChapter } from '../expectations.ts';

/** The steps of the timer, and of a message, depend on the machine. */
const stoppedIn = (steps: number) => {
  return {
    unbegunCleaned: false,
    waitEndedBy: 'AbortError',
    ended: {
      return: { steps, cleaned: true },
      timeout: { cleaned: true },
      message: { cleaned: true },
      flag: { steps, cleaned: true },
      terminate: { steps, cleaned: false },
    },
  };
};
const LATE = { steps: 100, cleaned: true };
const FORCED = { steps: 3, cleaned: false };
const NEVER = { return: LATE, signal: LATE, timeout: LATE, message: LATE, flag: LATE, terminate: FORCED };

checkChapter(chapter, [
  {
    set: {},
    right: 1,
    claim: 'confirmed',
    facts: stoppedIn(3),
    says: [/6 of 6 ways/, /finally did not run for: terminate\(\)/, /break calls return\(\)/],
    never: [/Without a yield/, /all 100 steps/],
  },
  {
    set: { looks: 'never' },
    right: 2,
    claim: 'confirmed',
    facts: { ended: NEVER },
    says: [/never looks for a stop/, /1 of 6 ways .* \(terminate\(\)\)/, /Without a yield/],
    never: [/break and calls|A timeout is an AbortSignal/],
  },
  {
    set: { after: '1' },
    right: 1,
    claim: 'confirmed',
    facts: stoppedIn(1),
    says: [/In step 1 /],
    never: [/\b1 steps/],
  },
  { set: { after: '50' }, right: 1, claim: 'confirmed', facts: stoppedIn(50), says: [/In step 50 /] },
  { set: { timeout: '1' }, right: 1, claim: 'confirmed', facts: stoppedIn(3), never: [/\b1 steps/] },
  { set: { timeout: '40' }, right: 1, claim: 'confirmed', facts: stoppedIn(3) },
]);

const EARLY = { steps: 3, cleaned: true };
const FACTS: Facts = {
  ended: { return: EARLY, signal: EARLY, timeout: EARLY, message: EARLY, flag: EARLY, terminate: FORCED },
  unbegunCleaned: false,
  waitEndedBy: 'AbortError',
};
const SET = { looks: 'each-step', after: 3, timeout: 20 } as const;
const ended = (others: Partial<Facts['ended']>): Facts => {
  return { ...FACTS, ended: { ...FACTS.ended, ...others } };
};

test('code that looks stops early, whichever way asks for it', () => {
  expect(judge(FACTS, SET)).toEqual({ right: 1, claim: 'confirmed' });
  expect(judge(ended({ flag: LATE }), SET)).toEqual({ right: 2, claim: 'not-confirmed' });
});

test('code that never looks and stops early confirms nothing', () => {
  expect(judge({ ...FACTS, ended: NEVER }, { ...SET, looks: 'never' })).toEqual({ right: 2, claim: 'confirmed' });
  expect(judge(FACTS, { ...SET, looks: 'never' }).claim).toBe('not-confirmed');
});

test('a clean-up after terminate(), or a clean-up that is missing, confirms nothing', () => {
  expect(judge(ended({ terminate: EARLY }), SET)).toEqual({ right: 0, claim: 'not-confirmed' });
  expect(judge(ended({ signal: { steps: 3, cleaned: false } }), SET).claim).toBe('not-confirmed');
  expect(judge({ ...FACTS, unbegunCleaned: true }, SET).claim).toBe('not-confirmed');
});
