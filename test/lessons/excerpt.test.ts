import { expect, test } from 'vitest';
import { excerptOf } from '../../src/lessons/player/excerpt.ts';

test('a function is cut out from its name to its end', () => {
  const lines = excerptOf({ file: 'src/cake/station.ts', name: 'station' }).split('\n');
  expect(lines[0]).toBe('export function* station(options: StationOptions, host: Host): Station {');
  expect(lines.at(-1)).toBe('}');
  expect(lines.join('\n')).toContain('const ingredient = yield;');
});

test('a function whose parameters take several lines is not cut off behind them', () => {
  const shown = excerptOf({ file: 'src/measure/race.ts', name: 'race' });
  expect(shown).toContain('}: Race): Promise<WorkloadResult> {');
  expect(shown).toContain('return {');
});

test('a method of a class is cut out and moved to the left', () => {
  const shown = excerptOf({ file: 'src/channel/mailbox.ts', name: 'Box.room' }).split('\n');
  expect([shown.length, shown[0], shown[2]]).toEqual([3, 'room(): number {', '}']);
});

test('a declaration that is gone is an error, and not an empty slide', () => {
  expect(() => excerptOf({ file: 'src/cake/station.ts', name: 'oven' })).toThrow(
    'Cannot show src/cake/station.ts: expected a declaration of "oven", found none',
  );
});
