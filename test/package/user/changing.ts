/** A line with a station that changes what it has sent: on one thread its reader sees that, on another thread it does not. */
import { clone, line, source } from 'cake-factory';

interface Bowl {
  eggs: number;
}

const bowls = source(
  function* bowls() {
    for (let eggs = 0; eggs < 100; eggs++) yield { eggs };
  },
  { out: clone<Bowl>() },
);

const stirred = bowls.to(
  function* stir({ send }) {
    while (true) {
      const bowl = yield;
      send(bowl);
      bowl.eggs++;
    }
  },
  { out: clone<Bowl>() },
);

const tasted = stirred.to(
  function* taste({ send }) {
    while (true) send((yield).eggs);
  },
  { out: clone<number>() },
);

export default line(tasted);
