/** The excerpts of source code that chapters show. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { excerptFrom, excerptOf, linesOf } from '../../src/lessons/player/excerpt.ts';

test('an excerpt of a function goes from its name to its end', () => {
  const lines = excerptOf({ file: 'src/cake/station.ts', name: 'station' }).split('\n');
  expect(lines[0]).toBe(
    'export function* station(options: StationOptions, host: Host<Ingredient>): Station<Ingredient> {',
  );
  expect(lines.at(-1)).toBe('}');
  expect(lines.join('\n')).toContain('const ingredient = yield;');
});

test('an excerpt does not stop after parameters that take several lines', () => {
  const shown = excerptOf({ file: 'src/measure/warm-up.ts', name: 'warmUp' });
  expect(shown).toContain('): Promise<WarmRacer[]> {');
  expect(shown).toContain('return racers;');
});

test('an excerpt of a method has no indent', () => {
  const shown = excerptOf({ file: 'src/channel/mailbox.ts', name: 'Box.room' }).split('\n');
  expect([shown.length, shown[0], shown[2]]).toEqual([3, 'room(): number {', '}']);
});

test('an excerpt does not depend on the line ends of its file', () => {
  for (const [file, name] of [
    ['src/cake/station.ts', 'station'],
    ['src/measure/race.ts', 'race'],
    ['src/channel/mailbox.ts', 'Box.room'],
  ] as const) {
    const text = readFileSync(file, 'utf8');
    for (const end of ['\r\n', '\r'])
      expect(excerptFrom(linesOf(text).join(end), { file, name })).toBe(excerptOf({ file, name }));
  }
});

test('a missing declaration is an error, not an empty slide', () => {
  expect(() => excerptOf({ file: 'src/cake/station.ts', name: 'oven' })).toThrow(
    'Cannot show src/cake/station.ts: expected a declaration of "oven", found none',
  );
});
