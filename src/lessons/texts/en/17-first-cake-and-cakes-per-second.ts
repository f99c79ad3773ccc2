/** Chapter 17 in English. */

import { times } from '../../../measure/figures.ts';
import { rangeText } from '../../../measure/start-up.ts';
import { COARSE, type Facts, isImpossible, type Text } from '../../chapters/17-first-cake-and-cakes-per-second.ts';
import { CHAPTER } from '../../numbers.ts';
import type { Compared } from '../../props/gains/compared.ts';
import { milliseconds } from './figures.ts';

const NAMES = ['one thread', 'a thread each'] as const;

export const text: Text = {
  idea: 'The time until a cake is finished (latency) and the cakes per second (throughput) are two figures. A line can be good at one and bad at the other, and threads must start before they do anything.',
  names: [
    ['startupMs', 'until every station is ready: the start of the threads'],
    ['wallMs', 'from then until the last cake is finished'],
    ['products', 'how many cakes the run made'],
  ],
  knobs: { work: 'the work of every station, in times that of the recipe' },
  question: ({ work }) => ({
    text: `The shop opens, and nothing has started yet.${work === 1 ? '' : ` Every station has ${work} times the work of the recipe.`} Which engine delivers the first cake sooner?`,
    answers: ['one thread per station', 'both at about the same time', 'one thread that takes turns'],
  }),
  labels: {
    names: NAMES,
    table: ({ cold, warm, coarse, perCake }) => [
      ['', ...NAMES],
      ['latency of the first cake, with the start', ...bothMs(cold)],
      ['latency of a cake, all started', ...bothMs(warm)],
      [`the same, with ${COARSE} times the work of the recipe`, ...bothMs(coarse)],
      ['throughput, cakes per second', perSecond(perCake.one), perSecond(perCake.threads)],
    ],
  },
  figures: ({ cold, warm, coarse, perCake, pays }) =>
    `The first cake took ${milliseconds(cold.one)} on one thread, and ${milliseconds(cold.threads)} with a thread per station, including the start. When everything has started, one cake comes ${latencyWords(warm)} with threads; with ${COARSE} times the work of the recipe, ${latencyWords(coarse)}. ${paysText(perCake, pays)}`,
  reasons: ({ limits }) =>
    `Starting the threads takes longer than they save with one cake. Later a single cake gains little too: the dry mixer works at the same time as melter and wet mixer, but the chain of melter, wet mixer and oven remains (the critical path). So one cake is at most ${times(limits.oneCake)} as fast, however many cores there are. With many cakes all stations work at once: at most ${times(limits.many)}, with enough cores. The more work a cake takes, the less the messages matter.`,
  doubts: (facts) =>
    isImpossible(facts)
      ? 'the threads gained more than the number of cores, the critical path or the slowest station allow'
      : 'there were too few rounds, this machine has too few free cores, other programs disturbed the runs, or the threads started very quickly',
  tryIt: {
    ask: 'Give every station ten times the work. After how many cakes does the start pay for itself now?',
    expect: 'After about a tenth as many cakes, if threads gain on this machine at all.',
    because: 'The start costs as much as before, and each cake now saves about ten times as much.',
  },
  limits: () =>
    `Every start is a start of new threads in a program that already runs: only the very first one finds no compiled code. From the sources, it includes the building of the threads' code. This is the latency of a cake alone: in a busy shop it also waits in queues (chapter ${CHAPTER.laws}). And a median hides the slowest cakes; services report percentiles.`,
  words: [
    ['latency', 'the time from the order to the finished item'],
    ['throughput', 'finished items per time'],
    ['critical path', 'the longest chain of steps that need each other'],
    ['start-up cost', 'paid once, before any gain'],
    ['percentile', 'p99: the latency that 99 % of all items do not exceed'],
  ],
  notes: {
    say: 'Ask which figure a customer cares about, and which one the owner. Then show the lanes: of one cake, only two branches run at the same time.',
    expect: 'Many say the threads, since they are four. Few think of the start.',
    ifItFails:
      'With one free core, threads cannot gain. The cost of their start still shows, so discuss when it would pay for itself.',
  },
};

function bothMs({ one, threads }: Compared): string[] {
  return [milliseconds(one), milliseconds(threads)];
}

function perSecond(perCakeMs: number): string {
  return (1000 / perCakeMs).toFixed(0);
}

function latencyWords({ gain: { ratio, outcome } }: Compared): string {
  switch (outcome) {
    case 'wins':
      return `sooner (${times(ratio.median)} as fast)`;
    case 'loses':
      return `later (${times(ratio.median)} as fast)`;
    case 'unclear':
    case 'not-trusted':
      return 'neither clearly sooner nor clearly later';
  }
}

function paysText({ gain }: Compared, pays: Facts['pays']): string {
  switch (pays.kind) {
    case 'after':
      return `Once started, the threads bake ${times(gain.ratio.median)} as many cakes per second, so the start pays for itself after ${rangeText(pays)} cakes.`;
    case 'never':
      return 'The start never pays for itself here: with all threads running, the cakes do not come faster.';
    case 'not-shown':
      return 'This run does not show when the start pays for itself.';
  }
}
