/**
 * Primes: stations that send integers. Two stations share the divisions, so that two threads have something to do.
 *
 *     npx cake-factory run primes.ts
 */
import { ints, line, source } from 'cake-factory';

const FIRST = 1_000_000_000;
const COUNT = 100_000;
/** The first of the two stations divides by numbers below this. */
const SMALL = 14_000;

const numbers = source(
  function* numbers({ part, parts }) {
    for (let n = FIRST + part; n < FIRST + COUNT; n += parts) yield n;
  },
  { out: ints(), divisible: true },
);

/** Drops nine of ten: what a small number divides is no prime. */
const candidates = numbers.to(
  function* small({ send }) {
    while (true) {
      const n = yield;
      if (hasNoDivisor(n, 2, SMALL)) send(n);
    }
  },
  { out: ints() },
);

/** What is left takes the most divisions each. */
const primes = candidates.to(
  function* large({ send }) {
    while (true) {
      const n = yield;
      if (hasNoDivisor(n, SMALL, Math.sqrt(n))) send(n);
    }
  },
  { out: ints() },
);

function hasNoDivisor(n: number, from: number, to: number): boolean {
  for (let divisor = from; divisor <= to; divisor++) if (n % divisor === 0) return false;
  return true;
}

export default line(primes);
