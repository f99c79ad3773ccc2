/** What the examples have to give, computed in plain code: no line, no coroutine, no thread. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install.ts';

export const EXAMPLES = ['primes', 'gzip', 'moving-average', 'word-count', 'hamming', 'network'] as const;
export type Example = (typeof EXAMPLES)[number];

/** The engines that run an example, with what carries their items. */
export const TAKING_PART: Readonly<Record<Example, readonly string[]>> = {
  primes: ['cooperative none', 'event-loop mailbox', 'threads port', 'threads ring', 'pool none'],
  gzip: ['cooperative none', 'event-loop mailbox', 'threads port', 'pool none'],
  'moving-average': ['cooperative none', 'event-loop mailbox', 'threads port', 'threads ring'],
  'word-count': ['cooperative none', 'event-loop mailbox', 'threads port'],
  hamming: ['cooperative none', 'event-loop mailbox', 'threads port', 'threads ring'],
  network: ['cooperative none', 'event-loop mailbox', 'threads port'],
};

/** The results in order; bytes as hexadecimal digits. */
export const expectedOf: Readonly<Record<Example, () => readonly unknown[]>> = {
  primes: () => sieve(1_000_000_000, 100_000),
  gzip: () => blocks().map((block) => createHash('sha3-512').update(block).digest('hex')),
  'moving-average': alarms,
  'word-count': () => mostFrequent(20, 300),
  hamming: () => hammingNumbers(2_000_000_000),
  network: () => Array.from({ length: 12 }, (_, i) => `order ${i + 1}: one chocolate cake`),
};

/** The primes from `first` on, among `count` numbers: the multiples of every smaller number are crossed out. */
function sieve(first: number, count: number): number[] {
  const isPrime = new Array<boolean>(count).fill(true);
  for (let divisor = 2; divisor * divisor < first + count; divisor++)
    for (let n = Math.ceil(first / divisor) * divisor; n < first + count; n += divisor) isPrime[n - first] = false;
  return isPrime.flatMap((prime, i) => (prime ? [first + i] : []));
}

/** Numbers from 0 to 2 ** 32 - 1 that look like chance. @param seed the state before the first one */
function* chance(seed: number): Generator<number, never> {
  for (let state = seed; ; yield state) state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
}

const WORDS = 'butter sugar flour eggs chocolate oven mixer bowl spoon cake whisk cream vanilla salt'.split(' ');

/** Parts of a text, each 997 letters after the one before. */
function blocks(): string[] {
  let text = '';
  for (const state of chance(1)) {
    text += `${WORDS[(state >>> 16) % WORDS.length]} `;
    if (text.length >= 4 * 65_536) break;
  }
  return Array.from({ length: 190 }, (_, i) => text.slice(i * 997, i * 997 + 65_536));
}

function alarms(): { second: number; above: number }[] {
  const states = chance(1);
  const celsius = Array.from({ length: 200_000 }, (_, second) => {
    const noise = (states.next().value >>> 8) / 2 ** 24;
    return 180 + 10 * Math.sin(second / 600) + (noise > 0.999 ? 20 : noise);
  });
  const found: { second: number; above: number }[] = [];
  for (const [second, value] of celsius.entries()) {
    const first = Math.max(0, second - 31);
    let sum = 0;
    for (let i = first; i <= second; i++) sum += celsius[i] ?? 0;
    const above = value - sum / (second - first + 1);
    if (Math.abs(above) > 6) found.push({ second, above });
  }
  return found;
}

function mostFrequent(most: number, times: number): { word: string; count: number }[] {
  const counts = new Map<string, number>();
  const text = readFileSync(join(ROOT, 'docs/lines/word-count.txt'), 'utf8').toLowerCase();
  for (const [word] of text.matchAll(/[a-z']+/g)) counts.set(word, (counts.get(word) ?? 0) + times);
  const sorted = [...counts].map(([word, count]) => ({ word, count }));
  sorted.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return sorted.slice(0, most);
}

function hammingNumbers(most: number): number[] {
  const found: number[] = [];
  for (let a = 1; a <= most; a *= 2)
    for (let b = a; b <= most; b *= 3) for (let c = b; c <= most; c *= 5) found.push(c);
  return found.sort((a, b) => a - b);
}
