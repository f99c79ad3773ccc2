/** Chapter 1: every setting of its knobs. */
import { chapter } from '../../../src/lessons/chapters/01-iterators.ts';
import { checkChapter } from '../expectations.ts';

checkChapter(chapter, [
  { set: {}, right: 1, claim: 'confirmed', facts: { asked: 1, made: 101, taken: 100 }, says: [/made and dropped/] },
  {
    set: { check: 'after' },
    right: 0,
    claim: 'confirmed',
    facts: { asked: 1, made: 100, taken: 100 },
    never: [/made and dropped/],
  },
  { set: { eggs: '1' }, right: 1, claim: 'confirmed', facts: { made: 2, taken: 1 } },
  { set: { eggs: '500' }, right: 1, claim: 'confirmed', facts: { made: 501, taken: 500 } },
]);
