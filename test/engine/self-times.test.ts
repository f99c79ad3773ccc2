/** Self times, with a clock that takes its time at each look. */
import { expect, test } from 'vitest';
import { SelfTimes } from '../../src/engine/station/self-times.ts';
import type { Coroutine } from '../../src/line/coroutine.ts';

const ITEMS = 1000;

/** A source, `a` and `b` as a line of calls; each takes so long for an item, in nanoseconds. In all the items take so many milliseconds. */
function timesOf(lookNs: number, workNs: { readonly source: number; readonly a: number; readonly b: number }) {
  let nowNs = 0;
  const times = new SelfTimes(() => {
    nowNs += lookNs;
    return nowNs;
  });
  function* working(ns: number, send: (item: unknown) => void): Coroutine {
    while (true) {
      const item = yield;
      nowNs += ns;
      send(item);
    }
  }
  const b = times.timed('b', primed(working(workNs.b, () => {})));
  const a = times.timed('a', primed(working(workNs.a, (item) => void b.next(item))));
  const send = times.timedSend('source', (item) => void a.next(item));
  times.enter('source');
  for (let item = 0; item < ITEMS; item++) {
    nowNs += workNs.source;
    send(item);
  }
  times.leave();
  return { source: times.of('source'), a: times.of('a'), b: times.of('b') };
}

function primed(coroutine: Coroutine): Coroutine {
  coroutine.next();
  return coroutine;
}

test('a line that only forwards items takes no time of its own, however long a look takes', () => {
  for (const lookNs of [0, 1, 50, 10_000])
    expect(timesOf(lookNs, { source: 0, a: 0, b: 0 })).toEqual({ source: 0, a: 0, b: 0 });
});

test('each station has its own time: without what it calls, and without the looks', () => {
  for (const lookNs of [0, 50]) {
    const { source, a, b } = timesOf(lookNs, { source: 100, a: 2000, b: 30_000 });
    expect(source).toBeCloseTo((100 * ITEMS) / 1e6, 9);
    expect(a).toBeCloseTo((2000 * ITEMS) / 1e6, 9);
    expect(b).toBeCloseTo((30_000 * ITEMS) / 1e6, 9);
  }
});
