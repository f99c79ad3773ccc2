/** A line with a station that fails. */
import { ints, line, source } from 'cake-factory';

const numbers = source(
  function* numbers({ part, parts }) {
    for (let n = part; n < 10; n += parts) yield n;
  },
  { out: ints(), divisible: true },
);

interface Rule {
  readonly forbidden: number;
}

const rule: Rule = { forbidden: 5 };

const checked = numbers.to(
  function* check({ send }) {
    while (true) {
      const n = yield;
      if (n === rule.forbidden) throw new Error('five is forbidden');
      send(n);
    }
  },
  { out: ints() },
);

export default line(checked);
