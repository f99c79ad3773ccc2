/** The commits of a station with two outlets: what each of its readers sees, and when. */
import { expect, test } from 'vitest';
import { CommittedInlet, CommittedOutlet, committedRingMemory } from '../../../src/channel/committed-ring.ts';
import { Commits } from '../../../src/engine/supervise/commits.ts';
import { recordIn, recordMemory } from '../../../src/engine/supervise/record.ts';

const CAPACITY = 8;
const BATCH = 2;

function station() {
  const wakes = [0, 0];
  const rings = [0, 1].map((i) => {
    const memory = committedRingMemory(CAPACITY);
    const wake = (): void => {
      wakes[i] = (wakes[i] ?? 0) + 1;
    };
    return {
      outlet: new CommittedOutlet(memory, { capacity: CAPACITY, batch: BATCH, wake }),
      inlet: new CommittedInlet(memory, { capacity: CAPACITY, wake() {} }),
    };
  });
  const [one, other] = rings;
  if (one === undefined || other === undefined) throw new Error('two rings are missing');
  const commits = new Commits({
    record: recordIn(recordMemory(2), 2),
    inlets: [],
    outlets: [one.outlet, other.outlet],
    clock: { nowNs: () => 1 },
    cautiousUntil: null,
  });
  return { one, other, commits, wakes };
}

test('where the batch of one outlet is complete, only its reader is told', () => {
  const { one, other, wakes } = station();
  other.outlet.send(7);
  one.outlet.send(0);
  one.outlet.send(1);
  // It is asked for room, and commits.
  expect(one.outlet.room()).toBe(BATCH);
  expect([one.inlet.take(), one.inlet.take(), other.inlet.take()]).toEqual([0, 1, undefined]);
  expect(wakes).toEqual([1, 0]);
});

test.each(['due', 'idle'] as const)(
  'what was committed and not shown is shown when it is %s, though nothing is new',
  (reason) => {
    const { one, other, commits } = station();
    other.outlet.send(7);
    one.outlet.send(0);
    one.outlet.send(1);
    one.outlet.room();
    expect(commits.commit(reason)).toBe(false);
    expect(other.inlet.take()).toBe(7);
  },
);

test('the end shows everything', () => {
  const { one, other, commits } = station();
  other.outlet.send(7);
  one.outlet.send(0);
  commits.end();
  expect([one.inlet.take(), other.inlet.take()]).toEqual([0, 7]);
  expect([one.inlet.ended(), other.inlet.ended()]).toEqual([true, true]);
});
