/** What a supervised run bakes: a kill has to be possible in it, or it is refused before anything starts. */
import { describe, expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { withCopies } from '../../src/cake/recipe/copies.ts';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import {
  MOST_SUPERVISED_CAKES,
  QUICK_SUPERVISED_MS,
  SUPERVISED_MS,
  supervisedOrders,
} from '../../src/contrast/supervise/orders.ts';
import { WORKLOADS } from '../../src/measure/workload.ts';

const of = { recipe: chocolateCake, source: 'cake', workloads: WORKLOADS, seed: 1, delivery: 'order' } as const;
const two = { kind: 'count', count: 2 } as const;

function ordersWith(station: string, item: number, recipe: Recipe = chocolateCake) {
  return supervisedOrders({ ...of, recipe, cakes: two }, [{ kind: 'at', station, item }]);
}

describe('a kill', () => {
  test.each([
    ['producer', 20],
    ['butter melter', 2],
    ['dry mixer', 2],
    ['wet mixer', 2],
    ['oven', 2],
  ])('of the %s can happen up to its last item, %i', (station, last) => {
    expect(ordersWith(station, last)).toHaveLength(3);
    expect(() => ordersWith(station, last + 1)).toThrow(
      `--kill: expected an item from 1 to ${last}, which is what the ${station} sends (cpu-bound, 2 cakes), found ${last + 1}`,
    );
  });

  test('of a station that there is not is refused with the names of those that there are', () => {
    expect(() => ordersWith('ovne', 1)).toThrow(
      '--kill: expected one of producer, butter melter, wet mixer, dry mixer, oven, found "ovne"',
    );
    expect(() => ordersWith('random', 3)).toThrow('found "random": random kills are written random:3/s');
  });

  test('counts what is sent, and not what a firing makes beyond the order', () => {
    const plates = readRecipe(
      JSON.stringify({
        name: 'buns',
        ingredients: { flour: 'f', dough: 'd', bun: 'b' },
        stations: [
          { name: 'mixer', needs: { flour: 1 }, makes: { dough: 24 }, workUs: 1, restMs: 1 },
          { name: 'oven', needs: { dough: 12 }, makes: { bun: 12 }, workUs: 1, restMs: 1 },
        ],
      }),
      'buns.json',
    );
    expect(ordersWith('mixer', 12, plates)).toHaveLength(3);
    expect(() => ordersWith('mixer', 13, plates)).toThrow('expected an item from 1 to 12,');
    expect(ordersWith('oven', 2, plates)).toHaveLength(3);
    expect(() => ordersWith('oven', 3, plates)).toThrow('expected an item from 1 to 2,');
  });

  test('of one of several ovens counts what that one sends', () => {
    const doubled = withCopies(chocolateCake, 'oven', 2);
    expect(ordersWith('oven 2', 1, doubled)).toHaveLength(3);
    expect(() => ordersWith('oven 2', 2, doubled)).toThrow(
      'expected an item from 1 to 1, which is what the oven 2 sends',
    );
  });

  test('at an item is refused where chance decides how many there are, and one at random is not', () => {
    const chance = { ...of, delivery: 'random', cakes: two } as const;
    expect(() => supervisedOrders(chance, [{ kind: 'at', station: 'oven', item: 1 }])).toThrow(
      '--kill: expected --delivery order with oven:1, found random',
    );
    expect(supervisedOrders(chance, [{ kind: 'random', perSecond: 3 }])).toHaveLength(3);
  });
});

test('the orders of the documentation are long enough: kills at oven:137, and oven:30 in a quick run', () => {
  const most = MOST_SUPERVISED_CAKES;
  for (const [ms, item] of [
    [SUPERVISED_MS, 137],
    [QUICK_SUPERVISED_MS, 30],
  ] as const)
    expect(
      supervisedOrders({ ...of, cakes: { kind: 'time', ms, most } }, [{ kind: 'at', station: 'oven', item }]),
    ).toHaveLength(3);
});

test('an order that takes longer than a night is refused', () => {
  expect(() => supervisedOrders({ ...of, cakes: { kind: 'count', count: 5_000_000 } }, [])).toThrow(
    'order: expected at most 8 hours of baking, found about 4 days: 5000000 cpu-bound cakes, 3 times',
  );
});
