/** The part of an item that cannot be cloned is found, however large the item is. */
import { describe, expect, test } from 'vitest';
import { UncloneableError, uncloneableIn } from '../../src/channel/uncloneable.ts';

const save = (): void => {};

describe('the part that cannot be cloned', () => {
  test.each<[string, unknown, string]>([
    ['itself', save, ''],
    ['in an object', { user: { save } }, '.user.save'],
    ['in a list', [[1, save]], '[0][1]'],
    ['under a name that is no word', { 'an egg': save }, '["an egg"]'],
    ['in a map', new Map([['egg', save]]), '.get("egg")'],
    ['as a key of a map', new Map([[save, 1]]), ' key 0'],
    ['in a set', new Set([1, save]), ' entry 1'],
  ])('%s', (_, item, path) => {
    expect(uncloneableIn(item)).toEqual({ path, what: expect.any(String) });
  });

  test('is found in front of a long list', () => {
    expect(uncloneableIn({ save, list: Array(200_000).fill(0) })).toMatchObject({ path: '.save' });
  });

  test('is found behind numbers in memory, which are no places', () => {
    expect(uncloneableIn([new Uint8Array(200_000), [save]])).toMatchObject({ path: '[1][0]' });
  });

  test.each<[string, (length: number) => unknown]>([
    ['list', (length) => Array(length).fill(0)],
    ['set', (length) => new Set(Array(length).keys())],
    ['map', (length) => new Map(Array(length).entries())],
  ])('is not searched for to the end of a long %s, and the reason of the clone is kept', (_, make) => {
    const item = [make(200_000), save];
    expect(uncloneableIn(item)).toMatchObject({ path: '[1]' });
    const hidden = [[make(200_000)], [[save]]];
    expect(uncloneableIn(hidden)).toBeNull();
    const cause = new Error('a function could not be cloned');
    expect(new UncloneableError('item 1', hidden, cause).message).toBe(
      'Cannot send item 1: expected what can be cloned, found a function could not be cloned',
    );
  });
});
