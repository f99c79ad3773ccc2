/** The dry mix: what one takes, a storage for it, and an order of ingredients. */
import { renderStorage } from '../../../cake/storage.ts';

export const KINDS = ['flour', 'sugar', 'chocolate'] as const;
export type Kind = (typeof KINDS)[number];

/** How many there are of each ingredient. */
export type Storage = Record<Kind, number>;

/** What a mix takes. */
export const NEEDS: Readonly<Storage> = { flour: 2, sugar: 3, chocolate: 2 };
export const EMPTY: Readonly<Storage> = { flour: 0, sugar: 0, chocolate: 0 };

const SYMBOLS: Readonly<Record<Kind, string>> = { flour: '🌾', sugar: '🍬', chocolate: '🍫' };

/** How many mixes these ingredients are enough for. */
export function mixesIn(storage: Readonly<Storage>): number {
  return Math.min(...KINDS.map((kind) => Math.floor(storage[kind] / NEEDS[kind])));
}

export function takeOut(storage: Storage): void {
  for (const kind of KINDS) storage[kind] -= NEEDS[kind];
}

export function totalOf(storage: Readonly<Storage>): number {
  return KINDS.reduce((sum, kind) => sum + storage[kind], 0);
}

/** `[ 🌾🌾🍬 ]`. */
export function drawn(storage: Readonly<Storage>): string {
  return renderStorage(KINDS.map((kind) => [SYMBOLS[kind], storage[kind]]));
}

const SHUFFLED: readonly Kind[] = [
  ...(['flour', 'sugar', 'chocolate', 'sugar', 'chocolate', 'flour', 'chocolate'] as const),
  ...(['sugar', 'chocolate', 'flour', 'chocolate', 'sugar', 'flour', 'chocolate'] as const),
];

/** 4 flour, 6 chocolate and this much sugar: of the shuffled order the last sugar is left out, and more comes at the end. */
export function orderWith(sugar: number): Kind[] {
  let left = sugar;
  const more = Array.from({ length: sugar }, (): Kind => 'sugar');
  return [...SHUFFLED, ...more].filter((kind) => kind !== 'sugar' || left-- > 0);
}
