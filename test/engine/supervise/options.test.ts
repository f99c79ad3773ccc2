import { expect, test } from 'vitest';
import { supervisionOf } from '../../../src/engine/supervise/options.ts';
import type { Supervision } from '../../../src/engine/supervise/supervision.ts';
import { InputError } from '../../../src/line/factory-error.ts';

test('true is supervision with nothing special', () => {
  expect(supervisionOf(true, 'threads')).toEqual({});
  expect([undefined, false].map((given) => supervisionOf(given, 'pool'))).toEqual([null, null]);
  const given: Supervision = { promised: 'at-most-once', skipPoison: true };
  expect(supervisionOf(given, 'threads')).toBe(given);
});

/** As plain JavaScript gives them. */
const WRONG: readonly [string, string][] = [
  ['{ "kill": [] }', 'expected the options promised, kills, skipPoison, limits, found "kill"'],
  [
    '{ "promised": "twice" }',
    'expected promised to be one of exactly-once, at-least-once, at-most-once, found "twice"',
  ],
  ['{ "skipPoison": 1 }', 'expected skipPoison to be true or false, found 1'],
  ['{ "kills": 3 }', 'expected kills to be a list, found 3'],
  ['{ "kills": [null] }', 'expected an object in kills[0], found null'],
  ['{ "kills": [{ "kind": "now" }] }', 'expected the kind of kills[0] to be at, random or on-demand, found "now"'],
  ['{ "kills": [{ "kind": "on-demand", "station": 1 }] }', 'expected a name as the station of kills[0], found 1'],
  [
    '{ "kills": [{ "kind": "on-demand", "station": "a" }] }',
    'expected begun of kills[0] to be a function, found nothing',
  ],
  ['{ "kills": [{ "kind": "at", "station": 1, "item": 1 }] }', 'expected a name as the station of kills[0], found 1'],
  [
    '{ "kills": [{ "kind": "at", "station": "a", "item": 0 }] }',
    'expected the item of kills[0] to be 1 or more, found 0',
  ],
  [
    '{ "kills": [{ "kind": "random", "perSecond": 0, "seed": 1 }] }',
    'expected perSecond of kills[0] to be above 0, found 0',
  ],
  [
    '{ "kills": [{ "kind": "random", "perSecond": 1, "seed": 0.5 }] }',
    'expected the seed of kills[0] to be an integer, found 0.5',
  ],
  ['{ "limits": 3 }', 'expected limits to be an object, found 3'],
  ['{ "limits": { "perHour": 1 } }', 'expected the limits perStation, withinMs, inAll, found "perHour"'],
  ['{ "limits": { "perStation": -1 } }', 'expected limits.perStation to be 0 or more, found -1'],
];

test.each(WRONG)('%s is refused in one line', (given, message) => {
  expect(() => supervisionOf(JSON.parse(given), 'threads')).toThrow(
    new InputError(`Cannot supervise this line: ${message}`),
  );
});

test('only threads are supervised', () => {
  expect(() => supervisionOf(true, 'pool')).toThrow(
    new InputError('Cannot supervise this line: expected the engine threads, found pool'),
  );
});
