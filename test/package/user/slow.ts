/** A line with a station that needs some seconds for one item. */
import { ints, line, source } from 'cake-factory';

const SLOW_MS = 3000;

const numbers = source(
  function* numbers() {
    yield 1;
  },
  { out: ints() },
);

const pondered = numbers.to(
  function* ponder({ send }) {
    while (true) {
      const n = yield;
      const endMs = performance.now() + SLOW_MS;
      while (performance.now() < endMs);
      send(n);
    }
  },
  { out: ints() },
);

export default line(pondered);
