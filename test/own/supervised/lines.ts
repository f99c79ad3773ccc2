/** Lines for supervision: one that keeps what it remembers, one that does not, and one with an item at which its thread ends. */
import { ints, line, source } from '../../../src/index.ts';

const COUNT = 2000;

function numbers() {
  return source(
    function* numbers({ keep }) {
      const next = keep({ n: 0 });
      while (next.n < COUNT) yield next.n++;
    },
    { out: ints() },
  );
}

export const keeping = line(
  numbers().to(
    function* sums({ send, keep }) {
      const seen = keep({ sum: 0 });
      while (true) {
        seen.sum = (seen.sum + (yield)) | 0;
        send(seen.sum);
      }
    },
    { out: ints() },
  ),
);

export const forgetting = line(
  numbers().to(
    function* sums({ send }) {
      let sum = 0;
      while (true) {
        sum = (sum + (yield)) | 0;
        send(sum);
      }
    },
    { out: ints() },
  ),
);

/** It ends its thread whenever it gets number 41. */
export const poisoned = line(
  numbers().to(
    function* halves({ send }) {
      while (true) {
        const n = yield;
        if (n === 41) process.exit(3);
        send(n >> 1);
      }
    },
    { out: ints() },
  ),
);
