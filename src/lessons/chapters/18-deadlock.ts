/** Chapter 18: deadlock: who waits for whom. */

import { NOTHING } from '../../channel/channel.ts';
import { type Mailbox, mailbox } from '../../channel/mailbox.ts';
import { threads } from '../../engine/threads.ts';
import { StallError } from '../../engine/watch/stall.ts';
import type { Line } from '../../line/line.ts';
import { siblingUrl } from '../../line/sibling.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { wrapped } from '../../terminal/wrap.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { withEngines } from '../props/kitchen.ts';

/** What a cook waits for, and who has to act. */
interface Wait {
  readonly what: string;
  readonly whom: string;
}

interface Neighbour {
  readonly name: string;
  /** The belt to the neighbour, and the belt back. */
  readonly to: Mailbox;
  readonly from: Mailbox;
}

const TRAYS = 2;

/** In each round, puts two trays on one belt and takes two from the other. */
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

/** Gives both cooks turns until they are done, or until nothing moves in a whole turn. */
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

/** Another cycle, as a line on threads: each station sends two trays for one. */
function circle(): Line {
  const module = siblingUrl('../props/doubling-station', import.meta.url);
  const station = (name: string, sends: number) => {
    return { name, module, export: 'doublingStation', options: { sends }, firstWorkIndex: 0 };
  };
  return {
    sources: [{ name: 'door', module, export: 'firstTray', options: { tray: TO_BAKER }, firstWorkIndex: 0 }],
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

/** Runs the cycle and returns the report of the watchdog. */
async function onThreads(): Promise<string> {
  const engine = threads({ platform });
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
  idea: 'A bounded belt (a queue) makes the sender wait; that is its purpose. Here two belts form a cycle: from the baker to the icer, and back.',
  code: [{ file: 'src/lessons/chapters/18-deadlock.ts', name: 'cook' }],
  question: {
    text: 'A baker and an icer take turns on one thread, without locks. Each puts two trays on the belt to the other, then takes two. A belt holds one tray. What happens?',
    answers: ['it works, but slowly', 'both wait for ever', 'a tray gets lost'],
  },
  timed: false,
  async run(stage) {
    const rounds = stage.amount(1000, 50);
    const endings = [1, 2].map((capacity) => ({ capacity, ending: shift(capacity, rounds) }));
    const chain: string[] = [];
    for (const { capacity, ending } of endings) {
      stage.print(
        `belts for ${capacity} ${capacity === 1 ? 'tray' : 'trays'}: ${ending.kind === 'done' ? `${rounds} rounds, done` : 'nothing moves any more'}`,
      );
      if (ending.kind === 'done') continue;
      for (const [name, { what, whom }] of ending.waits) stage.print(`  the ${name} waits for ${what} the ${whom}`);
      for (let name = 'baker'; !chain.includes(name); name = ending.waits.get(name)?.whom ?? name) chain.push(name);
      stage.print(`  ${[...chain, chain[0]].join(' -> ')}: a cycle`);
    }
    const report = await onThreads();
    stage.print('a cycle on threads: each gets one tray and sends two. The watchdog reports:');
    stage.print(wrapped(`  ${report}`));
    const [one, two] = endings.map(({ ending }) => ending.kind);
    return {
      right: 1,
      reveal:
        'Each cook has put down the first tray and waits for room. Only the other cook can make room, and only after putting down the second tray: a circular wait. With belts for two it works. A longer belt is no general cure: cooks who put down more trays before they take fill it too. The cure is to have no cycle, or to take whenever there is something to take. The recipes of this project are trees, without cycles.',
      claim: claimThat(
        one === 'stuck' && two === 'done' && report.includes('deadlock'),
        'the belts held more than they should, or the watchdog found no deadlock',
      ),
      facts: { one, two, chain, report },
    };
  },
  change:
    'Let the icer take first and put down afterwards, with belts for one. Does it work? And with three cooks in a cycle?',
  weakness:
    'Here a turn in which nothing moves proves the deadlock. Threads have no such turn: from outside, a station that waits looks the same as one that works for long. So each station records what it is doing, and a watchdog reads it.',
};

await playAlone(import.meta.url, chapter);
