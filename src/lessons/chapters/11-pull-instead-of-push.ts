/** Chapter 11: pull instead of push: an async generator makes a value only when somebody asks. */
import { EventEmitter, on } from 'node:events';
import { Readable } from 'node:stream';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { beltPicture } from '../pictures/belts.ts';
import { playAlone } from '../player/alone.ts';
import { Farm, type FarmCounts } from '../props/belts/farm.ts';
import { text as en } from '../texts/en/11-pull-instead-of-push.ts';

async function bakeAll(eggs: AsyncIterable<unknown>, farm: Farm): Promise<void> {
  for await (const _ of eggs) await farm.bake();
}

async function push(eggs: EventEmitter, farm: Farm): Promise<void> {
  while (await farm.lay()) eggs.emit('egg', '🥚');
  eggs.emit('end');
}

async function* pull(farm: Farm): AsyncGenerator<string> {
  while (await farm.lay()) yield '🥚';
}

/** The hens push, a stream reads ahead, the baker pulls. The baker's loop is the same. */
const WAYS = ['push', 'stream', 'pull'] as const;
type Way = (typeof WAYS)[number];

export type Facts = Readonly<Record<Way, FarmCounts>>;

function settings(knob: Knobs) {
  return {
    eggs: knob.number('eggs', 100, { from: 10, to: 500 }),
    /** The hens need one turn for each egg. */
    bakerTurns: knob.number('bakerTurns', 3, { from: 1, to: 10 }),
    highWaterMark: knob.number('highWaterMark', 16, { from: 1, to: 64 }),
  };
}

type Settings = ReturnType<typeof settings>;

interface Labels {
  readonly ways: Readonly<Record<Way, string>>;
  readonly baker: string;
  /** Between two figures: `3 of 16`. */
  readonly of: string;
  readonly fullest: string;
  readonly head: readonly string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

async function runOf(way: Way, { eggs, bakerTurns, highWaterMark }: Settings): Promise<FarmCounts> {
  const farm = new Farm(eggs, bakerTurns);
  switch (way) {
    case 'push': {
      const hens = new EventEmitter();
      const queue = on(hens, 'egg', { close: ['end'] });
      return await farm.during(() => Promise.all([push(hens, farm), bakeAll(queue, farm)]));
    }
    case 'stream':
      return await farm.during(() => bakeAll(Readable.from(pull(farm), { highWaterMark }), farm));
    case 'pull':
      return await farm.during(() => bakeAll(pull(farm), farm));
  }
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.pull,
  minutes: 5,
  code: [
    { file: 'src/lessons/chapters/11-pull-instead-of-push.ts', name: 'bakeAll' },
    { file: 'src/lessons/chapters/11-pull-instead-of-push.ts', name: 'push' },
    { file: 'src/lessons/chapters/11-pull-instead-of-push.ts', name: 'pull' },
  ],
  settings,
  timed: false,
  async run(stage, set, labels) {
    const facts = {
      push: await runOf('push', set),
      stream: await runOf('stream', set),
      pull: await runOf('pull', set),
    };
    const capacities = { push: Number.POSITIVE_INFINITY, stream: set.highWaterMark, pull: 1 };
    const width = Math.max(...WAYS.map((way) => labels.ways[way].length));
    stage.print(labels.fullest);
    for (const way of WAYS) {
      const belt = { from: labels.ways[way].padEnd(width), to: labels.baker, capacity: capacities[way] };
      stage.print(beltPicture({ ...belt, held: facts[way].mostWaiting }, facts.push.mostWaiting, labels.of));
    }
    await stage.step();
    stage.print();
    const row = (way: Way) => [labels.ways[way], String(facts[way].baked), String(facts[way].turns)];
    stage.table([labels.head, ...WAYS.map(row)]);
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { bakerTurns: '1' } },
  texts: { en },
});

export function judge(facts: Facts, { eggs, bakerTurns, highWaterMark }: Settings): Judgement {
  const all = WAYS.every((way) => facts[way].laid === eggs && facts[way].baked === eggs);
  // While the hens lay all eggs, the baker begins at most one for each of its turns.
  const pilesUp = facts.push.mostWaiting >= eggs - Math.ceil(eggs / bakerTurns);
  // A stream may hold one egg more: the one that it has just been given.
  const isBounded = facts.stream.mostWaiting <= highWaterMark + 1 && facts.pull.mostWaiting <= 1;
  return { right: facts.pull.mostWaiting <= 1 ? 2 : 0, claim: confirmedIf(all && pilesUp && isBounded) };
}

await playAlone(import.meta.url, chapter);
