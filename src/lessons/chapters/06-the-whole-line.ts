/** Chapter 6: the whole line, connected by hand, with the trace of the Python course. */
import { type Graph, graphOf, type Ingredient } from '../../cake/recipe/graph.ts';
import { PRODUCER } from '../../cake/recipe/recipe.ts';
import { notebookTrace } from '../../contrast/notebook-trace.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { cake } from '../props/cake-lines.ts';
import { type Cook, type Maker, type Send, watchedStations } from '../props/stations/watched-stations.ts';
import { text as de } from '../texts/de/06-the-whole-line.ts';
import { text as en } from '../texts/en/06-the-whole-line.ts';

/** Connects the stations. Returns those that the producer sends to. */
function connect(create: Maker, done: Send): Cook[] {
  const oven = create('oven', done);
  const wet = create('wet mixer', (mix) => oven.next(mix));
  const dry = create('dry mixer', (mix) => oven.next(mix));
  const melter = create('butter melter', (butter) => wet.next(butter));
  for (const one of [oven, wet, dry, melter]) one.next(); // Primes them.
  return [dry, wet, melter];
}

/** What comes to the line in the Python course. */
const COURSE = 'eggs butter eggs butter eggs eggs butter butter butter'.split(' ');
const DRY = 'flour sugar sugar chocolate flour sugar chocolate'.split(' ');
const WET = 'eggs eggs butter'.split(' ');
/** Where the producer sends each ingredient: a place in what `connect` returns. */
const PLACE: Readonly<Record<string, number>> = { flour: 0, sugar: 0, chocolate: 0, eggs: 1, butter: 2 };

/** The ingredients of a cake with this one at the end; those of the course first, if they leave this one missing. */
export function sequenceUntil(last: string): string[] {
  const others = DRY.includes(last) ? [...COURSE, ...DRY] : [...DRY, ...WET];
  others.splice(others.lastIndexOf(last), 1);
  return [...others, last];
}

function settings(knob: Knobs) {
  return {
    /** The ingredient that comes last. */
    last: knob.word('last', ['chocolate', 'flour', 'sugar', 'eggs', 'butter']),
  };
}

type Settings = ReturnType<typeof settings>;

interface Facts {
  readonly trace: readonly string[];
  /** The stations that got something after the last ingredient was generated, in this order. */
  readonly through: readonly string[];
  /** What there was when the producer's last send returned. */
  readonly cakes: number;
  readonly leftovers: Readonly<Record<string, number>>;
  /** The last two lines that were printed. */
  readonly end: readonly string[];
}

interface Labels {
  /** Before the last ingredient. */
  readonly missing: string;
  readonly back: string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

export function judge({ cakes, leftovers: { dry_mix = 0, wet_mix = 0 } }: Facts): Judgement {
  const isMixed = dry_mix > 0 && wet_mix > 0;
  return { right: cakes === 1 ? 2 : isMixed ? 1 : 0, claim: confirmedIf(cakes === 1) };
}

/** After so many ingredients the audience gets time to read. */
const PER_STEP = 3;

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.wholeLine,
  minutes: 5,
  code: [{ file: 'src/lessons/chapters/06-the-whole-line.ts', name: 'connect' }],
  settings,
  timed: false,
  async run(stage, { last }, labels) {
    const recipe = cake('message-bound');
    const graph = graphOf(recipe, recipe.name);
    const trace: string[] = [];
    let through: string[] = [];
    const observer = notebookTrace(graph, 1, (line) => trace.push(line));
    const { create, leftovers } = watchedStations(graph, {
      ...observer,
      received(name, item) {
        through.push(name);
        observer.received(name, item);
      },
    });
    let cakes = 0;
    const stations = connect(create, () => cakes++);
    let printed = 0;
    const print = (): void => {
      // The trace separates words with tabs, as Python prints them.
      for (const line of trace.slice(printed)) stage.print(line.replaceAll('\t', '  '));
      printed = trace.length;
    };
    const sequence = sequenceUntil(last);
    for (const [place, name] of sequence.entries()) {
      if (place > 0 && place % PER_STEP === 0) await stage.step();
      if (place === sequence.length - 1) for (const line of ['', labels.missing]) stage.print(line);
      through = [];
      const ingredient = numberOf(graph, name);
      observer.sent(PRODUCER, ingredient);
      stations[PLACE[name] ?? 0]?.next(ingredient);
      print();
    }
    stage.print(labels.back);
    return { trace, through, cakes, leftovers: leftovers(), end: [trace.at(-1) ?? '', labels.back] };
  },
  judge,
  tryIt: { kind: 'set', set: { last: 'butter' } },
  texts: { en, de },
});

function numberOf({ names }: Graph, name: string): Ingredient {
  return names.indexOf(name);
}

await playAlone(import.meta.url, chapter);
