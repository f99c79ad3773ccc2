/** Chapter 25 in English. */
import type { Cure, Settings, Text } from '../../chapters/25-deadlock.ts';
import { CHAPTER } from '../../numbers.ts';

const count = (value: number): string => value.toLocaleString('en');

const traysOf = (value: number): string => `${value} ${value === 1 ? 'tray' : 'trays'}`;

const NAMES = ['baker', 'icer', 'packer', 'driver', 'seller', 'washer'];

const cycleOf = (cycle: readonly string[]): string => [...cycle, cycle[0]].join(' -> ');

/** What each cook does in a round. */
function habits({ order, trays }: Settings): string {
  switch (order) {
    case 'put-first':
      return `In each round, each cook puts ${traysOf(trays)} on the belt to the next cook, and then takes ${trays} from the belt of the previous cook`;
    case 'all-take-first':
      return `In each round, each cook takes ${traysOf(trays)} from the belt of the previous cook, and then puts ${trays} on the belt to the next cook`;
    case 'icer-takes-first':
      return `In each round, each cook puts ${traysOf(trays)} on the belt to the next cook, and then takes ${trays} from the belt of the previous cook; only the icer takes first and puts afterwards`;
  }
}

/** The condition that a cure breaks, and what it is. */
const CURES: Readonly<Record<Cure, (set: Settings) => readonly [condition: string, cure: string]>> = {
  'take-meanwhile': () => ['hold and wait', 'cooks take while they wait for room'],
  'icer-takes-first': () => ['circular wait', 'the icer takes first'],
  'longer-belts': ({ trays }) => ['circular wait', `belts for ${trays}`],
  'icer-puts-first': () => ['circular wait', 'the icer puts first'],
};

export const text: Text = {
  idea: 'A bounded belt (a queue) makes its sender wait; that is its purpose. If belts form a cycle, each cook can wait for the next one, and the last one for the first.',
  names: [
    ['to', 'the belt to the next cook'],
    ['from', 'the belt of the previous cook'],
    ['room', 'how many trays still fit'],
    ['NOTHING', 'no tray is there'],
    ['yield', 'ends the turn; whom: the cook who has to act'],
  ],
  knobs: {
    order: 'what a cook does first in each round; the icer is the second cook',
    cooks: 'how many cooks there are',
    trays: 'how many trays each cook puts, and takes, in a round',
    capacity: 'how many trays a belt holds',
  },
  question: (set) => ({
    text: `${set.cooks} cooks in a cycle (${NAMES.slice(0, set.cooks).join(', ')}) take turns on one thread, without locks. ${habits(set)}. A belt holds ${traysOf(set.capacity)}. What happens?`,
    answers: ['a tray falls off a full belt', 'they finish all rounds', 'all of them wait for ever'],
  }),
  labels: {
    names: NAMES,
    turn: (turn) => `after turn ${turn}`,
    of: 'of',
    done: (rounds) => `... and so on: all ${count(rounds)} rounds are done`,
    stuck: (waits) => [
      'nothing moves any more',
      ...[...waits].map(
        ([name, { awaits, whom }]) =>
          `  the ${name} waits for ${awaits === 'room' ? `room on the belt to the ${whom}` : `a tray from the ${whom}`}`,
      ),
    ],
    cycle: (cycle) => `  ${cycleOf(cycle)}: a cycle`,
    cures(cures, set) {
      const rows = cures.map(({ cure, kind }) => [...CURES[cure](set), kind === 'done' ? 'all rounds done' : 'stuck']);
      const others =
        cures.length === 1
          ? []
          : [
              ['no preemption', 'a watchdog ends them all', 'their work is lost'],
              ['mutual exclusion', 'nothing: a place holds one tray', ''],
            ];
      return [['condition', 'what breaks it', 'result'], ...rows, ...others];
    },
    threads: (capacity) =>
      `Another cycle, on threads: baker and icer send two trays for each that they get, on belts for ${capacity}. The watchdog reports:`,
    noReport: 'nothing',
  },
  figures({ ending, rounds, cycle, report }, { capacity }) {
    const here =
      ending.kind === 'done' ? `All ${count(rounds)} rounds were done.` : `Nothing moved any more: ${cycleOf(cycle)}.`;
    const there = report?.includes('deadlock') ? 'reported a deadlock' : 'reported no deadlock';
    return `${here} In the cycle on threads, with belts for ${capacity}, the watchdog ${there}.`;
  },
  reasons(_, { order, trays, capacity }) {
    const doubles =
      'In the cycle on threads each tray becomes two, so a belt of any length fills up: longer belts are no general cure.';
    const ours = `The belts of our recipes form no cycle, and each station takes whatever arrives. A deadlock needs no lock, but locks are where it is best known (chapter ${CHAPTER.locks}).`;
    if (order === 'put-first' && capacity < trays)
      return `Each cook leaves the trays on the belt in front of it and waits for room on the next belt, where only the next cook can make room. All four conditions hold, and to break one is enough. Belts for ${trays} help here, in any number of rounds, because no cook puts more than ${trays} before it takes. ${doubles} ${ours}`;
    if (order === 'all-take-first')
      return `Everybody waits for a tray, and nobody has put one down: a circular wait at empty belts, which no longer belt can end. Nobody holds anything here, so the circular wait is the only condition that a cure can break. ${doubles} ${ours}`;
    return `${order === 'icer-takes-first' ? 'While the other cooks wait for room, the icer takes trays and so makes room. The waits no longer all point in the same direction, so they cannot form a cycle.' : `Belts for ${capacity} are enough if a cook puts ${trays} before it takes: it waits for room only if the next cook is a round behind, so the waits cannot form a cycle, in any number of rounds.`} ${doubles} ${ours}`;
  },
  doubts: () => 'a belt held more than its capacity, a cure did not help, or the watchdog found no deadlock',
  tryIt: {
    ask: 'Let the icer take first and put afterwards, with the same belts. Does it work?',
    expect: 'Yes: all rounds are done.',
    because:
      'While the baker waits for room, the icer takes a tray, and so makes room. One cook who does it the other way round breaks the circular wait.',
  },
  limits: () =>
    'Here a turn in which nothing moves proves the deadlock. Threads have no such turn: from outside, a station that waits looks like one that works for a long time. So each station notes what it does, and a watchdog reads the notes for a second before it reports.',
  words: [
    ['deadlock', 'all wait for each other, for ever; it needs the next four conditions'],
    ['mutual exclusion', `at most one thread at a time; in chapter ${CHAPTER.deadlock}, a place holds one tray`],
    ['hold and wait', 'a cook keeps what it has while it waits'],
    ['no preemption', 'nobody takes it away'],
    ['circular wait', 'the waits form a cycle'],
    ['livelock', 'all are busy, and none gets on'],
  ],
  notes: {
    say: 'Draw who waits for whom as arrows. A deadlock is a cycle in that drawing, whatever the cooks wait for: belts, locks or answers.',
    expect:
      'Some say that it works slowly, because each belt has room for one. Let two students play the cooks with one sheet of paper per belt. Then ask for a cure, and which condition it breaks. Three cooks: --set cooks=3.',
    ifItFails: 'The cooks cannot fail: they take turns on one thread. The watchdog takes about a second.',
  },
};
