/** Glazed buns: sugar is needed twice, and a firing makes one or two dozen. The recipe of the README, without times. */
import type { Recipe } from '../../src/cake/recipe/recipe.ts';

export const buns: Recipe = {
  name: 'glazed buns',
  ingredients: { flour: '🌾', milk: '🥛', sugar: '🍬', dough: '📦', bun: '🥯', glaze: '🍯', glazed_bun: '🍩' },
  stations: [
    { name: 'mixer', needs: { flour: 6, milk: 3, sugar: 1 }, makes: { dough: 24 } },
    { name: 'oven', needs: { dough: 12 }, makes: { bun: 12 } },
    { name: 'pot', needs: { sugar: 2, milk: 1 }, makes: { glaze: 24 } },
    { name: 'brush', needs: { bun: 1, glaze: 1 }, makes: 'glazed_bun' },
  ],
};

/** Plates for two stations, one by one. */
export const plates: Recipe = {
  name: 'plates',
  ingredients: { clay: '🏺', plate: '🍽', tart: '🥧', tray: '🍱' },
  stations: [
    { name: 'potter', needs: { clay: 2 }, makes: 'plate' },
    { name: 'tart maker', needs: { plate: 1 }, makes: 'tart' },
    { name: 'waiter', needs: { tart: 1, plate: 2 }, makes: 'tray' },
  ],
};
