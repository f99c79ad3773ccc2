/** A line with a station that sends one value again and again. Copies of it may have been made before it changes, or may not. */
import { clone, line, source } from 'cake-factory';

const numbers = source(
  function* numbers() {
    for (let n = 0; n < 100; n++) yield n;
  },
  { out: clone<number>() },
);

const bowls = numbers.to(
  function* fill({ send }) {
    const bowl = { eggs: 0 };
    while (true) {
      bowl.eggs = yield;
      send(bowl);
    }
  },
  { out: clone<{ readonly eggs: number }>() },
);

const counted = bowls.to(
  function* count({ send }) {
    while (true) send((yield).eggs);
  },
  { out: clone<number>() },
);

export default line(counted);
