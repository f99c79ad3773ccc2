/** Chapter 8: a scheduler, built by hand; and the event loop, which does the same. */
import { type Rest, rest } from '../../line/rest.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { excerptOf } from '../player/excerpt.ts';
import { text as de } from '../texts/de/08-build-the-scheduler.ts';
import { text as en } from '../texts/en/08-build-the-scheduler.ts';

const FILE = 'src/lessons/chapters/08-build-the-scheduler.ts';

/** A coroutine that yields requests to wait. */
export type Task = Generator<Rest, undefined, void>;

/** Runs tasks to their ends, on one thread. */
export function runAll(ready: Task[], timers: Timers): void {
  for (let task = ready.shift(); task; task = ready.shift() ?? timers.due()) {
    const request = task.next().value; // Undefined: the task has ended.
    if (request?.ms === 0) ready.push(task);
    else if (request) timers.add(task, request.ms);
  }
}

/** The tasks that wait for a moment. The clock goes from one such moment to the next. */
export class Timers {
  #nowMs = 0;
  #waiting: { readonly task: Task; readonly dueMs: number }[] = [];

  add(task: Task, ms: number): void {
    this.#waiting.push({ task, dueMs: this.#nowMs + ms });
    this.#waiting.sort((one, other) => one.dueMs - other.dueMs);
  }

  /** Sleeps until the first task is due, and returns it. */
  due(): Task | undefined {
    const first = this.#waiting.shift();
    if (first === undefined) return undefined;
    block(first.dueMs - this.#nowMs);
    this.#nowMs = first.dueMs;
    return first.task;
  }
}

/** Blocks the thread: no task can run meanwhile, and none is ready. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

export type Event = readonly [cook: string, what: 'begins' | 'ends'];
type Log = (...event: Event) => void;

function* cook(name: string, ms: number, log: Log): Task {
  log(name, 'begins');
  yield rest(ms);
  log(name, 'ends');
}

/** The same cook. Each `yield` is an `await`, and each request is a Promise. */
async function asyncCook(name: string, ms: number, log: Log): Promise<void> {
  log(name, 'begins');
  await sleep(ms);
  log(name, 'ends');
}

function sleep(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}

/** What `async` and `await` do: the event loop resumes the coroutine when the Promise is fulfilled. */
async function driven(task: Task): Promise<void> {
  for (const request of task) await sleep(request.ms);
}

function settings(knob: Knobs) {
  const range = { from: 0, to: 120 };
  return {
    /** How long each cook waits, in milliseconds. */
    melter: knob.number('melter', 60, range),
    mixer: knob.number('mixer', 0, range),
    oven: knob.number('oven', 30, range),
  };
}

type Settings = ReturnType<typeof settings>;

/** One run: its log, and how long it took. */
interface Run {
  readonly log: readonly Event[];
  readonly ms: number;
}

export interface Facts {
  readonly scheduler: Run;
  /** The cooks with `yield` and those with `await`, both resumed by the event loop of Node. */
  readonly yields: Run;
  readonly awaits: Run;
}

interface Labels {
  readonly heading: readonly string[];
  readonly event: (event: Event) => string;
  /** Before the code of the cook with `await`. */
  readonly awaiting: string;
  /** Before the code with which the event loop runs the cooks with `yield`. */
  readonly driven: string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** The answers, in the order of the texts. */
const [ALL_AT_ONCE, ONE_BY_ONE, THE_SAME] = [0, 1, 2];

export function judge({ scheduler, yields, awaits }: Facts): Judgement {
  const [ours, ...others] = [scheduler, yields, awaits].map(({ log }) => log.join());
  const same = others.every((log) => log === ours);
  const oneByOne = awaits.log.every(([name, what], place) => what === 'begins' || awaits.log[place - 1]?.[0] === name);
  return { right: same ? THE_SAME : oneByOne ? ONE_BY_ONE : ALL_AT_ONCE, claim: confirmedIf(same) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.scheduler,
  minutes: 8,
  code: [cook, runAll].map(({ name }) => ({ file: FILE, name })),
  settings,
  timed: false,
  async run(stage, set, labels) {
    const cooks = Object.entries(set);
    const scheduler = await recorded(async (log) =>
      runAll(
        cooks.map(([name, ms]) => cook(name, ms, log)),
        new Timers(),
      ),
    );
    const yields = await recorded((log) => Promise.all(cooks.map(([name, ms]) => driven(cook(name, ms, log)))));
    const awaits = await recorded((log) => Promise.all(cooks.map(([name, ms]) => asyncCook(name, ms, log))));
    stage.print(labels.awaiting);
    for (const row of excerptOf({ file: FILE, name: asyncCook.name }).split('\n')) stage.print(`  ${row}`);
    stage.print();
    const runs = [scheduler, yields, awaits];
    const rows = scheduler.log.map((_, place) =>
      runs.map(({ log }) =>
        log
          .slice(place, place + 1)
          .map(labels.event)
          .join(),
      ),
    );
    stage.table([labels.heading, ...rows], 'left');
    stage.print(labels.driven);
    for (const row of excerptOf({ file: FILE, name: driven.name }).split('\n')) stage.print(`  ${row}`);
    return { scheduler, yields, awaits };
  },
  judge,
  tryIt: { kind: 'set', set: { melter: '0' } },
  texts: { en, de },
});

async function recorded(bake: (log: Log) => Promise<unknown>): Promise<Run> {
  const log: Event[] = [];
  const beganMs = clock.nowMs();
  await bake((...event) => log.push(event));
  return { log, ms: clock.nowMs() - beganMs };
}

await playAlone(import.meta.url, chapter);
