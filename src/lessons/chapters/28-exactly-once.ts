/** Chapter 28: exactly once: one thread is killed under three promises, and then the audience kills it. */
import type { Promised } from '../../channel/committed-ring.ts';
import { threads } from '../../engine/threads.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement, type Stage } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { ENTER } from '../player/keys.ts';
import { type CakeLine, cake, cakeLine } from '../props/cake-lines.ts';
import { type Bakery, type Closed, openBakery, type Seen } from '../props/kills/open-bakery.ts';
import { ResultCounter } from '../props/kills/result-counter.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/28-exactly-once.ts';

/** The cakes of an order. */
const ORDERED = 300;
/** How many cakes leave the line before it kills its oven by itself. */
const UNTIL_KILL = 200;

function settings(knob: Knobs) {
  return {
    /** The cake in which the thread of the oven is killed. */
    kill: knob.number('kill', 150, { from: 1, to: ORDERED }),
    /** How long the oven works for a cake, in microseconds. */
    workUs: knob.number('workUs', 20, { from: 1, to: 1000 }),
    /** What the line promises whose oven the audience kills. */
    promise: knob.word('promise', ['exactly-once', 'at-least-once', 'at-most-once']),
  };
}

type Settings = ReturnType<typeof settings>;

/** What came of one order. */
export interface Baked {
  readonly promised: Promised;
  /** How many mixes were sent to the oven, and how many it says that it has taken. */
  readonly sent: number;
  readonly taken: number;
  /** How many cakes the oven says that it has made, and how many have left the line. */
  readonly made: number;
  readonly cakes: number;
}

export interface Facts {
  readonly baked: readonly Baked[];
  readonly ordered: number;
  readonly byHand: Closed & { readonly promised: Promised };
}

interface Labels {
  readonly heading: readonly string[];
  readonly row: (baked: Baked) => string[];
  readonly bakesOn: (promised: Promised) => string;
  readonly live: (seen: Seen) => string;
  readonly closed: (closed: Closed) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** Bakes the order. The thread of the oven dies in the middle of a cake. */
async function bakeUnder(promised: Promised, item: number, { line }: CakeLine): Promise<Baked> {
  const kills = [{ kind: 'at', station: 'oven', item } as const];
  const engine = threads({ platform, channel: 'ring', supervise: { promised, kills } });
  const results = new ResultCounter();
  return await withEngines([engine], async () => {
    const { stations } = await engine.run(line, { results });
    const [dryMixer, , wetMixer, oven] = stations;
    const taken = oven?.accounts.reduce((sum: number, account) => sum + receivedIn(account), 0) ?? 0;
    const sent = (dryMixer?.sent ?? 0) + (wetMixer?.sent ?? 0);
    return { promised, sent, taken, made: oven?.sent ?? 0, cakes: results.count };
  });
}

function receivedIn(account: unknown): number {
  const isCount = typeof account === 'object' && account !== null && 'received' in account;
  return isCount ? Number(account.received) : 0;
}

/** The audience kills the oven as often as it likes. Without an audience the line does it, three times. */
async function killByHand(stage: Stage, bakery: Bakery, live: Labels['live']): Promise<Closed> {
  while (true) {
    const key = await stage.key(() => live(bakery.seen()), ['k', ENTER]);
    if (key === ENTER) break;
    if (key === 'k') bakery.kill();
    else {
      for (let left = stage.amount(3, 2); left > 0; left--) {
        await bakery.more(UNTIL_KILL);
        while (!bakery.kill()) await bakery.more(1);
      }
      await bakery.more(UNTIL_KILL);
      break;
    }
  }
  return await bakery.close();
}

/** Whether a promise was kept: a weaker one allows more. */
function isKept(promised: Promised, cakes: number, expected: number): boolean {
  switch (promised) {
    case 'exactly-once':
      return cakes === expected;
    case 'at-least-once':
      return cakes >= expected;
    case 'at-most-once':
      return cakes <= expected;
  }
}

/** A cake that takes so many microseconds, or more, is committed by itself: a commit is due after 500. */
const ALONE_US = 600;

/** Whether the oven dies while cakes are sent and not committed. */
export function canDouble({ kill, workUs }: Pick<Settings, 'kill' | 'workUs'>): boolean {
  return kill > 1 && workUs < ALONE_US;
}

/** Each promise should be kept. At most once should lose cakes, and at least once double some, where there are any to double. */
export function judge({ baked, ordered, byHand }: Facts, set: Settings): Judgement {
  const exact = baked.filter(({ cakes }) => cakes === ordered).length;
  const kept = baked.every(({ promised, cakes }) => isKept(promised, cakes, ordered));
  const keptByHand = isKept(byHand.promised, byHand.cakes, byHand.expected);
  return {
    right: baked.length - exact,
    claim: confirmedIf(kept && keptByHand && exact === (canDouble(set) ? 1 : 2)),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.supervision,
  minutes: 7,
  code: [{ file: 'src/engine/supervise/commit.ts', name: 'commit' }],
  settings,
  timed: false,
  async run(stage, { kill, workUs, promise }, { heading, row, bakesOn, live, closed }) {
    const recipe = cake('message-bound', { oven: { workUs } });
    const order = cakeLine(recipe, ORDERED);
    const baked: Baked[] = [];
    for (const promised of ['at-most-once', 'at-least-once', 'exactly-once'] as const)
      baked.push(await bakeUnder(promised, kill, order));
    stage.table([heading, ...baked.map(row)]);
    await stage.step();
    stage.print();
    stage.print(bakesOn(promise));
    const byHand = { promised: promise, ...(await killByHand(stage, await openBakery(recipe, promise), live)) };
    stage.print(closed(byHand));
    return { baked, ordered: ORDERED, byHand };
  },
  judge,
  tryIt: { kind: 'set', set: { workUs: '1000' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
