/** Chapter 13 in English. */
import { times } from '../../../measure/figures.ts';
import type { Text } from '../../chapters/13-three-workloads.ts';
import { CHAPTER } from '../../numbers.ts';
import { type Compared, ENGINES, type Facts } from '../../props/gains/speedups.ts';

export const text: Text = {
  idea: 'Whether threads help depends on what the stations do: compute, wait, or only forward items. The recipe sets a limit before anything runs: no line is faster than its slowest station.',
  names: [
    ['workUs', 'microseconds of computing for one cake'],
    ['restMs', 'milliseconds of waiting for one cake'],
    ['serviceTimesUs', 'what each station takes for one cake'],
  ],
  knobs: { others: 'the time of each station but the oven, in percent of the time of the oven' },
  question: ({ others }) => ({
    text: `The oven takes 240 us of computing for a cake, or 4 ms of waiting, or neither; each other station takes ${others} % of that. One engine runs all stations on one thread and waits with timers, another blocks that thread when a station waits. Where is the one with timers at least 1.5 times as fast?`,
    answers: [
      'only where stations compute',
      'only where they wait',
      'only where they forward items',
      'nowhere, or in several cases',
    ],
  }),
  labels: {
    lanes: 'Stations that wait (▒), on one thread that blocks and on one with timers:',
    inLanes: ['one thread, blocking', 'one thread, timers'],
    machine: (processors, capacity) =>
      processors === 1
        ? 'This machine has one logical processor.'
        : `This machine has ${processors} logical processors; together they compute ${capacity.toFixed(2)} times as fast as one.`,
    head: ['as fast as one thread', 'compute', 'wait', 'only forward'],
    names: { 'event-loop': 'one thread, timers', threads: 'a thread each', pool: 'bakers' },
    cell: ({ median, limit, outcome }, workload) =>
      `${MARKS[outcome]}${times(median)}${workload === 'message-bound' ? '' : ` of ${times(limit)}`}`,
    key: '~: no clear difference from one thread. !: more than is possible. of: the limit. Bakers make whole cakes, one baker on each processor.',
  },
  figures: ({ lineLimit, speedups }) => {
    const row = (one: Facts['speedups']['cpu-bound']) => listed(ENGINES.map((engine) => times(one[engine].median)));
    return `The recipe limits a line to ${times(lineLimit)}. Timers, threads and bakers reached ${row(speedups['cpu-bound'])} where stations compute, ${row(speedups['wait-bound'])} where they wait, and ${row(speedups['message-bound'])} where they only forward items.${beyondLimit(speedups).length === 0 ? '' : ' More than the limit is not possible: something disturbed this run.'}`;
  },
  reasons: (_, { others }) =>
    [
      others === 0
        ? 'Only the oven does anything, so nothing in the line can happen at the same time, whatever the engine. Bakers do not pass cakes on, so this limit does not hold for them.'
        : 'Waiting needs no core: while one station waits, the thread runs another. So timers have the same limit as threads there.',
      'Computing needs a core, and one thread uses one core: timers gain nothing.',
      others > 0
        ? 'Threads use more cores, if there are more, up to the limit of the recipe or of the machine, whichever is lower.'
        : '',
      `Where stations only forward items, the cost of a message decides: chapter ${CHAPTER.messages}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  doubts: ({ speedups }) => {
    const beyond = beyondLimit(speedups).map((engine) => text.labels.names[engine]);
    return beyond.length > 0
      ? `above the limit: ${beyond.join(', ')}`
      : 'the runs were too short, or other programs used the processors';
  },
  tryIt: {
    ask: 'Let only the oven do something. What can timers, threads and bakers gain now, where stations compute and where they wait?',
    expect: 'Timers and threads gain nothing: the limit of the line is 1.00x. Bakers gain about as much as before.',
    because:
      'A line is as fast as its slowest station, and here the oven is the whole line. Bakers do not share a cake, they share the order: there is no slowest station, only a last cake.',
  },
  limits: () =>
    'These are six short rounds, and a short run also has to fill the line and to empty it, which its limit leaves out. npm start goes on until the intervals are narrow. In Python with its GIL, threads gain in the column "wait" only.',
  words: [
    ['CPU-bound', 'limited by computing'],
    ['I/O-bound', 'limited by waiting: for a disk, a network or a person'],
    ['speedup', 'old time / new time'],
    ['logical processor', 'what the operating system runs a thread on'],
    [
      'hyper-thread',
      'one of two logical processors that share a core: together perhaps 1.1 to 1.3 times as fast as one',
    ],
    ['GIL', 'a lock of the usual Python: only one thread of a process runs Python code at a time'],
    ['isolate', 'what a Node worker has: heap and event loop of its own, more like a Python process than a thread'],
  ],
  notes: {
    say: 'Let the class compute the limit of the line first: sum of the times, divided by the largest.',
    expect:
      'Many say that threads are needed for waiting. Point at the lanes: one thread, several waits at once. Somebody will ask about Python: there, a worker of Node is like multiprocessing.',
    ifItFails:
      'On a loaded machine or with one processor threads cannot gain; the column "compute" then says so. Close other programs and run it again.',
  },
};

const MARKS = { unclear: '~', 'not-trusted': '!', wins: '', loses: '' };

/** The engines that were faster than is possible. Of messages the recipe says nothing. */
function beyondLimit(speedups: Facts['speedups']): Compared[] {
  const claimed = (engine: Compared) => [speedups['cpu-bound'][engine], speedups['wait-bound'][engine]];
  return ENGINES.filter((engine) => claimed(engine).some(({ outcome }) => outcome === 'not-trusted'));
}

/** `1.00x, 1.71x and 1.75x` */
function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
