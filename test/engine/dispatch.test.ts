/** The dispatch: nothing is sent without room in every outlet, and the outlets are asked as seldom as that allows. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Inlet, Outlet } from '../../src/channel/channel.ts';
import { mailbox } from '../../src/channel/mailbox.ts';
import { Dispatch, type Route } from '../../src/engine/station/dispatch.ts';
import { clone, ints } from '../../src/line/kind/kinds.ts';
import type { KindSpec } from '../../src/line/kind/spec.ts';
import { takeFrom } from '../channel/carriers.ts';

interface Counted {
  readonly outlet: Outlet;
  readonly inlet: Inlet;
  /** How often the outlet was asked for its room. */
  asked(): number;
  /** How often the reader was woken. */
  woken(): number;
}

/** A real channel, whose writer's end counts. */
function counted(capacity: number): Counted {
  let asked = 0;
  let woken = 0;
  const { outlet, inlet } = mailbox(
    capacity,
    () => woken++,
    () => {},
  );
  return {
    outlet: {
      room() {
        asked++;
        return outlet.room();
      },
      send: (item) => outlet.send(item),
      flush: () => outlet.flush(),
      close: () => outlet.close(),
    },
    inlet,
    asked: () => asked,
    woken: () => woken,
  };
}

/** Items that are places in an alphabet of this many. */
function places(count: number): KindSpec {
  return { kind: 'places', names: Array.from({ length: count }, (_, place) => String(place)) };
}

/** @param items null for all */
function route(items: readonly number[] | null, { outlet }: Counted, guard: Route['guard'] = null): Route {
  return { outlet, items, guard, label: { base: 0, perItem: true } };
}

/** A dispatch that sends item 0 by the first channel, item 1 by the second ... */
function dispatchTo(channels: readonly Counted[]): Dispatch {
  return new Dispatch(
    channels.map((channel, item) => route([item], channel)),
    places(channels.length),
  );
}

/** Sends an item as long as there is room; returns how many it has sent. */
function fill(dispatch: Dispatch, item: number, most = 1000): number {
  let sent = 0;
  for (; sent < most && dispatch.hasRoom(); sent++) dispatch.send(item);
  return sent;
}

test('each item goes by the channel that carries it, in order', () => {
  const [one, other] = [counted(8), counted(8)];
  const dispatch = new Dispatch([route([0, 2], one), route([1], other)], places(3));
  for (const item of [2, 1, 0, 0, 1, 2]) dispatch.send(item);
  expect(dispatch.flush()).toBe(true);
  expect([takeFrom(one.inlet), takeFrom(other.inlet)]).toEqual([
    [2, 0, 0, 2],
    [1, 1],
  ]);
});

test('an item on several lists goes by each of these channels', () => {
  const channels = [counted(8), counted(8), counted(8)] as const;
  const [one, other, third] = channels;
  const dispatch = new Dispatch([route([0, 1], one), route([1, 2], other), route([1], third)], places(3));
  for (const item of [0, 1, 2, 1]) dispatch.send(item);
  expect(dispatch.sent).toBe(4);
  expect(dispatch.flush()).toBe(true);
  expect(channels.map(({ inlet }) => takeFrom(inlet))).toEqual([
    [0, 1, 1],
    [1, 2, 1],
    [1, 1],
  ]);
});

test('a guard chooses the items of its channel', () => {
  const [odd, all] = [counted(8), counted(8)];
  const dispatch = new Dispatch([route(null, odd, (item) => Number(item) % 2 !== 0), route(null, all)], ints().spec);
  for (const item of [-1, 0, 7]) dispatch.send(item);
  expect([takeFrom(odd.inlet), takeFrom(all.inlet)]).toEqual([
    [-1, 7],
    [-1, 0, 7],
  ]);
});

test('of several readers each but the first gets a copy, made before any of them can change the item', () => {
  const channels = [counted(8), counted(8), counted(8)];
  const dispatch = new Dispatch(
    channels.map((channel) => route(null, channel)),
    clone().spec,
  );
  const cake = { layers: [1, 2] };
  dispatch.send(cake);
  const [first, ...copies] = channels.flatMap(({ inlet }) => takeFrom(inlet));
  expect(first).toBe(cake);
  expect(copies).toEqual([cake, cake]);
  expect(new Set([first, ...copies]).size).toBe(3);
});

test('what cannot be copied for the second of its readers is refused with its number and the path, and nobody gets it', () => {
  const channels = [counted(8), counted(8), counted(8)] as const;
  const odd: Route['guard'] = (item) => typeof item !== 'number' || item % 2 !== 0;
  const [one, other, all] = channels;
  const dispatch = new Dispatch([route(null, one, odd), route(null, other, odd), route(null, all)], clone().spec);
  for (const item of [1, 2, 4]) dispatch.send(item);
  expect(() => dispatch.send({ user: { save() {} } })).toThrow(
    'Cannot send item 4: expected what can be cloned, found .user.save is a function',
  );
  expect(dispatch.flush()).toBe(true);
  expect(channels.map(({ inlet }) => takeFrom(inlet))).toEqual([[1], [1], [1, 2, 4]]);
});

