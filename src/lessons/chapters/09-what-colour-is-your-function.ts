/** Chapter 9: functions that may wait have another colour than those that may not. */
import { setTimeout as timer } from 'node:timers/promises';
import { rest } from '../../line/rest.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { stackPicture } from '../pictures/stack.ts';
import { playAlone } from '../player/alone.ts';
import { excerptOf } from '../player/excerpt.ts';
import { mixWithThread } from '../props/belts/mixer-thread.ts';
import { type MixedOnThread, mixer, pack } from '../props/belts/plain-mixer.ts';
import { SmallBelt } from '../props/belts/small-belt.ts';
import { functionsOnStack } from '../props/call-stack.ts';
import { text as de } from '../texts/de/09-what-colour-is-your-function.ts';
import { text as en } from '../texts/en/09-what-colour-is-your-function.ts';
import { runAll, type Task, Timers } from './08-build-the-scheduler.ts';

function* sendStar(belt: SmallBelt): Task {
  while (belt.isFull()) yield rest(1); // Other tasks run meanwhile.
  belt.put();
}

function* packStar(send: () => Task): Task {
  yield* send();
}

function* mixerStar(pack: () => Task): Task {
  yield* pack();
}

async function sendAsync(belt: SmallBelt): Promise<void> {
  while (belt.isFull()) await timer(1);
  belt.put();
}

async function packAsync(send: () => Promise<void>): Promise<void> {
  await send();
}

async function mixerAsync(pack: () => Promise<void>): Promise<void> {
  await pack();
}

/** The time after which the oven takes an item off the belt. */
const OVEN_MS = 5;

/** How many items were sent when the mixer returned, and in the end. */
export interface Sent {
  readonly returned: number;
  readonly later: number;
}

/** The first `changed` of send, pack and mixer are generators; the others are plain functions. */
function withStars(room: number, changed: number, look: () => void): Sent {
  const belt = SmallBelt.withRoom(room);
  let returned = 0;
  function* station(): Task {
    if (changed === 1) mixer(() => pack(() => sendStar(belt)));
    else if (changed === 2) mixer(() => packStar(() => sendStar(belt)));
    else yield* mixerStar(() => packStar(() => sendStar(belt)));
    returned = belt.sent();
  }
  function* oven(): Task {
    yield rest(OVEN_MS);
    look();
    belt.take();
  }
  runAll([station(), oven()], new Timers());
  return { returned, later: belt.sent() };
}

/** The same with async functions and the event loop. */
async function withAsync(room: number, changed: number): Promise<Sent> {
  const belt = SmallBelt.withRoom(room);
  const oven = timer(OVEN_MS).then(() => belt.take());
  if (changed === 1) mixer(() => pack(() => sendAsync(belt)));
  else if (changed === 2) mixer(() => packAsync(() => sendAsync(belt)));
  else await mixerAsync(() => packAsync(() => sendAsync(belt)));
  const returned = belt.sent();
  await oven;
  while (belt.sent() === 0) await timer(1); // What was started and not awaited ends some time later.
  return { returned, later: belt.sent() };
}

function settings(knob: Knobs) {
  return {
    /** How many items there is room for on the belt before the oven takes one. */
    room: knob.number('room', 0, { from: 0, to: 3 }),
  };
}

type Settings = ReturnType<typeof settings>;

export interface Facts {
  /** With one, two and three functions changed. */
  readonly stars: readonly Sent[];
  readonly asyncs: readonly Sent[];
  readonly thread: MixedOnThread;
  /** The functions on the call stack of the shared thread while the mixer waited; none if it did not wait. */
  readonly shared: readonly string[];
}

interface Labels {
  readonly asked: string;
  readonly threadSend: string;
  readonly table: (facts: Facts) => readonly (readonly string[])[];
  readonly thread: (facts: Facts) => string;
  /** Before a picture of a call stack, and beside the function on top. */
  readonly threadStack: readonly [string, string];
  readonly sharedStack: readonly [string, string];
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** How many functions have to change until the item is sent when the mixer returns. */
export function mustChange(runs: readonly Sent[]): number {
  return runs.findLastIndex(({ returned }) => returned === 0) + 2;
}

export function judge({ stars, asyncs, thread }: Facts, { room }: Settings): Judgement {
  // With room, async functions never come to wait. So then the question is about function* only.
  const most = room > 0 ? mustChange(stars) : Math.max(mustChange(stars), mustChange(asyncs));
  const waited = room > 0 ? mustChange(asyncs) === 1 : thread.stack.join() === 'send,pack,mixer';
  return { right: most < 3 ? most : 0, claim: confirmedIf(most === 3 && thread.sent === 1 && waited) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.colour,
  minutes: 7,
  code: [
    { file: 'src/lessons/chapters/09-what-colour-is-your-function.ts', name: 'sendStar' },
    { file: 'src/lessons/chapters/09-what-colour-is-your-function.ts', name: 'packStar' },
    { file: 'src/lessons/props/belts/plain-mixer.ts', name: 'pack' },
  ],
  settings,
  timed: false,
  async run(stage, { room }, labels) {
    let shared: string[] = [];
    const look = (): void => {
      shared = functionsOnStack(['sendStar', 'packStar', 'mixerStar', 'oven', 'runAll']);
    };
    const counts = [1, 2, 3];
    const stars = counts.map((changed) => withStars(room, changed, changed === 3 && room === 0 ? look : () => {}));
    const asyncs: Sent[] = [];
    for (const changed of counts) asyncs.push(await withAsync(room, changed));
    const facts = { stars, asyncs, thread: await mixWithThread(room), shared };
    stage.print(labels.asked);
    stage.table(labels.table(facts), 'left');
    await stage.step();
    stage.print(labels.threadSend);
    for (const row of excerptOf({ file: 'src/lessons/props/belts/plain-mixer.ts', name: 'send' }).split('\n'))
      stage.print(`  ${row}`);
    stage.print(labels.thread(facts));
    for (const [frames, [title, note]] of [
      [facts.thread.stack, labels.threadStack],
      [facts.shared, labels.sharedStack],
    ] as const) {
      if (frames.length === 0) continue;
      stage.print(title);
      for (const row of stackPicture(frames, note)) stage.print(row);
    }
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { room: '1' } },
  texts: { en, de },
});

await playAlone(import.meta.url, chapter);
