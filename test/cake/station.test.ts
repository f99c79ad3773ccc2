/** The station alone, resumed by hand: no engine, no channel, no thread. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type StationOptions, station } from '../../src/cake/station.ts';
import type { Station } from '../../src/line/coroutine.ts';
import { RecordingHost } from './recording-host.ts';

const EGGS = 0;
const HONEY = 1;
const WET_MIX = 2;
const NAILS = 3;

/** The wet mixer of the lecture, which works 100 iterations on each mix. */
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

const ASLEEP = { value: undefined, done: false };
const WORKED = { kind: 'worked', iterations: 100 };
const SENT = { kind: 'sent', item: WET_MIX };

function primed(options: StationOptions): { cook: Station; host: RecordingHost } {
  const host = new RecordingHost();
  const cook = station(options, host);
  cook.next();
  return { cook, host };
}

test('a station does nothing until it is primed, and then waits for an ingredient', () => {
  const host = new RecordingHost();
  const cook = station(wetMixer, host);
  expect(host.account()).toBe('no account');
  expect(cook.next()).toEqual(ASLEEP);
  expect(host.deeds).toEqual([]);
  expect(host.account()).toEqual({ received: 0, made: 0, left: [0, 0] });
});

test('a station that was not primed swallows the first ingredient', () => {
  const host = new RecordingHost();
  const cook = station(wetMixer, host);
  for (const ingredient of [HONEY, EGGS, EGGS]) cook.next(ingredient);
  expect(host.deeds).toEqual([]);
  expect(host.account()).toEqual({ received: 2, made: 0, left: [2, 0] });
  cook.next(HONEY);
  expect(host.deeds).toEqual([WORKED, SENT]);
});

test('a station sends its product exactly when it has enough, and has worked on it before', () => {
  const { cook, host } = primed(wetMixer);
  expect(cook.next(EGGS)).toEqual(ASLEEP);
  expect(cook.next(HONEY)).toEqual(ASLEEP);
  expect(host.deeds).toEqual([]);
  expect(cook.next(EGGS)).toEqual(ASLEEP);
  expect(host.deeds).toEqual([WORKED, SENT]);
});

test('a station works once per product', () => {
  const { cook, host } = primed(wetMixer);
  for (let i = 0; i < 3; i++) for (const ingredient of [EGGS, EGGS, HONEY]) cook.next(ingredient);
  expect(host.deeds).toEqual([WORKED, SENT, WORKED, SENT, WORKED, SENT]);
});

test('a station whose shelf is empty sends nothing', () => {
  const { cook, host } = primed(wetMixer);
  expect(cook.return()).toEqual({ value: undefined, done: true });
  expect(host.deeds).toEqual([]);
});

test('a station rests after its work and before it sends', () => {
  const { cook, host } = primed(restingMixer);
  cook.next(EGGS);
  cook.next(EGGS);
  expect(cook.next(HONEY)).toEqual({ value: { ms: 5 }, done: false });
  expect(host.deeds).toEqual([WORKED]);
  expect(cook.next()).toEqual(ASLEEP);
  expect(host.deeds).toEqual([WORKED, SENT]);
});

test('a station rests once per product, and not for an ingredient alone', () => {
  const { cook } = primed(restingMixer);
  const rests = [EGGS, EGGS, HONEY, EGGS, EGGS, HONEY].map((ingredient) => {
    const step = cook.next(ingredient);
    if (step.value !== undefined) cook.next();
    return step.value?.ms;
  });
  expect(rests).toEqual([undefined, undefined, 5, undefined, undefined, 5]);
});

test('what a station does not need it neither keeps nor counts', () => {
  const { cook, host } = primed(wetMixer);
  for (const ingredient of [NAILS, EGGS, WET_MIX, NAILS, EGGS, NAILS, HONEY]) cook.next(ingredient);
  expect(host.deeds).toEqual([WORKED, SENT]);
  expect(host.account()).toEqual({ received: 3, made: 1, left: [0, 0] });
});

test.each([
  ['sent home', (cook: Station) => cook.return()],
  ['struck by an error', (cook: Station) => expect(() => cook.throw(new Error('fire'))).toThrow('fire')],
])('a station that was %s still accounts for what it received, made and has left', (_, end) => {
  const { cook, host } = primed(wetMixer);
  for (const ingredient of [EGGS, EGGS, HONEY, EGGS, EGGS, EGGS]) cook.next(ingredient);
  end(cook);
  expect(host.account()).toEqual({ received: 6, made: 1, left: [3, 0] });
  expect(cook.next(HONEY)).toEqual({ value: undefined, done: true });
  expect(host.account()).toEqual({ received: 6, made: 1, left: [3, 0] });
});

test('two stations at once keep two shelves', () => {
  const one = primed(wetMixer);
  const other = primed(wetMixer);
  one.cook.next(EGGS);
  other.cook.next(HONEY);
  expect(one.host.account()).toEqual({ received: 1, made: 0, left: [1, 0] });
  expect(other.host.account()).toEqual({ received: 1, made: 0, left: [0, 1] });
});

test('whatever a station is sent, it makes all that can be made of it and accounts for every piece', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(EGGS, HONEY, NAILS)), (items) => {
      const { cook, host } = primed(wetMixer);
      for (const item of items) cook.next(item);
      const eggs = items.filter((item) => item === EGGS).length;
      const honey = items.filter((item) => item === HONEY).length;
      const made = Math.min(Math.floor(eggs / 2), honey);
      expect(host.deeds).toEqual(Array.from({ length: made }, () => [WORKED, SENT]).flat());
      expect(host.account()).toEqual({ received: eggs + honey, made, left: [eggs - 2 * made, honey - made] });
    }),
  );
});
