/** Knobs: declared where they are read, checked when they are set, and announced when they differ. */
import { describe, expect, test } from 'vitest';
import { chapters } from '../../src/lessons/chapters.ts';
import { DEFAULTS } from '../../src/lessons/defaults.ts';
import { changesIn, givenBy, type Knobs, knobsOf, rangeText, settingsFrom } from '../../src/lessons/knobs.ts';
import { CHAPTER } from '../../src/lessons/numbers.ts';

function settings(knob: Knobs) {
  return { laid: knob.number('laid', 10, { from: 1, to: 100 }), belt: knob.word('belt', ['endless', 'bounded']) };
}

test('to read a knob is to declare it', () => {
  expect(knobsOf(settings)).toEqual([
    { kind: 'number', name: 'laid', usual: 10, from: 1, to: 100 },
    { kind: 'word', name: 'belt', usual: 'endless', words: ['endless', 'bounded'] },
  ]);
  expect(knobsOf(settings).map(rangeText)).toEqual(['1 to 100', 'endless | bounded']);
});

test('a knob that is not set has its default', () => {
  expect(settingsFrom(settings, {})).toEqual({ laid: 10, belt: 'endless' });
  expect(settingsFrom(settings, { laid: '1', belt: 'bounded' })).toEqual({ laid: 1, belt: 'bounded' });
});

describe('what is refused', () => {
  test.each([
    [{ laid: '0' }, '--set laid: expected a whole number from 1 to 100, found "0"'],
    [{ laid: '1.5' }, '--set laid: expected a whole number from 1 to 100, found "1.5"'],
    [{ laid: '' }, '--set laid: expected a whole number from 1 to 100, found ""'],
    [{ belt: 'long' }, '--set belt: expected endless or bounded, found "long"'],
    [{ eggs: '1' }, '--set: expected a knob of the chapter, found "eggs"; the knobs here are laid, belt'],
  ])('%j', (given, message) => {
    expect(() => settingsFrom(settings, given)).toThrow(message);
  });

  test('a knob of a chapter that has none', () => {
    expect(() => settingsFrom(() => ({}), { eggs: '1' })).toThrow('found "eggs"; this chapter has none');
  });
});

test('a change is announced with the default and the new value, unless they are the same', () => {
  const knobs = knobsOf(settings);
  expect(changesIn(knobs, { laid: '010', belt: 'bounded' })).toEqual([
    { name: 'belt', from: 'endless', to: 'bounded' },
  ]);
});

test('a default that was changed in the file is announced too, unless it is set back', () => {
  const knobs = knobsOf(settings);
  const tried = { laid: '20', belt: 'bounded' };
  const changes = changesIn(knobs, { belt: 'bounded' }, tried);
  expect(changes).toEqual([{ name: 'laid', from: '20', to: '10' }]);
  expect(givenBy(changes)).toEqual({ laid: '10' });
  expect(changesIn(knobs, tried, tried)).toEqual([]);
});

test('the chapters have the defaults with which they were tried; that of chapter 29 depends on the machine', async () => {
  for (const { chapter } of await chapters()) {
    const { number, knobs } = chapter;
    const found = Object.fromEntries(knobs.map(({ name, usual }) => [name, String(usual)]));
    expect([number, DEFAULTS[number] ?? {}]).toEqual([number, number === CHAPTER.bakers ? {} : found]);
  }
});
