/**
 * The Hamming numbers, which 2, 3 and 5 alone divide: a line with a cycle. It ends by itself, when no number goes round any more.
 *
 *     npx cake-factory run hamming.ts
 */
import { feedback, ints, line, merge, source } from 'cake-factory';

const MOST = 2_000_000_000;

const one = source(
  function* one() {
    yield 1;
  },
  { out: ints() },
);

const again = feedback<number>();

/** Each number once, however often it comes. */
const numbers = merge(one, again).to(
  function* once({ send }) {
    const seen = new Set<number>();
    while (true) {
      const n = yield;
      if (seen.has(n)) continue;
      seen.add(n);
      send(n);
    }
  },
  { out: ints() },
);

const products = numbers.to(
  function* multiply({ send }) {
    while (true) {
      const n = yield;
      for (const factor of [2, 3, 5]) if (n * factor <= MOST) send(n * factor);
    }
  },
  { out: ints() },
);

again.from(products);

/** They arrive in no fixed order: who wants one has to make it, at the end. */
const sorted = numbers.to(
  function* sort({ send }) {
    const found: number[] = [];
    try {
      while (true) found.push(yield);
    } finally {
      for (const n of found.sort((a, b) => a - b)) send(n);
    }
  },
  { out: ints() },
);

export default line(sorted);
