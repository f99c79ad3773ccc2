/** What the player says about disturbances, in each language. */
import { expect, test } from 'vitest';
import { PLAYER_TEXTS } from '../../src/lessons/texts/player-texts.ts';

const quiet = { loadBefore: 0, stolen: 0.001, others: 0.02, throttled: null };
const noisy = { loadBefore: 9, stolen: 0.04, others: 0.34, throttled: { times: 1200, ms: 3456.7 } };

test.each(Object.entries(PLAYER_TEXTS))('%s names the same disturbances', (_, { disturbances }) => {
  expect(disturbances(quiet)).toEqual([]);
  expect(disturbances({ ...quiet, stolen: null, others: null })).toEqual([]);
  expect(disturbances(noisy).map((one) => one.replace(/\D/g, ''))).toEqual(['34', '4', '12003457']);
});

test('German writes its figures as German does', () => {
  const { disturbances, disturbed } = PLAYER_TEXTS.de;
  expect(disturbed(disturbances({ ...noisy, throttled: { times: 1, ms: 20 } }).join('; '))).toBe(
    'andere Programme belegten 34 % der Prozessoren; der Hypervisor gab 4 % der Prozessoren an andere Maschinen; eine CPU-Quote hielt diesen Prozess einmal an, zusammen 20 ms lang; über Zeiten lässt sich deshalb nichts sagen',
  );
  expect(disturbances(noisy)).toContain('eine CPU-Quote hielt diesen Prozess 1.200-mal an, zusammen 3.457 ms lang');
});
