/**
 * Exercise 2: prime it.
 *
 * `feed` gives ingredients to a station that nobody has resumed yet. The station never sees the first one: a coroutine can
 * only receive while it is paused at a `yield`. Change `feed`, so that the station receives every ingredient, and nothing
 * else.
 *
 * Grade it: npm run exercise -- 2, or with the package: npx cake-factory exercise 2 --file FILE
 */

export function feed(station: Generator<undefined, void, string>, ingredients: readonly string[]): void {
  for (const ingredient of ingredients) station.next(ingredient);
}
