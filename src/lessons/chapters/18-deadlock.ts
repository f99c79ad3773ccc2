/** Chapter 18: deadlock: who waits for whom. */
import { NOTHING } from '../../channel/channel.ts';
import { type Mailbox, mailbox } from '../../channel/mailbox.ts';
import { threads } from '../../engine/threads.ts';
import { StallError } from '../../engine/watch/stall.ts';
import type { Line } from '../../line/line.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { wrapped } from '../../terminal/wrap.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { withEngines } from '../props/kitchen.ts';

/** What a cook waits for, and whose move it is. */
interface Wait {
  readonly what: string;
  readonly whom: string;
}

interface Neighbour {
  readonly name: string;
  /** The belt to the neighbour, and the belt from there. */
  readonly to: Mailbox;
  readonly from: Mailbox;
}

const TRAYS = 2;

/** Puts two trays on the belt, takes two from the other, again and again. */
function* cook({ name, to, from }: Neighbour, rounds: number): Generator<Wait, void, void> {
  for (let round = 0; round < rounds; round++) {
    for (let tray = 0; tray < TRAYS; tray++) {
      while (to.outlet.room() <= 0) yield { what: 'room on the belt to', whom: name };
      to.outlet.send(tray);
    }
    for (let tray = 0; tray < TRAYS; tray++) {
      while (from.inlet.take() === NOTHING) yield { what: 'a tray from', whom: name };
    }
  }
}

type Ending = { readonly kind: 'done' } | { readonly kind: 'stuck'; readonly waits: ReadonlyMap<string, Wait> };

/** Gives both their turns until they are done, or until a whole round moves nothing. */
function shift(capacity: number, rounds: number): Ending {
  let moved = 0;
  const move = (): void => void moved++;
  const [there, back] = [mailbox(capacity, move, move), mailbox(capacity, move, move)];
  const cooks = new Map([
    ['baker', cook({ name: 'icer', to: there, from: back }, rounds)],
    ['icer', cook({ name: 'baker', to: back, from: there }, rounds)],
  ]);
  const waits = new Map<string, Wait>();
  while (cooks.size > 0) {
    const before = [moved, there.outlet.room(), back.outlet.room()].join();
    for (const [name, one] of cooks) {
      const step = one.next();
      if (step.done) cooks.delete(name);
      else waits.set(name, step.value);
    }
    if (cooks.size > 0 && before === [moved, there.outlet.room(), back.outlet.room()].join())
      return { kind: 'stuck', waits };
  }
  return { kind: 'done' };
}

const [TO_BAKER, TO_ICER] = [0, 1];

/** Another circle, as a line on threads: each sends two trays for one. */
function circle(): Line {
  const module = new URL('../props/doubling-station.ts', import.meta.url).href;
  const station = (name: string, sends: number) => {
    return { name, module, export: 'doublingStation', options: { sends }, firstWorkIndex: 0 };
  };
  return {
    source: { name: 'door', module, export: 'firstTray', options: { tray: TO_BAKER }, firstWorkIndex: 0 },
    stations: [station('baker', TO_ICER), station('icer', TO_BAKER)],
    edges: [
      { from: 'door', to: 'baker', items: [TO_BAKER], capacity: 1 },
      { from: 'baker', to: 'icer', items: [TO_ICER], capacity: 1 },
      { from: 'icer', to: 'baker', items: [TO_BAKER], capacity: 1 },
    ],
    alphabet: ['tray for the baker', 'tray for the icer'],
    parts: [],
  };
}

/** What the watchdog says of it. */
async function onThreads(): Promise<string> {
  const engine = threads({ clock });
  return await withEngines([engine], async () => {
    try {
      await engine.run(circle());
      return 'it ran';
    } catch (error) {
      if (error instanceof StallError) return error.message;
      throw error;
    }
  });
}

export const chapter: Chapter = {
  number: 18,
  title: 'Deadlock: who waits for whom',
  idea: 'A bounded belt makes the sender wait, which is what it is for. Here the belts go round in a circle: from the baker to the icer, and back.',
  code: [{ file: 'src/lessons/chapters/18-deadlock.ts', name: 'cook' }],
  question: {
    text: 'Baker and icer, no locks, no threads. Each puts two trays on the belt to the other, then takes two. A belt holds one tray. What happens?',
    answers: ['it works, more slowly', 'both stand still for ever', 'a tray gets lost'],
  },
  async run(stage) {
    const rounds = stage.amount(1000, 50);
    const endings = [1, 2].map((capacity) => ({ capacity, ending: shift(capacity, rounds) }));
    const chain: string[] = [];
    for (const { capacity, ending } of endings) {
      stage.print(
        `belts for ${capacity}: ${ending.kind === 'done' ? `${rounds} rounds, done` : 'nothing moves any more'}`,
      );
      if (ending.kind === 'done') continue;
      for (const [name, { what, whom }] of ending.waits) stage.print(`  ${name} waits for ${what} ${whom}`);
      for (let name = 'baker'; !chain.includes(name); name = ending.waits.get(name)?.whom ?? name) chain.push(name);
      stage.print(`  ${[...chain, chain[0]].join(' -> ')}: a circle`);
    }
    const told = await onThreads();
    stage.print('another circle, on threads: each sends two trays for one. The watchdog tells:');
    stage.print(wrapped(`  ${told}`));
    const [one, two] = endings.map(({ ending }) => ending.kind);
    return {
      right: 1,
      reveal:
        'Each has put its first tray down and waits for room, and the room would be made by the other, after its own second tray. With belts for two it runs. A wider belt is no cure in general: it only takes more trays to fill it. The cure is to have no circle, or to take whenever there is something to take. The recipes of this project are trees, without circles.',
      claim: claimThat(
        one === 'stuck' && two === 'done' && told.includes('deadlock'),
        'the belts held more than they should, or the watchdog saw no circle',
      ),
      facts: { one, two, chain, told },
    };
  },
  change:
    'let the icer take first and put afterwards, with belts for one. Does it run? And with three cooks in a circle?',
  weakness:
    'here a turn in which nothing moves proves it. Between threads nobody sees such a turn: from outside, waiting and working long look alike, so each station writes down what it is doing, and a watchdog reads it.',
};

await playAlone(import.meta.url, chapter);
