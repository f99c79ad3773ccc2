/** A line that gives other results each time. */
import { clone, line, source } from 'cake-factory';

const dice = source(
  function* dice() {
    for (let i = 0; i < 10; i++) yield Math.random();
  },
  { out: clone<number>() },
);

const shown = dice.to(
  function* show({ send }) {
    while (true) send(yield);
  },
  { out: clone<number>() },
);

export default line(shown);
