/** Chapter 19: back-pressure, broken and fixed. */
import { type ChapterText, confirmedIf, defineChapter, type Judgement, type Stage } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { type Belt, beltPicture } from '../pictures/belts.ts';
import { playAlone } from '../player/alone.ts';
import { bounded, type EggBelt, endless } from '../props/belts/egg-belts.ts';
import { text as en } from '../texts/en/19-back-pressure.ts';

/** One turn: the hens lay as many eggs as there is room for, then the oven takes one. */
function playTurn(belt: EggBelt, wanted: number, now: number) {
  const laid = Math.min(wanted, belt.room());
  for (let i = 0; i < laid; i++) belt.send(now);
  return { laid, used: belt.take() };
}

function settings(knob: Knobs) {
  return {
    /** How many eggs the hens want to lay while the oven uses one. */
    laid: knob.number('laid', 10, { from: 1, to: 100 }),
    /** How many eggs the bounded belt holds. */
    capacity: knob.number('capacity', 64, { from: 1, to: 1000 }),
  };
}

type Settings = ReturnType<typeof settings>;

/** What happened on one belt. */
export interface BeltFacts {
  readonly laid: number;
  readonly used: number;
  /** The turns in which the oven found no egg. */
  readonly none: number;
  /** The eggs that the hens did not lay, because there was no room. */
  readonly heldBack: number;
  readonly most: number;
  readonly left: number;
  /** For how many turns the egg that was used last had been on the belt. */
  readonly waited: number;
  readonly megabytes: number;
}

export interface Facts {
  readonly turns: number;
  readonly endless: BeltFacts;
  readonly bounded: BeltFacts;
}

interface Labels {
  readonly belts: { readonly endless: string; readonly bounded: string };
  readonly title: (belt: string) => string;
  readonly ends: Pick<Belt, 'from' | 'to'>;
  readonly of: string;
  readonly turn: (turn: number, turns: number) => string;
  readonly heading: readonly string[];
  readonly row: (belt: string, facts: BeltFacts) => readonly string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

const PICTURES = 4;

/** Plays all turns on one belt, and draws it several times. */
async function play(stage: Stage, belt: EggBelt, { laid: wanted, capacity }: Settings, turns: number, labels: Labels) {
  let [laid, used, none, most, waited] = [0, 0, 0, 0, 0];
  const fullAt = Math.max(capacity, (wanted - 1) * turns);
  const beforeBytes = process.memoryUsage().rss;
  for (let now = 1; now <= turns; now++) {
    const turn = playTurn(belt, wanted, now);
    laid += turn.laid;
    most = Math.max(most, laid - used);
    if (turn.used === null) none++;
    else {
      used++;
      waited = now - turn.used;
    }
    if (now > 1 && now % (turns / PICTURES) !== 0) continue;
    const picture = beltPicture({ ...labels.ends, held: laid - used, capacity: belt.capacity }, fullAt, labels.of);
    stage.print(`  ${labels.turn(now, turns)}  ${picture}`);
    await stage.pause(300);
  }
  const megabytes = (process.memoryUsage().rss - beforeBytes) / 2 ** 20;
  belt.close();
  return { laid, used, none, heldBack: turns * wanted - laid, most, left: laid - used, waited, megabytes };
}

/** Where the bounded belt never made the hens wait, the two belts must agree. */
export function judge({ turns, endless, bounded }: Facts, { laid, capacity }: Settings): Judgement {
  const bothFed = endless.none === 0 && bounded.none === 0 && endless.used === turns && bounded.used === turns;
  const grew = endless.left === (laid - 1) * turns && endless.heldBack === 0;
  const stayed = bounded.heldBack > 0 ? bounded.most <= capacity : bounded.left === endless.left;
  return {
    right: bounded.none > endless.none ? 2 : bounded.heldBack > 0 ? 1 : 0,
    claim: confirmedIf(bothFed && grew && stayed),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.backPressure,
  minutes: 6,
  code: [
    { file: 'src/lessons/chapters/19-back-pressure.ts', name: 'playTurn' },
    { file: 'src/channel/credit.ts', name: 'roomWithin' },
    { file: 'src/channel/credit.ts', name: 'grantAfter' },
  ],
  settings,
  timed: false,
  async run(stage, set, labels) {
    const turns = stage.amount(5000, 500);
    stage.print(labels.title(labels.belts.endless));
    const without = await play(stage, endless(), set, turns, labels);
    await stage.step();
    stage.print(labels.title(labels.belts.bounded));
    const within = await play(stage, bounded(set.capacity), set, turns, labels);
    stage.print();
    stage.table([labels.heading, labels.row(labels.belts.endless, without), labels.row(labels.belts.bounded, within)]);
    return { turns, endless: without, bounded: within };
  },
  judge,
  tryIt: { kind: 'set', set: { laid: '1' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
