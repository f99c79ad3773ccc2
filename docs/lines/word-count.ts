/**
 * The most frequent words of a text: items of any kind, a guard, and a station that sends when its input ends.
 *
 *     npx cake-factory run word-count.ts
 */
import { readFileSync } from 'node:fs';
import { clone, line, source } from 'cake-factory';

/** The text is read so many times, or there would be nothing to measure. */
const TIMES = 300;
const SHOWN = 20;

interface Count {
  readonly word: string;
  readonly count: number;
}

const lines = source(
  function* lines() {
    const text = readFileSync(new URL('./word-count.txt', import.meta.url), 'utf8');
    for (let i = 0; i < TIMES; i++) yield* text.split('\n');
  },
  { out: clone<string>() },
);

/** Empty lines never travel: the source asks the guard. */
const words = lines
  .where((text) => text.trim() !== '')
  .to(
    function* words({ send }) {
      while (true) {
        const text = yield;
        send(text.toLowerCase().match(/[a-z']+/g) ?? []);
      }
    },
    { out: clone<string[]>() },
  );

const counts = words.to(
  function* counts({ send }) {
    const found = new Map<string, number>();
    try {
      while (true) for (const word of yield) found.set(word, (found.get(word) ?? 0) + 1);
    } finally {
      // The input has ended.
      const sorted = [...found].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
      for (const [word, count] of sorted.slice(0, SHOWN)) send({ word, count });
    }
  },
  { out: clone<Count>() },
);

export default line(counts);
