import { expect, test } from 'vitest';
import { RestartBudget, Restarts } from '../../../src/engine/supervise/restarts.ts';
import { RESTART_LIMITS } from '../../../src/engine/supervise/supervision.ts';

/** Deaths at one commit after the other. */
function deaths(restarts: Restarts, atMs: readonly number[], firstCommit = 0) {
  return atMs.map((ms, i) => restarts.died(`commit ${firstCommit + i}`, ms));
}

test('each restart waits longer than the one before, up to the limit', () => {
  const restarts = new Restarts(new RestartBudget(RESTART_LIMITS));
  expect(deaths(restarts, [0, 1, 2, 3, 4])).toEqual(
    [0, 50, 200, 800, 2000].map((afterMs) => ({ kind: 'restart', afterMs })),
  );
  expect(restarts.died('commit 9', 5)).toEqual({ kind: 'too-many', why: 'restarted 5 times within 30 s' });
});

test('restarts that are long ago do not count', () => {
  const restarts = new Restarts(new RestartBudget(RESTART_LIMITS));
  const every = 7000;
  const found = deaths(
    restarts,
    Array.from({ length: 15 }, (_, i) => i * every),
  );
  expect(found.slice(5)).toEqual(Array(10).fill({ kind: 'restart', afterMs: 2000 }));
  expect(restarts.died('commit 99', 200_000)).toEqual({ kind: 'restart', afterMs: 0 });
});

test('the stations of a run share its limit', () => {
  const budget = new RestartBudget({ ...RESTART_LIMITS, inAll: 3 });
  const [one, other] = [new Restarts(budget), new Restarts(budget)];
  expect(deaths(one, [0, 1]).map(({ kind }) => kind)).toEqual(['restart', 'restart']);
  expect(deaths(other, [0, 1])).toEqual([
    { kind: 'restart', afterMs: 0 },
    { kind: 'too-many', why: '3 restarts in this run' },
  ]);
});

test('the third death at one item is put down to that item', () => {
  const restarts = new Restarts(new RestartBudget(RESTART_LIMITS));
  expect([4, 7, 7, 7].map((item, ms) => restarts.died(`item ${item}`, ms).kind)).toEqual([
    'restart',
    'restart',
    'restart',
    'poison',
  ]);
  restarts.forget();
  // The restarts that the item took are given back.
  expect(restarts.died('item 7', 5)).toEqual({ kind: 'restart', afterMs: 0 });
});
