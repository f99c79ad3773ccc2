/** Chapter 31 in English. */
import { count } from '../../../measure/figures.ts';
import { placementText } from '../../../measure/verdict.ts';
import type { Facts, Text } from '../../chapters/31-fewer-threads-than-stations.ts';
import { CHAPTER } from '../../numbers.ts';
import { STATIONS } from '../../props/gains/many-stations.ts';
import { interval } from './figures.ts';

export const text: Text = {
  idea: 'A line does not need a thread for each station: stations on one thread call each other, and only an item that changes threads has to be passed between threads. But coroutines that share a thread have to give it back, or others starve.',
  names: [
    ['of', 'says which stations of a line share a thread'],
    ['placedByWork', 'makes all threads equally busy, with few items between them'],
    ['ring', 'a channel in shared memory'],
    ['turn', 'awaits a promise, or one turn of the event loop'],
  ],
  knobs: {
    threads: 'how many threads the line may use at most',
    workUs: 'how long each station works for a unit that it makes, in microseconds',
  },
  question: ({ threads }) => ({
    text: `The line has five coroutines: a producer and four stations. With a thread for each, every item that goes from one to the next changes threads. Now they share ${threads === 1 ? 'one thread' : `at most ${threads} threads`}, as a planner places them. How many items still change threads?`,
    answers: ['all of them', 'some', 'none'],
  }),
  labels: {
    lanes: (cakes, placement) =>
      `${cakes} cakes, with a thread for each coroutine, and on ${threadsText(placement.length)}: ${placementText(placement)}`,
    names: (placement) => ['a thread for each', placementName(placement.length)],
    rows: ({ items, crossed, placement, apart, shared }) => [
      ['', 'items that change threads', 'speedup over one thread'],
      ['a thread for each', `${crossed.apart} of ${items}`, interval(apart.ratio)],
      [placementName(placement.length), `${crossed.shared} of ${items}`, interval(shared.ratio)],
    ],
    many: (cores) =>
      `64 stations in a row, all equally busy, on a machine with ${cores} logical ${cores === 1 ? 'processor' : 'processors'}:`,
    manyRows: (many, cores) => [
      ['threads', 'stations on each', 'changes of an item', 'speedup, at most'],
      ...many.map(({ threads, most, crossings }) => [
        String(threads),
        String(most),
        String(crossings),
        `${Number(Math.min(cores, STATIONS / most).toFixed(1))}x`,
      ]),
    ],
    turns: ({ promises, most, eventLoop }) => [
      `a timer is due, but a loop of promises runs: ${turnsText(promises)} before it fires${promises === most ? ', and it still waits' : ''}`,
      `the same with a loop that gives the event loop a turn: ${turnsText(eventLoop)} before it fires`,
    ],
  },
  figures: ({ items, crossed, placement, apart, shared, turns }) =>
    [
      `Of the ${items} items of a cake, ${crossed.apart} change threads with a thread for each, and ${crossed.shared} on ${threadsText(placement.length)}.`,
      `The speedups over the engine on one thread, in these rounds: ${interval(apart.ratio)} with a thread for each, ${interval(shared.ratio)} on ${placementName(placement.length)}.`,
      `While a timer was due, a loop of promises ran ${turnsText(turns.promises)}${turns.promises === turns.most ? ', and it still waited' : ''}; a loop with turns of the event loop ran ${turnsText(turns.eventLoop)}.`,
    ].join(' '),
  reasons: (facts, set) =>
    [
      `Inside a thread a send is a call, as in chapter ${CHAPTER.call}; this is called fusion.`,
      ...planText(facts, set.threads),
      'The number of threads follows from the processors, and not from the stations: M coroutines run on N threads.',
      'The price is cooperation: await on a promise that is already done gives the thread only to other promises, never to the event loop. So a timer can starve although it is due.',
    ].join(' '),
  doubts: ({ possible, digests, turns }) => {
    if (!possible) return 'a gain is above the number of threads, or of processors';
    if (digests !== 1) return 'the runs did not do the same work';
    return turns.eventLoop > 2 ? 'the timer was not due when the loop began' : 'not all items were recorded';
  },
  tryIt: {
    ask: 'Let the line use three threads. How many does the planner take, and why?',
    expect: 'Two, as before.',
    because:
      'Four stations work equally long. On three threads one of them still has two stations, so the line would be no faster; and more items would change threads. With four threads allowed, it takes four: then no thread has two stations that work.',
  },
  limits: ({ workUs }) =>
    `The items and turns are counted; they do not depend on the speed of the machine. The speedups come from a few rounds, so nothing is concluded from them. They are for ${workUs} us of work in each station: with much work, passing an item to another thread hardly matters; with little work it is most of the time. The planner places stations before the run, by their work; it does not move them later, as schedulers with work stealing do. The table for 64 stations is computed, not measured.`,
  words: [
    ['operator fusion', 'steps of a pipeline are joined on one thread, so that a send becomes a call'],
    ['M:N scheduling', 'many coroutines share a few threads, as goroutines do'],
    ['fairness', 'everybody who is ready gets a turn within a bounded time'],
    ['starvation', 'somebody who is ready never gets a turn'],
    ['microtask', 'the continuation of a promise; it runs before the event loop goes on'],
    ['work stealing', 'an idle thread takes tasks from a busy one'],
  ],
  notes: {
    say: 'Read the placement aloud: the butter melter and the wet mixer are on one thread, so between them a send is a call again. Then ask for 64 stations: who would start 64 threads on this machine?',
    expect:
      'Most people choose B, and do not expect that planned threads can be fewer than allowed. For the timer, many people think that every await lets timers run.',
    ifItFails:
      'The counts do not depend on the machine. On a busy machine the speedups say nothing; the table shows that in wide intervals.',
  },
};

function threadsText(threads: number): string {
  return threads === 1 ? 'one thread' : `${threads} threads`;
}

function placementName(threads: number): string {
  return threads === 1 ? 'one worker thread' : `${threads} shared threads`;
}

function turnsText(turns: number): string {
  return turns === 1 ? '1 turn' : `${count(turns)} turns`;
}

function planText({ placement }: Facts, allowed: number): string[] {
  if (placement.length === 1) return ['On one thread nothing changes threads.'];
  if (placement.length === allowed) return [];
  return [
    `Only ${placement.length} of ${allowed} threads are used: with one more, the busiest thread would be as busy.`,
  ];
}
