/** One function to ask `cake-factory pays` about: much to compute, and next to nothing to send. */

/** How many primes there are below a number. */
export function primesBelow(most: number): number {
  let count = 0;
  for (let n = 2; n < most; n++) if (isPrime(n)) count++;
  return count;
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}

/** What it is called with, where nothing else is said. */
export const samples = [20_000, 25_000, 30_000, 35_000];
