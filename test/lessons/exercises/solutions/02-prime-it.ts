/** Solves exercise 2. */
export function feed(station: Generator<undefined, void, string>, ingredients: readonly string[]): void {
  station.next('this value is dropped');
  for (const ingredient of ingredients) station.next(ingredient);
}
