/** Dealing and collecting by themselves: how much may be sent, what waits, and what comes out. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING, type Outlet } from '../../src/channel/channel.ts';
import { mailbox } from '../../src/channel/mailbox.ts';
import { CollectedInlet } from '../../src/engine/station/collect.ts';
import { Counts } from '../../src/engine/station/counts.ts';
import { dealtRoutes, type SharedRoute } from '../../src/engine/station/deal.ts';
import { Dispatch } from '../../src/engine/station/dispatch.ts';
import type { Coroutine } from '../../src/line/coroutine.ts';
import { dealByKey } from '../../src/line/key.ts';
import type { DealtShare } from '../../src/line/line.ts';

const LABEL = { base: 0, perItem: false };

/** An outlet to a station that never takes anything. */
function idle(capacity: number): Outlet & { readonly got: unknown[] } {
  const got: unknown[] = [];
  return { got, room: () => capacity - got.length, send: (item) => got.push(item), flush: () => true, close() {} };
}

function dealtTo(outlets: readonly Outlet[], by: DealtShare['by'], first = 0) {
  const routes = outlets.map((outlet, copy): SharedRoute => {
    return {
      outlet,
      items: null,
      guard: null,
      label: LABEL,
      dealt: { wire: 3, copy, copies: outlets.length, by, first, step: 1 },
    };
  });
  const deals = new Map([[3, dealByKey((item) => item, 'copied')]]);
  return dealtRoutes(routes, deals, null);
}

describe('items that are dealt in turn', () => {
  const rooms = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 5 });

  test('may be sent until one of them would meet a channel without room, and no further', () => {
    fc.assert(
      fc.property(rooms, fc.nat(20), (capacities, begun) => {
        const outlets = capacities.map((capacity) => idle(capacity + begun));
        const [route] = dealtTo(outlets, 'turn');
        for (let i = 0; i < begun; i++) route?.outlet.send(i);
        // What was sent before does not count any more.
        for (const [i, { got }] of outlets.entries()) got.splice(0, got.length, ...Array<number>(begun).fill(i));
        let sent = 0;
        const room = route?.outlet.room() ?? 0;
        while (outlets[(begun + sent) % outlets.length]?.room() !== 0) {
          route?.outlet.send(sent);
          sent++;
        }
        expect(room).toBe(sent);
      }),
    );
  });

  test('go to one copy after the other, from the first one on', () => {
    const outlets = [idle(9), idle(9), idle(9)];
    const [route] = dealtTo(outlets, 'turn', 2);
    for (let i = 0; i < 7; i++) route?.outlet.send(i);
    expect(outlets.map(({ got }) => got)).toEqual([
      [1, 4],
      [2, 5],
      [0, 3, 6],
    ]);
  });

  test('wait where a copy is full, and the dispatch says which one', () => {
    const other = idle(1);
    const shares = [idle(5), idle(1), idle(5)];
    const dispatch = new Dispatch(
      [{ outlet: other, items: null, guard: (n) => n === 7, label: LABEL }, ...dealtTo(shares, 'turn')],
      {
        kind: 'ints',
      },
    );
    let sent = 0;
    while (dispatch.hasRoom()) dispatch.send(sent++);
    expect(sent).toBe(4);
    expect(dispatch.full()).toEqual([2]);
    expect(other.got).toEqual([]);
  });
});

test('items that are dealt by their key need room at every copy', () => {
  const outlets = [idle(5), idle(2), idle(9)];
  const [route] = dealtTo(outlets, 'key');
  expect(route?.outlet.room()).toBe(2);
  for (const key of ['a', 'b', 'a', 'a', 'b', 'c']) route?.outlet.send(key);
  for (const key of ['a', 'b', 'c']) expect(outlets.filter(({ got }) => got.includes(key))).toHaveLength(1);
});

describe('what is collected in turn', () => {
  const nobody = (): void => {};
  const open = (capacity: number) => {
    const [items, counts] = [mailbox(capacity, nobody, nobody), mailbox(capacity, nobody, nobody)];
    return { items, counts };
  };

  /** A station that sends each item so often as it says. */
  function* repeats(send: (item: number) => void): Generator<undefined, void, unknown> {
    try {
      while (true) {
        const n = Number(yield);
        for (let i = 0; i < n; i++) send(n);
      }
    } finally {
      send(-1);
    }
  }

  test('is in the order in which it was dealt, whoever is first', () => {
    const step = fc.nat(8);
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { maxLength: 30 }),
        fc.integer({ min: 2, max: 4 }),
        fc.infiniteStream(step),
        (inputs, copies, steps) => {
          const channels = Array.from({ length: copies }, () => open(2));
          const stations = channels.map(({ items, counts }, copy) => {
            const own = new Counts();
            const outlet = own.outlet(items.outlet, counts.outlet);
            const coroutine: Coroutine = own.coroutine(repeats((item) => outlet.send(item)));
            coroutine.next();
            return { outlet, coroutine, left: inputs.filter((_, i) => i % copies === copy), ended: false };
          });
          const inlet = new CollectedInlet(
            channels.map(({ items, counts }) => ({ items: items.inlet, counts: counts.inlet })),
          );
          const taken: unknown[] = [];
          for (let idle = 0; !inlet.ended() && idle < 1000; idle++) {
            const who = stations[Number(steps.next().value)];
            if (who === undefined) {
              const item = inlet.take();
              if (item !== NOTHING) taken.push(item);
              continue;
            }
            if (who.outlet.room() > 0 && who.left.length > 0) who.coroutine.next(who.left.shift());
            else if (who.left.length === 0 && !who.ended) {
              who.ended = true;
              who.coroutine.return();
            } else if (who.outlet.flush() && who.ended) who.outlet.close();
          }
          expect(taken).toEqual([...inputs.flatMap((n) => Array<number>(n).fill(n)), ...channels.map(() => -1)]);
        },
      ),
    );
  });

  test('holds a copy back that sends nothing, so that it does not run ahead without end', () => {
    const { items, counts } = open(3);
    const own = new Counts();
    own.outlet(items.outlet, counts.outlet);
    const coroutine = own.coroutine(repeats(nobody));
    coroutine.next();
    const inlet = own.inlet({ take: () => 0, ended: () => false });
    let handled = 0;
    for (let item = inlet.take(); item !== NOTHING && handled < 100; item = inlet.take()) {
      coroutine.next(item);
      handled++;
    }
    // One of three counts is that of what it sent before it was sent anything.
    expect(handled).toBe(2);
    expect(counts.inlet.take()).toBe(1);
    expect(inlet.take()).toBe(0);
  });
});
