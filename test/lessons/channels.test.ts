/** Channels in the explorer: order, room, rendezvous, and what gets stuck. */
import { expect, test } from 'vitest';
import { bakedInEveryOrder, type Process } from '../../src/lessons/explorer/channels.ts';

const sends =
  (...items: readonly string[]): Process =>
  ({ send }) => {
    for (const item of items) send('belt', item);
  };
const bakes =
  (count: number): Process =>
  ({ receive, bake }) => {
    for (let i = 0; i < count; i++) bake(receive('belt'));
  };

test.each([0, 1, 2])('a channel with room for %i keeps the order of one sender', (room) => {
  const { stuck, results } = bakedInEveryOrder({ hens: sends('a', 'b', 'c'), baker: bakes(3) }, room);
  expect({ stuck, results }).toEqual({ stuck: 0, results: [['a', 'b', 'c']] });
});

test('two senders to one channel may come in any order', () => {
  const { results } = bakedInEveryOrder({ hens: sends('a'), mill: sends('b'), baker: bakes(2) }, 1);
  expect(results.toSorted()).toEqual([
    ['a', 'b'],
    ['b', 'a'],
  ]);
});

test('a sender without room waits for a receiver', () => {
  const only = (room: number) => bakedInEveryOrder({ hens: sends('a') }, room);
  expect(only(0)).toMatchObject({ orders: 1, stuck: 1 });
  expect(only(1)).toMatchObject({ orders: 1, stuck: 0 });
  expect(bakedInEveryOrder({ hens: sends('a', 'b') }, 1)).toMatchObject({ orders: 1, stuck: 1 });
});

test('who waits for a channel that nobody sends to is stuck, and select is not', () => {
  const takes: Process = ({ receive, bake }) => bake(receive('other'));
  const selects: Process = ({ select, bake }) => bake(select('other', 'belt'));
  expect(bakedInEveryOrder({ hens: sends('a'), baker: takes }, 1).stuck).toBe(1);
  expect(bakedInEveryOrder({ hens: sends('a'), baker: selects }, 1)).toEqual({ orders: 1, stuck: 0, results: [['a']] });
});

test('a cake does not depend on which ingredient came first', () => {
  const pairs: Process = ({ receive, bake }) => bake(receive('belt'), receive('belt'));
  expect(bakedInEveryOrder({ hens: sends('a'), mill: sends('b'), baker: pairs }, 2).results).toEqual([['ab']]);
});
