/** A small line. */
import { ints, line, source } from 'cake-factory';

const eggs = source(
  function* eggs() {
    for (let n = 1; n <= 12; n++) yield n;
  },
  { out: ints() },
);

const large = eggs.to(
  function* sort({ send }) {
    while (true) {
      const egg = yield;
      if (egg % 3 === 0) send(egg);
    }
  },
  { out: ints() },
);

export default line(large);
