/** Chapter 22 in English. */
import { medianOf } from '../../../measure/statistics/samples.ts';
import type { Facts, Text } from '../../chapters/22-a-race.ts';
import { CHAPTER } from '../../numbers.ts';
import { steps } from './steps.ts';

const count = (value: number): string => value.toLocaleString('en');
/** The time of one addition, in the median round. */
const eachTook = ({ nsEach }: Facts['asked']): string => `${medianOf(nsEach).toFixed(1)} ns`;

/** What was lost in the rounds that the question is about. */
function lostText({ totals, wanted }: Facts['asked']): string {
  const most = wanted - Math.min(...totals);
  if (most <= 0) return `No addition was lost in ${totals.length} rounds.`;
  const rounds = totals.filter((total) => total < wanted).length;
  return `Up to ${count(most)} of ${count(wanted)} additions were lost, in ${rounds} of ${totals.length} rounds.`;
}

function atomicText({ asked, other }: Facts): string {
  const lost = other.wanted - Math.min(...other.totals);
  return `Atomics.add lost ${lost > 0 ? `up to ${count(lost)}` : 'none'}. In the median round, an addition took ${eachTook(asked)} plainly, and ${eachTook(other)} with Atomics.add.`;
}

function apartText({ asked, other }: Facts): string {
  return `In the median round, an addition took ${eachTook(asked)} side by side, and ${eachTook(other)} with counters 256 bytes apart.`;
}

export const text: Text = {
  idea: 'In shared memory, every thread can read and write at any moment. Coroutines on one thread share all their data too, but they take turns.',
  names: [
    ['counters', 'an array in shared memory'],
    ['storage', 'an object that two cooks on one thread share'],
    ['atomics', 'Atomics on threads; each call is one step'],
  ],
  knobs: {
    counter: 'whether all threads add to one shared counter, or each to a counter of its own',
    threads: 'how many threads add',
  },
  question: ({ counter, threads }) => {
    const where = counter === 'shared' ? 'one shared counter' : 'a counter of its own';
    const who = threads === 1 ? 'One thread adds 1 to' : `Each of ${threads} threads adds 1 to`;
    return {
      text: `${who} ${where} with addPlainly, many times. What is the sum at the end?`,
      answers: ['less than the number of additions', 'the number of additions', 'more than the number of additions'],
    };
  },
  labels: {
    steps,
    heading: ['', 'by each thread', 'ns each', 'lost in each round'],
    ways: {
      plain: 'read, add, write',
      atomic: 'Atomics.add',
      beside: 'own counters, side by side',
      apart: 'own counters, far apart',
    },
    least: ({ total, orders }, trace) =>
      `Two threads add 3 times each to a shared counter. Other threads see two steps of an addition: read and write. In the worst of all ${count(orders)} orders of these steps, the total is ${total}: ${trace}.`,
    eggs: ({ left, overdrawn: { wrong, orders } }) => [
      ['one egg, two cooks: check, then take', 'eggs left'],
      ['one thread, hasty: check, yield, take', `${left.hasty}`],
      ['one thread, careful: check, take, yield', `${left.careful}`],
      ['two threads, takeEgg', `below 0 in ${wrong} of ${orders} orders`],
    ],
  },
  figures: (facts, { counter }) =>
    `${lostText(facts.asked)} ${counter === 'shared' ? atomicText(facts) : apartText(facts)} With takeEgg, two threads take the same egg in ${facts.overdrawn.wrong} of ${facts.overdrawn.orders} orders; the hasty cooks leave ${facts.left.hasty}.`,
  reasons: (_, { counter, threads }) => {
    const conditions =
      'A race condition is something else: the result depends on the order of steps, even if each step is atomic. takeEgg uses only atomic steps, and still two threads can take the same egg. It needs no threads either: the hasty cooks take more eggs than there are. So there must be no yield between check and take; in async code, every await is a yield.';
    if (threads === 1) return `No other thread writes, so nothing is lost. ${conditions}`;
    if (counter === 'own') {
      return `Each counter has one writer, so no write erases another one. Side by side they are in one cache line, the block of memory that a core fetches as a whole. Cores that write to one line take it from each other: that is false sharing, and it can slow them down. ${conditions}`;
    }
    return `Adding 1 is three steps: read, add, write. Others see only the first and the last one, so only those two are ordered above. If others write between the read and the write, the late write erases all that they have added. That is a data race. The least possible total is 2, also with millions of additions: one thread pauses after its first read, then sets the counter back to 1; another one reads this 1 for its last addition, pauses, and writes 2 at the very end. ${conditions}`;
  },
  doubts: ({ asked, other }, { counter, threads }) => {
    const isRace = counter === 'shared' && threads > 1;
    const more = [asked, other].map(({ totals, wanted }) => totals.map((total) => total - wanted));
    if (more.flat().some((one) => one > 0)) return 'a sum is higher than the number of additions';
    if (more[1]?.some((one) => one < 0) || (!isRace && more[0]?.some((one) => one < 0)))
      return 'additions were lost where no thread can erase them';
    return 'the threads hardly ran at the same time, and none was interrupted between its read and its write';
  },
  tryIt: {
    ask: 'Give each thread its own counter, and add them up at the end. Is the sum right? Does it matter where the counters are in memory?',
    expect:
      'The sum is right in every round. Counters side by side can take several times as long as counters far apart, if the threads run on different cores.',
    because:
      'Each counter has one writer, so no write erases another one. But neighbours in one Int32Array are in one cache line, and each write takes this line from the other cores: false sharing.',
  },
  limits: ({ counter }) =>
    counter === 'shared'
      ? `The times of a few rounds are shown, and nothing is concluded from them. How many additions are lost depends on processor, compiler and chance. A run that loses none proves nothing. To try every order does, but only for small programs (chapter ${CHAPTER.youSchedule}). If there are fewer cores than threads, the times include waiting for a core.`
      : 'The times are those of a few rounds, and depend on the processor and on which cores the threads run. If they share a core, there is no false sharing. A cache line has 64 bytes on most processors, and 128 on some.',
  words: [
    ['data race', 'two threads access one place in memory, at least one of them writes, and nothing orders them'],
    ['lost update', 'a write that is erased by one that had read before it'],
    ['race condition', 'the result depends on the order of steps'],
    ['check-then-act', 'a check that is out of date when its result is used'],
    ['atomic', 'one step for all others: nobody sees it half done'],
    ['false sharing', 'different data in one cache line, written by different cores'],
  ],
  notes: {
    say: 'A data race is about memory, a race condition is about the order of steps. Each can occur without the other.',
    expect:
      'Many expect a few lost additions, not half. Then ask: what is the least possible total? Most say half; let them find 2 with the trace on the screen.',
    ifItFails:
      'On a single core, or on a busy machine, perhaps nothing is lost. Play it again, or with --set threads=4.',
  },
};
