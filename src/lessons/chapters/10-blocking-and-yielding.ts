/** Chapter 10: blocking and yielding: a clock during the run. */
import { bake } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { threads } from '../../engine/threads.ts';
import { nodePlatform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { type CakeLine, cake, cakeLine } from '../props/cake-lines.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/10-blocking-and-yielding.ts';

async function ticksDuring(engine: Engine, { graph, line }: CakeLine, tickMs: number): Promise<During> {
  const beganMs = performance.now();
  let ticks = 0;
  const clock = setInterval(() => ticks++, tickMs);
  try {
    await bake(engine, graph, line);
    return { ticks, ms: performance.now() - beganMs };
  } finally {
    clearInterval(clock);
  }
}

/** What happened during one run. */
export interface During {
  readonly ticks: number;
  readonly ms: number;
}

/** What the stations do: they compute, or they wait. */
export type Facts = Readonly<Record<'blocking' | 'timers' | 'threads', Readonly<Record<'compute' | 'wait', During>>>>;

function settings(knob: Knobs) {
  return {
    tickMs: knob.number('tickMs', 20, { from: 2, to: 40 }),
    /** Whether the engines on one thread let the event loop run, about every 50 ms. */
    turns: knob.word('turns', ['never', 'often']),
  };
}

type Settings = ReturnType<typeof settings>;

interface Labels {
  readonly head: readonly string[];
  readonly names: Readonly<Record<keyof Facts, string>>;
  readonly cell: (during: During) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** What the stations take for one cake, in milliseconds. */
const TIMES = { 'dry mixer': 2, 'butter melter': 1, 'wet mixer': 2, oven: 8 };
/** The clock could tick at least so often during the shortest run, which is that of the oven alone. */
const LEAST_TICKS = 3;
/** The engines' own figure: about how long they run before they let the event loop run. */
const TURN_MS = 50;

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.blocking,
  minutes: 6,
  code: [{ file: 'src/lessons/chapters/10-blocking-and-yielding.ts', name: 'ticksDuring' }],
  settings,
  timed: false, // A count of ticks. Noise makes them late, and does not make a held thread tick.
  async run(stage, { tickMs, turns }, labels) {
    const cakes = Math.max(stage.amount(16, 4), Math.ceil((LEAST_TICKS * tickMs) / TIMES.oven));
    const tasks = {
      compute: cakeLine(cake('cpu-bound', timesOf('workUs', 1000)), cakes),
      wait: cakeLine(cake('wait-bound', timesOf('restMs', 1)), cakes),
    };
    // A promise that is settled already: every await of it goes on at once, and the event loop gets no turn.
    const neverYields = { ...nodePlatform, yieldToLoop: async () => {} };
    const platform = turns === 'never' ? neverYields : nodePlatform;
    const engines = {
      blocking: cooperative({ platform, stretchMs: TURN_MS }),
      timers: eventLoop({ platform }),
      threads: threads({ platform: nodePlatform }),
    };
    const both = async (name: keyof Facts) => {
      const engine = engines[name];
      await engine.run(cakeLine(cake('message-bound'), 1).line); // Starts the threads, if there are any.
      return {
        compute: await ticksDuring(engine, tasks.compute, tickMs),
        wait: await ticksDuring(engine, tasks.wait, tickMs),
      };
    };
    return await withEngines(Object.values(engines), async () => {
      const facts = { blocking: await both('blocking'), timers: await both('timers'), threads: await both('threads') };
      const names = ['blocking', 'timers', 'threads'] as const;
      const row = (name: keyof Facts) => [labels.names[name], ...Object.values(facts[name]).map(labels.cell)];
      stage.table([labels.head, ...names.map(row)]);
      return facts;
    });
  },
  judge,
  tryIt: { kind: 'set', set: { turns: 'often' } },
  texts: { en },
});

export function judge({ blocking, timers, threads }: Facts, { tickMs, turns }: Settings): Judgement {
  const held = [blocking.compute, blocking.wait, timers.compute];
  const free = [timers.wait, threads.compute, threads.wait];
  const ticks = (during: During): boolean => during.ticks > 0;
  const right = ticks(timers.compute) ? (ticks(timers.wait) ? 0 : 2) : ticks(timers.wait) ? 1 : 3;
  // A clock that is late does not catch up, so it never ticks more often than this.
  if ([...held, ...free].some((during) => during.ticks > during.ms / tickMs + 2)) return { right, claim: 'impossible' };
  const heldIsRight =
    turns === 'never' ? !held.some(ticks) : held.every(({ ticks, ms }) => ticks > 0 && ticks <= ms / TURN_MS + 1);
  return { right, claim: confirmedIf(heldIsRight && free.every(ticks)) };
}

function timesOf(field: 'workUs' | 'restMs', perMs: number) {
  return Object.fromEntries(Object.entries(TIMES).map(([name, ms]) => [name, { [field]: ms * perMs }]));
}

await playAlone(import.meta.url, chapter);
