/** Chapter 5: a station with storage: the dry mixer. */
import stringWidth from 'string-width';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import {
  drawn,
  EMPTY,
  type Kind,
  mixesIn,
  orderWith,
  type Storage,
  takeOut,
  totalOf,
} from '../props/stations/dry-mix.ts';
import { text as de } from '../texts/de/05-a-station-with-storage.ts';
import { text as en } from '../texts/en/05-a-station-with-storage.ts';

type Send = () => void;
type Show = (storage: Storage) => void;

function* dryMixer(send: Send, show: Show): Generator<void, void, Kind> {
  const storage = { flour: 0, sugar: 0, chocolate: 0 };
  while (true) {
    const ingredient = yield;
    storage[ingredient]++;
    if (mixesIn(storage) > 0) {
      takeOut(storage);
      send();
    }
    show({ ...storage });
  }
}

function settings(knob: Knobs) {
  return {
    sugar: knob.number('sugar', 4, { from: 0, to: 12 }),
    /** They get the ingredients in turn. */
    mixers: knob.number('mixers', 1, { from: 1, to: 3 }),
  };
}

type Settings = ReturnType<typeof settings>;

interface Mixer {
  readonly got: Storage;
  readonly left: Storage;
  readonly mixes: number;
}

interface Facts {
  readonly sent: number;
  readonly mixers: readonly Mixer[];
  /** All mixes together. */
  readonly mixes: number;
  /** Whether everything that was sent is in a mix or in a storage. */
  readonly balanced: boolean;
}

interface Labels {
  readonly mixer: (number: number) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

export function judge({ mixers, mixes, balanced }: Pick<Facts, 'mixers' | 'mixes' | 'balanced'>): Judgement {
  const allMixed = mixers.every((mixer) => mixer.mixes === mixesIn(mixer.got));
  return { right: [0, 2, 1][mixes] ?? 1, claim: confirmedIf(allMixed && balanced) };
}

/** A mixer that is paused at its yield, with its counts, and how to give it an ingredient. */
function primed() {
  const mixer = { got: { ...EMPTY }, left: { ...EMPTY }, mixes: 0 };
  const coroutine = dryMixer(
    () => mixer.mixes++,
    (storage) => {
      mixer.left = storage;
    },
  );
  coroutine.next();
  return {
    mixer,
    /** Returns the storage as a picture, with the mix if one was sent. */
    give(ingredient: Kind): string {
      const before = mixer.mixes;
      mixer.got[ingredient]++;
      coroutine.next(ingredient);
      return mixer.mixes > before ? `${drawn(mixer.left)} -> 📦` : drawn(mixer.left);
    },
  };
}

const NAME_WIDTH = 10;

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.storage,
  minutes: 5,
  code: [{ file: 'src/lessons/chapters/05-a-station-with-storage.ts', name: 'dryMixer' }],
  settings,
  timed: false,
  async run(stage, { sugar, mixers: count }, labels) {
    const cooks = Array.from({ length: count }, primed);
    const order = orderWith(sugar);
    const width = Math.floor((stage.columns - NAME_WIDTH) / count);
    const row = (name: string, cells: readonly string[]): string =>
      `${name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell + ' '.repeat(Math.max(1, width - stringWidth(cell)))).join('')}`;
    if (count > 1)
      stage.print(
        row(
          '',
          cooks.map((_, i) => labels.mixer(i + 1)),
        ).trimEnd(),
      );
    for (const [turn, ingredient] of order.entries()) {
      const cells = cooks.map((cook, i) => (i === turn % count ? cook.give(ingredient) : drawn(cook.mixer.left)));
      stage.print(row(ingredient, cells).trimEnd());
      await stage.pause(250);
    }
    const mixers = cooks.map(({ mixer }) => mixer);
    const mixes = mixers.reduce((sum, mixer) => sum + mixer.mixes, 0);
    const left = mixers.reduce((sum, mixer) => sum + totalOf(mixer.left), 0);
    return { sent: order.length, mixers, mixes, balanced: order.length === mixes * 7 + left };
  },
  judge,
  tryIt: { kind: 'set', set: { mixers: '2' } },
  texts: { en, de },
});

await playAlone(import.meta.url, chapter);
