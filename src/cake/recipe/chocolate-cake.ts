/** The chocolate cake of the lecture. */
import type { Recipe } from './recipe.ts';

/**
 * What a station works and rests per product is ours; what it needs and makes is the lecture's. The oven is the slowest
 * by far enough to be the bottleneck, and the sum of all stations is 3.33 (work) or 2.5 (rest) times the oven, so that
 * two cores are kept busy and a third would still help.
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

/** What sentences call what travels along the line and what leaves it. */
export const CAKE_WORDS = { item: 'ingredient', product: 'cake', products: 'cakes' } as const;
