/** Solves exercise 9. */
export const placement: readonly (readonly string[])[] = [
  ['producer', 'dry mixer', 'wet mixer'],
  ['butter melter', 'oven'],
];
