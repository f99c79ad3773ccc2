/** Chapter 2: the same iterator, written as a generator. */
import { inspect } from 'node:util';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { text as de } from '../texts/de/02-generators.ts';
import { text as en } from '../texts/en/02-generators.ts';

type Inside = 'opened' | 'empty';
type Say = (what: Inside) => void;
/** Yields eggs, and may return a lid. */
type Carton = Generator<string, string | undefined, void>;

function* eggs(): Generator<string, void, void> {
  while (true) yield '🥚';
}

function* carton(say: Say, lid?: string): Carton {
  say('opened');
  yield '🥚';
  yield '🥚';
  say('empty');
  return lid;
}

function settings(knob: Knobs) {
  return {
    /** Whether the carton returns its lid at the end. */
    lid: knob.word('lid', ['no', 'yes']),
    calls: knob.number('calls', 4, { from: 1, to: 8 }),
  };
}

type Settings = ReturnType<typeof settings>;

/** A step of the run: the generator is made, next() is called, the body prints something, next() returns a result. */
type Step = 'made' | 'next' | Inside | IteratorResult<string, string | undefined>;

interface Facts {
  readonly steps: readonly Step[];
  /** What for...of sees in a second carton. */
  readonly seen: readonly string[];
  /** The number of the call whose result has the lid, from 1; null where none has. */
  readonly lidIn: number | null;
  /** How many eggs the endless generator gives in a hundred calls. */
  readonly hundred: number;
}

interface Labels {
  readonly made: string;
  readonly next: (call: number) => string;
  readonly inside: Readonly<Record<Inside, string>>;
  readonly result: (result: string) => string;
  readonly loop: (seen: readonly string[]) => string;
  readonly endless: (hundred: number) => string;
  readonly lid: string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

export function judge({ steps, seen, lidIn, hundred }: Facts, set: Settings): Judgement {
  const byTheCall = steps.slice(0, steps.indexOf('next')).filter((step) => step !== 'made').length;
  const isLazy = byTheCall === 0 && steps[2] === 'opened';
  const returnsLid = lidIn === (set.lid === 'yes' && set.calls >= 3 ? 3 : null);
  return { right: byTheCall, claim: confirmedIf(isLazy && returnsLid && seen.length === 2 && hundred === 100) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.generators,
  minutes: 5,
  code: [
    { file: 'src/lessons/chapters/02-generators.ts', name: 'eggs' },
    { file: 'src/lessons/chapters/02-generators.ts', name: 'carton' },
  ],
  settings,
  timed: false,
  async run(stage, { lid: hasLid, calls }, labels) {
    const lid = hasLid === 'yes' ? labels.lid : undefined;
    const steps: Step[] = ['made'];
    const say: Say = (what) => {
      steps.push(what);
      stage.print(`  ${labels.inside[what]}`);
    };
    stage.print(labels.made);
    const box = carton(say, lid);
    let lidIn: number | null = null;
    for (let call = 1; call <= calls; call++) {
      steps.push('next');
      stage.print(labels.next(call));
      const result = box.next();
      steps.push(result);
      if (result.done && result.value !== undefined) lidIn = call;
      stage.print(`  ${labels.result(inspect(result))}`);
    }
    await stage.step();
    const seen = [...carton(() => {}, lid)];
    stage.print(labels.loop(seen));
    const endless = eggs();
    const hundred = Array.from({ length: 100 }, () => endless.next().value).filter((egg) => egg === '🥚').length;
    stage.print(labels.endless(hundred));
    return { steps, seen, lidIn, hundred };
  },
  judge,
  tryIt: { kind: 'set', set: { lid: 'yes' } },
  texts: { en, de },
});

await playAlone(import.meta.url, chapter);
