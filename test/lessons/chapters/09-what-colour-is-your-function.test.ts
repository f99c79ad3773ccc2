/** Chapter 9: every setting of its knobs, and its judgement of planted runs. */
import { expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/09-what-colour-is-your-function.ts';
import { checkChapter } from '../expectations.ts';

const [never, late, sent] = [
  { returned: 0, later: 0 },
  { returned: 0, later: 1 },
  { returned: 1, later: 1 },
];
const full: Facts = {
  stars: [never, never, sent],
  asyncs: [late, late, sent],
  thread: { sent: 1, stack: ['send', 'pack', 'mixer'] },
  shared: ['oven', 'runAll'],
};
const withRoom: Facts = { ...full, asyncs: [sent, sent, sent], thread: { sent: 1, stack: [] }, shared: [] };
const room = {
  right: 0,
  claim: 'confirmed',
  facts: withRoom,
  never: [
    /no, but later/,
    /too late/,
    /call stack of (that|the shared) thread/,
    /The belt is full/,
    /must become function\* \(or async\)/,
  ],
} as const;

checkChapter(chapter, [
  {
    set: {},
    right: 0,
    claim: 'confirmed',
    facts: full,
    says: [/function\* \(or async\)/, /is never sent/, /too late/],
    never: [/luck/],
  },
  {
    set: { room: '1' },
    ...room,
    says: [/room for 1 item, but/, /become function\*, so that/, /here already when send alone was/, /that is luck/],
  },
  { set: { room: '3' }, ...room, says: [/room for 3 items, but/, /that is luck/] },
]);

test('with room, the answer counts function* only, and async has to need no caller', () => {
  expect(judge(withRoom, { room: 1 })).toEqual({ right: 0, claim: 'confirmed' });
  expect(judge({ ...withRoom, stars: [sent, sent, sent] }, { room: 1 })).toEqual({ right: 1, claim: 'not-confirmed' });
  expect(judge({ ...withRoom, asyncs: [late, late, sent] }, { room: 1 }).claim).toBe('not-confirmed');
});

test('callers that need not change, or a thread that does not wait, confirm nothing', () => {
  const set = { room: 0 };
  expect(judge(full, set)).toEqual({ right: 0, claim: 'confirmed' });
  const onlySend = [sent, sent, sent];
  expect(judge({ ...full, stars: onlySend, asyncs: onlySend }, set)).toEqual({ right: 1, claim: 'not-confirmed' });
  const two = [never, sent, sent];
  expect(judge({ ...full, stars: two, asyncs: two }, set)).toEqual({ right: 2, claim: 'not-confirmed' });
  expect(judge({ ...full, stars: [never, never, never] }, set)).toEqual({ right: 0, claim: 'not-confirmed' });
  expect(judge({ ...full, thread: { sent: 1, stack: [] } }, set).claim).toBe('not-confirmed');
  expect(judge({ ...full, thread: { sent: 0, stack: full.thread.stack } }, set).claim).toBe('not-confirmed');
});
