/** Chapter 8: every setting of its knobs, its scheduler with more requests, and its judgement of planted logs. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  chapter,
  type Event,
  judge,
  runAll,
  type Task,
  Timers,
} from '../../../src/lessons/chapters/08-build-the-scheduler.ts';
import { rest } from '../../../src/line/rest.ts';
import { checkChapter } from '../expectations.ts';

/** The log in which the cooks end in this order. */
function ending(...cooks: string[]): Event[] {
  const begins = ['melter', 'mixer', 'oven'].map((cook): Event => [cook, 'begins']);
  return [...begins, ...cooks.map((cook): Event => [cook, 'ends'])];
}

function facts(log: Event[]) {
  return { scheduler: { log }, yields: { log }, awaits: { log } };
}

// A machine that is busy stops a thread for longer than the times of two cooks differ, and then their timers end in another
// order. So the timers of Node are replaced by ones that end in the order of their times, whatever the machine does.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.setTimerTickMode('nextTimerAsync');
});
afterAll(() => {
  vi.useRealTimers();
});

const right = 2;
const claim = 'confirmed';

checkChapter(chapter, [
  { set: {}, right, claim, facts: facts(ending('mixer', 'oven', 'melter')), says: [/add up to 90 ms/] },
  { set: { melter: '0' }, right, claim, facts: facts(ending('melter', 'mixer', 'oven')) },
  { set: { melter: '120' }, right, claim, facts: facts(ending('mixer', 'oven', 'melter')) },
  { set: { mixer: '120' }, right, claim, facts: facts(ending('oven', 'melter', 'mixer')) },
  { set: { oven: '0' }, right, claim, facts: facts(ending('mixer', 'oven', 'melter')) },
  { set: { oven: '120' }, right, claim, facts: facts(ending('mixer', 'melter', 'oven')) },
]);

test('ready tasks take turns, and timers wait until none is ready', () => {
  const log: string[] = [];
  function* task(name: string, waits: readonly number[]): Task {
    for (const ms of waits) {
      log.push(`${name} ${ms}`);
      yield rest(ms);
    }
    log.push(name);
  }
  runAll([task('a', [0, 0, 2]), task('b', [1, 0]), task('c', [0])], new Timers());
  expect(log).toEqual(['a 0', 'b 1', 'c 0', 'a 0', 'c', 'a 2', 'b 0', 'b', 'a']);
});

test('no task, and a task that only waits, end', () => {
  runAll([], new Timers());
  function* once(): Task {
    yield rest(1);
  }
  runAll([once(), once()], new Timers());
});

test('another order, and one cook after the other, are other answers', () => {
  const [same, other] = [ending('mixer', 'oven', 'melter'), ending('oven', 'mixer', 'melter')];
  const inTurn: Event[] = ['melter', 'mixer', 'oven'].flatMap((cook): Event[] => [
    [cook, 'begins'],
    [cook, 'ends'],
  ]);
  const planted = (awaits: Event[]) =>
    judge({ scheduler: { log: same, ms: 60 }, yields: { log: same, ms: 60 }, awaits: { log: awaits, ms: 60 } });
  expect(planted(same)).toEqual({ right: 2, claim: 'confirmed' });
  expect(planted(other)).toEqual({ right: 0, claim: 'not-confirmed' });
  expect(planted(inTurn)).toEqual({ right: 1, claim: 'not-confirmed' });
});
