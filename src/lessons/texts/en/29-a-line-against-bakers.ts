/** Chapter 29 in English. */
import { times } from '../../../measure/figures.ts';
import type { Facts, Text } from '../../chapters/29-a-line-against-bakers.ts';
import { CHAPTER } from '../../numbers.ts';
import { atWork, MORE_BAKERS, type WaysCompared } from '../../props/gains/line-and-bakers.ts';
import { interval } from './figures.ts';

export const text: Text = {
  idea: 'Split the recipe into steps, one thread for each step: that is a pipeline, here called a line. Or split the order into whole cakes, one thread for each baker, who does all steps alone: that is data parallelism.',
  names: [
    ['platform', 'gives threads and a clock, here those of Node'],
    ['threads', 'the engine of the line: a thread for each station'],
    ['pool', 'the engine of the bakers: each thread has all stations'],
  ],
  knobs: { bakers: 'how many bakers there are [one for each logical processor]' },
  question: ({ bakers }) => ({
    text: `The stations work, and never wait. On one side is a line with a thread for each station, on the other side ${countText(bakers)}. Which side bakes more cakes per second?`,
    answers: [
      bakers === 1 ? 'the baker, with whole cakes' : 'the bakers, with whole cakes',
      'the line, with all its stations',
      'neither is clearly faster',
    ],
  }),
  labels: {
    heading: 'speedup over one thread, with its interval:',
    rows: ({ cores, bakers, work, wait }) => [
      ['', 'line', countText(bakers), 'line at most, here'],
      ['stations work', ...cells(work, atWork(cores, bakers, work.lineLimit).line)],
      ['stations wait', ...cells(wait, wait.lineLimit)],
    ],
    baker: (thread) => `baker ${thread}`,
    lanes: (cakes, bakers, shown) =>
      `${cakes} cakes, stations that work: the line, then ${countText(bakers)}${shown < bakers ? `, of which ${shown} are shown` : ''}`,
  },
  figures: ({ bakers, work, wait }) =>
    `Where the stations work: ${sentence(work, bakers)} Where they wait: ${sentence(wait, bakers)}`,
  reasons: (facts) => `${workText(facts)} ${waitText(facts)}`,
  doubts: ({ cores, possible }) =>
    possible
      ? cores === 1
        ? 'this machine has one logical processor, so that work gains nothing from threads'
        : 'other programs used the processors, two logical processors share one core, or the two ways are about equally fast here'
      : 'a gain is above the number of bakers or processors, or above the limit of the line',
  tryIt: {
    ask: `Take ${MORE_BAKERS} bakers. Which side wins where the stations work, and which where they wait?`,
    expect:
      'Where they wait: the bakers, whose gain is about their number. Where they work, bakers beyond the number of logical processors add nothing.',
    because: `A baker who waits needs no processor, so any number of them can wait at once. A baker who works needs one. Chapter ${CHAPTER.moreThreads} asks how many threads are best.`,
  },
  limits: () =>
    'These are a few rounds on one machine, with one recipe. The bakers can divide this order because its cakes do not depend on each other; with random deliveries, or with a state that all cakes share, they cannot. Two logical processors of one core do less than two cores. A lane also shows work while its thread waits for a processor.',
  words: [
    ['pipeline parallelism', 'one thread for each step; every item passes through all of them'],
    ['data parallelism', 'every thread does all steps, each for its own share of the items'],
    ['worker pool', 'a fixed number of threads that take whole tasks'],
    ['pipeline bound', 'a pipeline gains at most the time of all steps / the time of the slowest one'],
    ['embarrassingly parallel', 'the tasks do not depend on each other at all'],
  ],
  notes: {
    say: 'Draw both on the board: in one the cake moves, in the other the cake stays. Then show the lanes: gaps in the line are stations that wait for the slowest one.',
    expect:
      'Many people choose the line, because that is how a factory looks. Ask which station in the lanes has no gaps. Others choose the bakers for both rows.',
    ifItFails:
      'With two logical processors that share a core, both sides gain little. Then the limits are the lesson: the line gains at most sum / slowest, the bakers at most their number, and where they work neither gains more than the number of processors.',
  },
};

function countText(bakers: number): string {
  return bakers === 1 ? '1 baker' : `${bakers} bakers`;
}

/** @param atMost what the line can gain on this machine */
function cells({ line, bakers }: WaysCompared, atMost: number): string[] {
  return [interval(line.ratio), interval(bakers.ratio), times(atMost)];
}

function sentence({ line, bakers, bakersOverLine: { outcome, ratio } }: WaysCompared, count: number): string {
  const one = count === 1;
  const verdict = {
    wins: `the ${one ? 'baker is' : 'bakers are'} faster`,
    loses: 'the line is faster',
    unclear: 'neither is clearly faster',
    'not-trusted': 'neither is clearly faster',
  }[outcome];
  return `the line gives ${times(line.ratio.median)}, ${countText(count)} ${one ? 'gives' : 'give'} ${times(bakers.ratio.median)}; ${verdict} (bakers over line: ${interval(ratio)}).`;
}

function workText(facts: Facts): string {
  const { cores, bakers, work } = facts;
  const { lineLimit } = work;
  const limits = atWork(cores, bakers, lineLimit);
  if (limits.bakers === limits.line)
    return `Here the ${cores === 1 ? 'processor limits' : 'processors limit'} both sides: neither can gain more than ${times(limits.line)}. The line also pays for every message, and it has to fill and to run empty; bakers send nothing to each other. With more processors, the line would reach its own limit at ${times(lineLimit)}, because all stations wait for the slowest one.`;
  if (limits.bakers < limits.line)
    return `${bakers === 1 ? 'One baker keeps' : `${bakers} bakers keep`} only ${bakers} of the ${cores} logical processors busy; the line can use more of them.`;
  return `The line pays for every message, it has to fill and to run empty, and it never gains more than ${times(lineLimit)}, because all stations wait for the slowest one. Bakers send nothing to each other, and more processors allow more of them.`;
}

function waitText({ bakers, wait: { lineLimit } }: Facts): string {
  if (bakers < lineLimit)
    return `Where the stations wait, ${bakers === 1 ? 'one baker waits' : `${bakers} bakers wait`} for ${bakers === 1 ? 'one thing' : `${bakers} things`} at a time, while the stations of the line all wait at once, for up to ${times(lineLimit)}. A line is also right where a step needs something that exists only once: one oven, one connection, one state.`;
  return `Where the stations wait, ${bakers} bakers wait for ${bakers} things at once, more than the ${times(lineLimit)} of the line. A line is still right where a step needs something that exists only once: one oven, one connection, one state.`;
}
