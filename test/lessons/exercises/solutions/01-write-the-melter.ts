/** Solves exercise 1. */
export function* melter(send: (product: string) => void): Generator<undefined, void, string> {
  while (true) {
    const ingredient = yield;
    if (ingredient === 'butter') send('melted butter');
  }
}