test('one outlet without room is no room, wherever the next item would go', () => {
  const [narrow, wide] = [counted(1), counted(100)];
  const dispatch = dispatchTo([narrow, wide]);
  dispatch.send(0);
  expect(dispatch.hasRoom()).toBe(false);
  expect(narrow.inlet.take()).toBe(0);
  expect(dispatch.hasRoom()).toBe(true);
});

test('a station that asks before every send never sends more than any outlet has room for', () => {
  const channels = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
  const step = fc.record({
    act: fc.constantFrom('send', 'send', 'send', 'take'),
    channel: fc.nat({ max: 3 }),
    count: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(channels, fc.array(step, { maxLength: 60 }), (capacities, steps) => {
      const opened = capacities.map(counted);
      const dispatch = dispatchTo(opened);
      for (const { act, channel, count } of steps) {
        const item = channel % opened.length;
        if (act === 'send') fill(dispatch, item, count);
        else for (const { inlet } of opened.slice(item, item + 1)) takeFrom(inlet, count);
        for (const { outlet } of opened) expect(outlet.room()).toBeGreaterThanOrEqual(0);
        expect(dispatch.flush()).toBe(true);
      }
      // And it does not wait without need: room in all of them is room.
      for (const { inlet } of opened) takeFrom(inlet);
      expect(dispatch.hasRoom()).toBe(true);
    }),
  );
});

test('the outlets are asked once for as many items as all of them have room for, and then again', () => {
  const [narrow, wide] = [counted(5), counted(8)];
  const dispatch = dispatchTo([narrow, wide]);
  const asked = (): number[] => [narrow.asked(), wide.asked()];
  expect(fill(dispatch, 1, 5)).toBe(5);
  expect(asked()).toEqual([1, 1]);
  // The wide one, which took them all, has room for 3 more.
  expect(fill(dispatch, 1, 3)).toBe(3);
  expect(asked()).toEqual([2, 2]);
  expect(dispatch.hasRoom()).toBe(false);
  expect(asked()).toEqual([3, 3]);
});

test('while there is no room the outlets are asked each time, since only they know when there is some', () => {
  const channel = counted(1);
  const dispatch = dispatchTo([channel]);
  dispatch.send(0);
  for (let asked = 1; asked <= 3; asked++) {
    expect(dispatch.hasRoom()).toBe(false);
    expect(channel.asked()).toBe(asked);
  }
});

test('an item on no list goes nowhere, and needs no room', () => {
  const channel = counted(2);
  const dispatch = new Dispatch([route([0], channel)], places(8));
  expect(fill(dispatch, 7, 50)).toBe(50);
  expect(dispatch.flush()).toBe(true);
  expect(takeFrom(channel.inlet)).toEqual([]);
});

test.each([-1, 8, 0.5, Number.NaN])('an item that is not in the alphabet is a mistake: %d', (item) => {
  const dispatch = new Dispatch([route([0], counted(2))], places(8));
  expect(dispatch.hasRoom()).toBe(true);
  expect(() => dispatch.send(item)).toThrow(`Cannot send: expected an item from 0 to 7, found ${item}`);
});

test('a station that feeds nobody always has room', () => {
  const dispatch = new Dispatch([], places(1));
  expect(fill(dispatch, 0)).toBe(1000);
  expect(dispatch.flush()).toBe(true);
});

test('after a burst there is no room until all of it is on its way', () => {
  const channel = counted(2);
  const dispatch = dispatchTo([channel]);
  expect(dispatch.hasRoom()).toBe(true);
  for (let i = 0; i < 5; i++) dispatch.send(0);
  const answers: [flushed: boolean, room: boolean][] = [];
  for (let taken = 0; taken < 5; taken++) {
    answers.push([dispatch.flush(), dispatch.hasRoom()]);
    expect(channel.inlet.take()).toBe(0);
  }
  answers.push([dispatch.flush(), dispatch.hasRoom()]);
  expect(answers).toEqual([
    [false, false],
    [false, false],
    [false, false],
    [true, false],
    [true, true],
    [true, true],
  ]);
});

test('a flush goes to every outlet, and says false while any of them holds something back', () => {
  const [full, other] = [counted(1), counted(1)];
  const dispatch = dispatchTo([full, other]);
  for (const item of [0, 0, 1]) dispatch.send(item);
  expect(dispatch.flush()).toBe(false);
  expect([full.woken(), other.woken()]).toEqual([1, 1]);
  expect(full.inlet.take()).toBe(0);
  expect(dispatch.flush()).toBe(true);
  expect([full.woken(), other.woken()]).toEqual([2, 1]);
});

test('a close closes every outlet', () => {
  const channels = [counted(1), counted(2)];
  dispatchTo(channels).close();
  expect(channels.map(({ inlet }) => inlet.ended())).toEqual([true, true]);
});
