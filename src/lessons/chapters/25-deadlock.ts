/** Chapter 25: deadlock: who waits for whom, and which condition each cure breaks. */
import { type ChapterText, confirmedIf, defineChapter, type Judgement, type Stage } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { beltPicture } from '../pictures/belts.ts';
import { playAlone } from '../player/alone.ts';
import { cycleFrom, type Ending, type Shift, shift, type Wait } from '../props/cycles/cycle-of-cooks.ts';
import { watchdogReport } from '../props/cycles/tray-cycle.ts';
import { text as en } from '../texts/en/25-deadlock.ts';

function settings(knob: Knobs) {
  return {
    /** What a cook does first in each round. The icer is the second cook. */
    order: knob.word('order', ['put-first', 'icer-takes-first', 'all-take-first']),
    cooks: knob.number('cooks', 2, { from: 2, to: 6 }),
    /** How many trays a cook puts and takes in a round. */
    trays: knob.number('trays', 2, { from: 1, to: 6 }),
    /** How many trays a belt holds. */
    capacity: knob.number('capacity', 1, { from: 1, to: 6 }),
  };
}

export type Settings = ReturnType<typeof settings>;

const ICER = 1;
const HABITS: Readonly<Record<Settings['order'] | 'icer-puts-first', Shift['habit']>> = {
  'put-first': () => 'puts-first',
  'icer-takes-first': (place) => (place === ICER ? 'takes-first' : 'puts-first'),
  'icer-puts-first': (place) => (place === ICER ? 'puts-first' : 'takes-first'),
  'all-take-first': () => 'takes-first',
};

/** A change that ends the deadlock. */
export type Cure = 'take-meanwhile' | 'icer-takes-first' | 'longer-belts' | 'icer-puts-first';

export interface Facts {
  readonly ending: Ending;
  readonly rounds: number;
  /** The cooks that wait for each other, in that order; empty without a deadlock. */
  readonly cycle: readonly string[];
  /** How the shift ends with each cure; empty without a deadlock. */
  readonly cures: readonly { readonly cure: Cure; readonly kind: Ending['kind'] }[];
  /** What the watchdog reports about a cycle on threads whose trays double; null if nothing. */
  readonly report: string | null;
}

/** What the cooks of a stuck shift wait for: all for the same. */
export function awaited(ending: Ending): Wait['awaits'] | null {
  if (ending.kind === 'done') return null;
  return [...ending.waits.values()].some(({ awaits }) => awaits === 'room') ? 'room' : 'tray';
}

/** The shift with each cure that fits its deadlock. */
function curesOf(usual: Shift, ending: Ending): Facts['cures'] {
  const kindOf = (changes: Partial<Shift>) => shift({ ...usual, ...changes }).kind;
  switch (awaited(ending)) {
    case 'room':
      return [
        { cure: 'take-meanwhile', kind: kindOf({ habit: () => 'takes-meanwhile' }) },
        { cure: 'icer-takes-first', kind: kindOf({ habit: HABITS['icer-takes-first'] }) },
        { cure: 'longer-belts', kind: kindOf({ capacity: usual.trays }) },
      ];
    case 'tray':
      return [{ cure: 'icer-puts-first', kind: kindOf({ habit: HABITS['icer-puts-first'] }) }];
    case null:
      return [];
  }
}

interface Labels {
  readonly names: readonly string[];
  readonly turn: (turn: number) => string;
  readonly of: string;
  readonly done: (rounds: number) => string;
  readonly stuck: (waits: ReadonlyMap<string, Wait>) => readonly string[];
  readonly cycle: (cycle: readonly string[]) => string;
  /** A table: the conditions, and the cures that break them. */
  readonly cures: (cures: Facts['cures'], set: Settings) => readonly (readonly string[])[];
  readonly threads: (capacity: number) => string;
  readonly noReport: string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** The turns after which the belts are drawn. */
const DRAWN = 2;

/** Runs the shift, and then draws its first turns. */
async function drawn(stage: Stage, usual: Shift, { of, turn }: Labels): Promise<Ending> {
  const states: (readonly number[])[] = [];
  const ending = shift(usual, (_, held) => void (states.length < DRAWN && states.push(held)));
  const { names, capacity } = usual;
  for (const [i, state] of states.entries()) {
    stage.print(turn(i + 1));
    for (const [place, held] of state.entries()) {
      const [from = '', to = ''] = [names[place], names[(place + 1) % names.length]];
      stage.print(`  ${beltPicture({ from, to, held, capacity }, capacity, of)}`);
    }
    await stage.pause(500);
  }
  return ending;
}

export function judge({ ending, cycle, cures, report }: Facts, { order, cooks, trays, capacity }: Settings): Judgement {
  const isStuck = order === 'all-take-first' || (order === 'put-first' && capacity < trays);
  const isCycle = cycle.length === (isStuck ? cooks : 0);
  const areCured = cures.every(({ kind }) => kind === 'done');
  return {
    right: ending.kind === 'done' ? 1 : 2,
    claim: confirmedIf(
      (ending.kind === 'stuck') === isStuck && isCycle && areCured && report?.includes('deadlock') === true,
    ),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.deadlock,
  minutes: 7,
  code: ['putTrays', 'takeTrays'].map((name) => ({ file: 'src/lessons/props/cycles/cycle-of-cooks.ts', name })),
  settings,
  timed: false,
  async run(stage, set, labels) {
    const { order, cooks, trays, capacity } = set;
    const rounds = stage.amount(1000, 50);
    const names = labels.names.slice(0, cooks);
    const usual = { names, trays, capacity, rounds, habit: HABITS[order] };
    const ending = await drawn(stage, usual, labels);
    const cures = curesOf(usual, ending);
    let cycle: readonly string[] = [];
    if (ending.kind === 'done') stage.print(labels.done(rounds));
    else {
      for (const line of labels.stuck(ending.waits)) stage.print(line);
      cycle = cycleFrom(names[0] ?? '', ending.waits);
      stage.print(labels.cycle(cycle));
      await stage.step();
      stage.print();
      stage.table(labels.cures(cures, set), 'left');
    }
    await stage.step();
    stage.print();
    stage.print(labels.threads(capacity));
    const report = await watchdogReport(capacity);
    stage.print(`  ${report ?? labels.noReport}`);
    return { ending, rounds, cycle, cures, report };
  },
  judge,
  tryIt: { kind: 'set', set: { order: 'icer-takes-first' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
