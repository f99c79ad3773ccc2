/**
 * Exercise 1: write the butter melter.
 *
 * The melter is a coroutine: `const ingredient = yield` receives the next ingredient. For each 'butter' it sends one
 * 'melted butter', before it waits for the next ingredient. For any other ingredient it sends nothing. It never ends.
 *
 * Grade it: npm run exercise -- 1, or with the package: npx cake-factory exercise 1 --file FILE
 */

export function* melter(send: (product: string) => void): Generator<undefined, void, string> {
  const ingredient = yield;
  send(ingredient);
}
