/** Chapter 21: four ways to stop code, and which of them run its finally. */
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { answerOn, type Start, withWorkers } from '../props/lesson-workers.ts';
import { cook, cookedIn, cookUntil, FLAG, GO, hasAborted, jobOf, newNotes } from '../props/stations/cook.ts';
import { text as en } from '../texts/en/21-cancel-and-time-out.ts';

/** All steps take 50 ms or more, so that the longest timeout comes before the last one. */
export const STEPS = 100;

const HERE = ['return', 'signal', 'timeout'] as const;
const ON_WORKER = ['message', 'flag', 'terminate'] as const;
/** A `message` aborts an AbortSignal on the worker. */
export type Way = (typeof HERE)[number] | (typeof ON_WORKER)[number];

function settings(knob: Knobs) {
  return {
    /** Whether the code that is stopped looks for a stop after each step. */
    looks: knob.word('looks', ['each-step', 'never']),
    /** The step in which it is to be stopped. */
    after: knob.number('after', 3, { from: 1, to: 50 }),
    timeout: knob.number('timeout', 20, { from: 1, to: 40 }),
  };
}

type Settings = ReturnType<typeof settings>;

/** How the cook ended. */
export interface Ended {
  readonly steps: number;
  readonly cleaned: boolean;
}

export interface Facts {
  readonly ended: Readonly<Record<Way, Ended>>;
  /** Whether `finally` ran after return() on a generator that had not begun. */
  readonly unbegunCleaned: boolean;
  /** The error that ended a wait of a minute whose signal had a timer. */
  readonly waitEndedBy: string;
}

/** On the thread that asks for the stop. */
async function stopHere(way: (typeof HERE)[number], { looks, after, timeout }: Settings): Promise<Ended> {
  const notes = newNotes();
  const options = { steps: STEPS, looks };
  if (way === 'return') {
    const job = cook(jobOf(notes, options));
    for (let i = 0; i < after; i++) job.next();
    job.return();
  } else if (way === 'signal') {
    const controller = new AbortController();
    const inStep = (step: number) => void (step === after && setImmediate(() => controller.abort()));
    await cookUntil(cook(jobOf(notes, options, inStep)), hasAborted(controller.signal));
  } else await cookUntil(cook(jobOf(notes, options)), hasAborted(AbortSignal.timeout(timeout)));
  return cookedIn(notes);
}

/** On a worker thread, which stays in its step until the stop is on its way. */
async function stopOnWorker(start: Start, way: (typeof ON_WORKER)[number], { looks, after }: Settings): Promise<Ended> {
  const notes = newNotes();
  const { port1, port2 } = new MessageChannel();
  const hears = way === 'message' ? 'signal' : 'flag';
  const worker = start({ kind: 'cook', control: port2, hears, steps: STEPS, looks, after, notes }, [port2]);
  try {
    await answerOn(port1);
    const ended = answerOn(port1);
    if (way === 'message') port1.postMessage('stop');
    else if (way === 'flag') Atomics.store(notes, FLAG, 1);
    else {
      await worker.terminate();
      return cookedIn(notes);
    }
    Atomics.store(notes, GO, 1);
    await ended;
    return cookedIn(notes);
  } finally {
    port1.close();
  }
}

function returnBeforeTheBeginning(): boolean {
  const notes = newNotes();
  cook(jobOf(notes, { steps: STEPS, looks: 'each-step' })).return();
  return cookedIn(notes).cleaned;
}

async function waitWithSignal(timeout: number): Promise<string> {
  try {
    await sleep(60_000, undefined, { signal: AbortSignal.timeout(timeout) });
    return 'no error';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

interface Labels {
  readonly heading: readonly string[];
  readonly row: (way: Way, ended: Ended) => readonly string[];
  readonly unbegun: (cleaned: boolean) => string;
  readonly wait: (endedBy: string, timeout: number) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

export function judge({ ended, unbegunCleaned }: Facts, { looks }: Settings): Judgement {
  const { terminate, ...asked } = ended;
  const others = Object.values(asked);
  const areEarly = others.every(({ steps }) => steps < STEPS);
  const areLate = others.every(({ steps }) => steps === STEPS);
  const haveCleaned = others.every(({ cleaned }) => cleaned);
  const isForced = terminate.steps < STEPS && !terminate.cleaned;
  return {
    right: !areEarly ? 2 : terminate.cleaned ? 0 : 1,
    claim: confirmedIf((looks === 'each-step' ? areEarly : areLate) && haveCleaned && isForced && !unbegunCleaned),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.cancel,
  minutes: 7,
  code: ['cook', 'cookUntil', 'hasAborted', 'isSet'].map((name) => ({
    file: 'src/lessons/props/stations/cook.ts',
    name,
  })),
  settings,
  timed: false,
  async run(stage, set, labels) {
    const none = { steps: 0, cleaned: false };
    const ended = { return: none, signal: none, timeout: none, message: none, flag: none, terminate: none };
    for (const way of HERE) ended[way] = await stopHere(way, set);
    await withWorkers(async (start) => {
      for (const way of ON_WORKER) ended[way] = await stopOnWorker(start, way, set);
    });
    stage.table([labels.heading, ...[...HERE, ...ON_WORKER].map((way) => labels.row(way, ended[way]))], 'left');
    await stage.step();
    const unbegunCleaned = returnBeforeTheBeginning();
    const waitEndedBy = await waitWithSignal(set.timeout);
    stage.print();
    stage.print(labels.unbegun(unbegunCleaned));
    stage.print(labels.wait(waitEndedBy, set.timeout));
    return { ended, unbegunCleaned, waitEndedBy };
  },
  judge,
  tryIt: { kind: 'set', set: { looks: 'never' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
