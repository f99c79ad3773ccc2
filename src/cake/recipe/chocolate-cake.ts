/** The chocolate cake of the lecture. */
import type { Recipe } from './recipe.ts';

/**
 * The needs and products of the stations come from the lecture; the times of work and rest are chosen here. The oven is
 * clearly the slowest station, so it is the bottleneck. All stations together take 3.33 times (work) or 2.5 times (rest)
 * as long as the oven, so the line keeps two cores busy and a third core would still help.
 */
export const chocolateCake: Recipe = {
  name: 'chocolate cake',
  ingredients: {
    flour: '🌾',
    sugar: '🍬',
    eggs: '🥚',
    butter: '🧈',
    chocolate: '🍫',
    melted_butter: '🍯',
    dry_mix: '📦',
    wet_mix: '🧴',
    cake: '🎂',
  },
  stations: [
    { name: 'dry mixer', needs: { flour: 2, sugar: 3, chocolate: 2 }, makes: 'dry_mix', workUs: 200, restMs: 5 },
    { name: 'butter melter', needs: { butter: 1 }, makes: 'melted_butter', workUs: 160, restMs: 3 },
    { name: 'wet mixer', needs: { eggs: 2, melted_butter: 1 }, makes: 'wet_mix', workUs: 200, restMs: 4 },
    { name: 'oven', needs: { dry_mix: 1, wet_mix: 1 }, makes: 'cake', workUs: 240, restMs: 8 },
  ],
};

/** The words for items and products in sentences about cakes. */
export const CAKE_WORDS = {
  item: 'ingredient',
  product: 'cake',
  products: 'cakes',
  whole: 'makes whole cakes',
} as const;
