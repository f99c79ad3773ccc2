/** Chapter 7: a send is a call. */
import { kernel } from '../../line/kernel.ts';
import { outcomeOf } from '../../measure/statistics/outcome.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { stackPicture } from '../pictures/stack.ts';
import { playAlone } from '../player/alone.ts';
import { functionsOnStack } from '../props/call-stack.ts';
import { type Cycles, sendCycles } from '../props/cycles/send-cycles.ts';
import { gainOf, inTurn } from '../props/gains/gain.ts';
import { type ResumeCost, resumeCost } from '../props/gains/resume-cost.ts';
import { speed } from '../props/speed.ts';
import { text as de } from '../texts/de/07-a-send-is-a-call.ts';
import { text as en } from '../texts/en/07-a-send-is-a-call.ts';

type Cook = Generator<undefined, void, string>;
type Send = (item: string) => void;
/** Works, and returns the product. */
type Make = (product: string) => string;

function* butterMelter(make: Make, send: Send): Cook {
  while (true) {
    const item = yield;
    if (item === 'butter') send(make('melted_butter'));
  }
}

function* wetMixer(make: Make, send: Send): Cook {
  while (true) {
    const item = yield;
    if (item === 'melted_butter') send(make('wet_mix'));
  }
}

function* oven(make: Make): Cook {
  while (true) {
    const item = yield;
    if (item === 'wet_mix') make('cake');
  }
}

/** Returns the melter, the station that the producer sends to. */
function line(make: Make): Cook {
  const last = primed(oven(make));
  const mixer = primed(wetMixer(make, (item) => last.next(item)));
  return primed(butterMelter(make, (item) => mixer.next(item)));
}

function primed(cook: Cook): Cook {
  cook.next();
  return cook;
}

function producer(melter: Cook): void {
  melter.next('butter');
}

const FUNCTIONS = [oven, wetMixer, butterMelter, producer].map(({ name }) => name);
const PRODUCT = { oven: 'cake', wetMixer: 'wet_mix', butterMelter: 'melted_butter' } as const;

function settings(knob: Knobs) {
  return {
    works: knob.word('works', ['oven', 'wetMixer', 'butterMelter']),
    workMs: knob.number('workMs', 50, { from: 5, to: 100 }),
  };
}

type Settings = ReturnType<typeof settings>;

export interface Facts extends ResumeCost, Cycles {
  /** For each product: the functions on the call stack while it was made, innermost first. */
  readonly stacks: readonly (readonly string[])[];
  /** The same for the station that works. */
  readonly stack: readonly string[];
  /** The times of sends, and of the same work without a send, round by round. */
  readonly sendMs: readonly number[];
  readonly aloneMs: readonly number[];
}

interface Labels {
  readonly stack: string;
  /** What the station does that is on top of the stack. */
  readonly doing: (station: string, set: Settings) => string;
  readonly times: (facts: Facts) => readonly (readonly string[])[];
  readonly cycle: (facts: Facts) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** A send that takes as long as its work. One that takes no time, or a third of the time, is far outside. */
const [LEAST, MOST] = [0.8, 1.25];
/** What the answers say: the share of the work that a send takes. */
const SHARES = [1 / 3, 1, 0];

/** Whether a time is about as long as it was planned: the answers also give a time in milliseconds. */
export function isAsPlanned(times: readonly number[], { workMs }: Settings): boolean {
  const median = medianOf(times);
  return median >= LEAST * workMs && median <= MOST * workMs;
}

export function judge({ aloneMs, sendMs, stack, cycle }: Facts, set: Settings): Judgement {
  const { ratio } = gainOf(aloneMs, sendMs);
  const far = SHARES.map((share) => Math.abs(share - 1 / ratio.median));
  const right = far.indexOf(Math.min(...far));
  // A send cannot take less time than the work in it.
  if (outcomeOf(ratio, 1) === 'not-trusted') return { right, claim: 'impossible' };
  const asLong = ratio.low >= LEAST && ratio.high <= MOST && isAsPlanned(sendMs, set);
  return { right, claim: confirmedIf(asLong && stack[0] === set.works && cycle.includes('already running')) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.call,
  minutes: 6,
  code: [wetMixer, line].map(({ name }) => ({ file: 'src/lessons/chapters/07-a-send-is-a-call.ts', name })),
  settings,
  timed: true,
  async run(stage, set, labels) {
    const iterations = Math.round(set.workMs * 1000 * speed());
    const seen: string[][] = [];
    let stack: string[] = [];
    const melter = line((product) => {
      const frames = functionsOnStack(FUNCTIONS);
      seen.push(frames);
      if (product !== PRODUCT[set.works]) return product;
      stack = frames;
      kernel(iterations, 1);
      return product;
    });
    producer(melter);
    const stacks = [...seen];
    stage.print(labels.stack);
    for (const frames of stacks) {
      for (const row of stackPicture(frames, labels.doing(frames[0] ?? '', set))) stage.print(row);
      await stage.step();
    }

    const [aloneMs = [], sendMs = []] = await inTurn(stage.amount(9, 5), [
      async () => msOf(() => kernel(iterations, 1)),
      async () => msOf(() => producer(melter)),
    ]);
    const facts = {
      stacks,
      stack,
      sendMs,
      aloneMs,
      ...sendCycles(line, 3),
      ...resumeCost(stage.amount(1_000_000, 10_000)),
    };
    stage.table(labels.times(facts));
    stage.print(labels.cycle(facts));
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { works: 'wetMixer' } },
  texts: { en, de },
});

function msOf(run: () => void): number {
  const beganMs = clock.nowMs();
  run();
  return clock.nowMs() - beganMs;
}

await playAlone(import.meta.url, chapter);
