/** Chapter 1: an iterator, by hand. */
import { type ChapterText, confirmedIf, defineChapter } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { text as de } from '../texts/de/01-iterators.ts';
import { text as en } from '../texts/en/01-iterators.ts';

class EggIterator implements IterableIterator<number> {
  asked = 0;
  made = 0;
  [Symbol.iterator](): this {
    this.asked++;
    return this; // The iterator is iterable too: it gives itself.
  }
  next(): IteratorResult<number> {
    return { done: false, value: ++this.made }; // The eggs never end.
  }
}

type Check = 'before' | 'after';

function take(eggs: Iterable<number>, wanted: number, check: Check) {
  const taken: number[] = [];
  for (const egg of eggs) {
    if (check === 'before' && taken.length >= wanted) break;
    taken.push(egg);
    if (check === 'after' && taken.length >= wanted) break;
  }
  return taken;
}

function settings(knob: Knobs) {
  return {
    /** When the loop checks whether it has enough: before or after it pushes an egg onto the list. */
    check: knob.word('check', ['before', 'after']),
    eggs: knob.number('eggs', 100, { from: 1, to: 500 }),
  };
}

type Settings = ReturnType<typeof settings>;

interface Facts {
  /** The calls of [Symbol.iterator](). */
  readonly asked: number;
  /** The calls of next(). */
  readonly made: number;
  readonly taken: number;
}

interface Labels {
  readonly counts: (facts: Facts) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

const PER_ROW = 20;

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.iterators,
  minutes: 4,
  code: [
    { file: 'src/lessons/chapters/01-iterators.ts', name: 'EggIterator.next' },
    { file: 'src/lessons/chapters/01-iterators.ts', name: 'take' },
  ],
  settings,
  timed: false,
  async run(stage, { check, eggs: wanted }, labels) {
    const eggs = new EggIterator();
    const taken = take(eggs, wanted, check);
    for (let i = 0; i < taken.length; i += PER_ROW)
      stage.print(
        taken
          .slice(i, i + PER_ROW)
          .map(() => '🥚')
          .join(' '),
      );
    const facts = { asked: eggs.asked, made: eggs.made, taken: taken.length };
    stage.print(labels.counts(facts));
    return facts;
  },
  judge({ asked, made, taken }, { check, eggs }) {
    const dropped = made - taken;
    return {
      right: dropped === 0 ? 0 : 1,
      claim: confirmedIf(asked === 1 && taken === eggs && dropped === (check === 'before' ? 1 : 0)),
    };
  },
  tryIt: { kind: 'set', set: { check: 'after' } },
  texts: { en, de },
});

await playAlone(import.meta.url, chapter);
