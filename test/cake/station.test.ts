/** The station alone, resumed by the test: no engine, no channel, no thread. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ingredient } from '../../src/cake/recipe/graph.ts';
import { type StationOptions, station } from '../../src/cake/station.ts';
import type { Station } from '../../src/line/coroutine.ts';
import { rest } from '../../src/line/rest.ts';
import { type HostCall, RecordingHost } from './recording-host.ts';

const EGGS = 0;
const HONEY = 1;
const WET_MIX = 2;
const NAILS = 3;

/** The wet mixer of the lecture, which works 100 iterations for each mix. */
const wetMixer: StationOptions = {
  needs: [
    { ingredient: EGGS, count: 2 },
    { ingredient: HONEY, count: 1 },
  ],
  makes: WET_MIX,
  kinds: 4,
  iterations: 100,
  restMs: 0,
};
const restingMixer: StationOptions = { ...wetMixer, restMs: 5 };

const SUSPENDED = { value: undefined, done: false };
const WORKED: HostCall = { kind: 'worked', iterations: 100 };
const SENT: HostCall = { kind: 'sent', item: WET_MIX };

function primed(options: StationOptions): { mixer: Station<Ingredient>; host: RecordingHost } {
  const host = new RecordingHost();
  const mixer = station(options, host);
  mixer.next();
  return { mixer, host };
}

test('a station does nothing until it is primed, and then waits for an ingredient', () => {
  const host = new RecordingHost();
  const mixer = station(wetMixer, host);
  expect(host.account()).toBe('no account');
  expect(mixer.next()).toEqual(SUSPENDED);
  expect(host.calls).toEqual([]);
  expect(host.account()).toEqual({ received: 0, made: 0, sent: [0], left: [0, 0] });
});

test('a station that is not primed loses the first ingredient', () => {
  const host = new RecordingHost();
  const mixer = station(wetMixer, host);
  for (const ingredient of [HONEY, EGGS, EGGS]) mixer.next(ingredient);
  expect(host.calls).toEqual([]);
  expect(host.account()).toEqual({ received: 2, made: 0, sent: [0], left: [2, 0] });
  mixer.next(HONEY);
  expect(host.calls).toEqual([WORKED, SENT]);
});

test('a station works and then sends its product as soon as it has enough', () => {
  const { mixer, host } = primed(wetMixer);
  expect(mixer.next(EGGS)).toEqual(SUSPENDED);
  expect(mixer.next(HONEY)).toEqual(SUSPENDED);
  expect(host.calls).toEqual([]);
  expect(mixer.next(EGGS)).toEqual(SUSPENDED);
  expect(host.calls).toEqual([WORKED, SENT]);
});

test('a station works once per product', () => {
  const { mixer, host } = primed(wetMixer);
  for (let i = 0; i < 3; i++) for (const ingredient of [EGGS, EGGS, HONEY]) mixer.next(ingredient);
  expect(host.calls).toEqual([WORKED, SENT, WORKED, SENT, WORKED, SENT]);
});

test('a station with an empty storage sends nothing', () => {
  const { mixer, host } = primed(wetMixer);
  expect(mixer.return()).toEqual({ value: undefined, done: true });
  expect(host.calls).toEqual([]);
});

test('a station rests after its work and before its send', () => {
  const { mixer, host } = primed(restingMixer);
  mixer.next(EGGS);
  mixer.next(EGGS);
  expect(mixer.next(HONEY)).toEqual({ value: rest(5), done: false });
  expect(host.calls).toEqual([WORKED]);
  expect(mixer.next()).toEqual(SUSPENDED);
  expect(host.calls).toEqual([WORKED, SENT]);
});

test('a station rests once per product', () => {
  const { mixer } = primed(restingMixer);
  const rests = [EGGS, EGGS, HONEY, EGGS, EGGS, HONEY].map((ingredient) => {
    const step = mixer.next(ingredient);
    if (step.value !== undefined) mixer.next();
    return step.value?.ms;
  });
  expect(rests).toEqual([undefined, undefined, 5, undefined, undefined, 5]);
});

test('a station neither keeps nor counts what it does not need', () => {
  const { mixer, host } = primed(wetMixer);
  for (const ingredient of [NAILS, EGGS, WET_MIX, NAILS, EGGS, NAILS, HONEY]) mixer.next(ingredient);
  expect(host.calls).toEqual([WORKED, SENT]);
  expect(host.account()).toEqual({ received: 3, made: 1, sent: [1], left: [0, 0] });
});

test.each([
  ['stopped', (mixer: Station<Ingredient>) => mixer.return()],
  ['ended by an error', (mixer: Station<Ingredient>) => expect(() => mixer.throw(new Error('fire'))).toThrow('fire')],
])('a station that was %s still reports what it received, made and has left', (_, end) => {
  const { mixer, host } = primed(wetMixer);
  for (const ingredient of [EGGS, EGGS, HONEY, EGGS, EGGS, EGGS]) mixer.next(ingredient);
  end(mixer);
  expect(host.account()).toEqual({ received: 6, made: 1, sent: [1], left: [3, 0] });
  expect(mixer.next(HONEY)).toEqual({ value: undefined, done: true });
  expect(host.account()).toEqual({ received: 6, made: 1, sent: [1], left: [3, 0] });
});

test('a station that makes three at once for two stations deals them in turn, and keeps what nobody needs', () => {
  const { mixer, host } = primed({
    ...wetMixer,
    makes: {
      count: 3,
      shares: [
        { item: WET_MIX, count: 3 },
        { item: NAILS, count: 1 },
      ],
      kept: 2,
    },
  });
  const fire = (): (HostCall | undefined)[] => {
    const before = host.calls.length;
    for (const ingredient of [EGGS, EGGS, HONEY]) mixer.next(ingredient);
    return host.calls.slice(before);
  };
  const nails: HostCall = { kind: 'sent', item: NAILS };
  expect(fire()).toEqual([WORKED, SENT, SENT, nails]);
  expect(fire()).toEqual([WORKED, SENT]);
  expect(host.account()).toEqual({ received: 6, made: 6, sent: [3, 1], left: [0, 0] });
  // More than the order needs: it begins again.
  expect(fire()).toEqual([WORKED, SENT, SENT, nails]);
  expect(host.account()).toEqual({ received: 9, made: 9, sent: [5, 2], left: [0, 0] });
});

test('two stations have separate storages', () => {
  const one = primed(wetMixer);
  const other = primed(wetMixer);
  one.mixer.next(EGGS);
  other.mixer.next(HONEY);
  expect(one.host.account()).toEqual({ received: 1, made: 0, sent: [0], left: [1, 0] });
  expect(other.host.account()).toEqual({ received: 1, made: 0, sent: [0], left: [0, 1] });
});

test('for any items, a station makes as many products as possible and accounts for every item', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(EGGS, HONEY, NAILS)), (items) => {
      const { mixer, host } = primed(wetMixer);
      for (const item of items) mixer.next(item);
      const eggs = items.filter((item) => item === EGGS).length;
      const honey = items.filter((item) => item === HONEY).length;
      const made = Math.min(Math.floor(eggs / 2), honey);
      expect(host.calls).toEqual(Array.from({ length: made }, () => [WORKED, SENT]).flat());
      expect(host.account()).toEqual({
        received: eggs + honey,
        made,
        sent: [made],
        left: [eggs - 2 * made, honey - made],
      });
    }),
  );
});
