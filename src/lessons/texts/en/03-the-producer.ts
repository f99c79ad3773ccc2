/** Chapter 3 in English. */
import type { Text } from '../../chapters/03-the-producer.ts';
import { CHAPTER } from '../../numbers.ts';
import { milliseconds } from './figures.ts';

export const text: Text = {
  idea: 'The producer is a generator that yields ingredients, and in between it yields requests to wait: "resume me in 12 ms". All its random numbers are computed from one number, the seed, so a run can be repeated.',
  names: [
    ['items', 'random ingredients, drawn with the seed'],
    ['Requests', 'a generator of requests and ingredients'],
    ['serve', 'resumes the producer, and waits as requested'],
    ['intervalMs', 'draws the next interval'],
    ['await sleep', `pauses serve for that long (chapter ${CHAPTER.scheduler})`],
    ['arrived', 'takes an ingredient and notes the time'],
  ],
  knobs: {
    seed: 'the seed of the second run; that of the first is 7',
    mean: 'the mean interval of the second run, in milliseconds; that of the first is 40',
    intervals: 'how the intervals of both runs are distributed: uniform or exponential',
  },
  question: ({ seed, mean }) => ({
    text: `We run the producer with seed 7 and a mean interval of 40 ms, and then again with ${seed === 7 && mean === 40 ? 'the same seed and the same mean' : `seed ${seed} and a mean of ${mean} ms`}. What is the same in both runs?`,
    answers: [
      seed === 7 ? 'nothing: it is random' : 'nothing',
      'the ingredients only',
      'the ingredients and the requested intervals',
      'the ingredients, the intervals and the arrival times',
    ],
  }),
  labels: {
    dueAt: 'due at: the sum of the requested intervals so far',
    heading: ['first run', 'due at', 'came at', 'second run', 'due at', 'came at'],
    came: (ms) => `${ms.toFixed(1)} ms`,
  },
  figures: ({ sameIngredients, sameIntervals, ratio, sameTimes, lateMs }) => {
    const intervals = sameIntervals
      ? 'The intervals are the same.'
      : ratio === null
        ? 'The intervals are different.'
        : `Each interval of the second run is ${Number(ratio.toFixed(3))} times as long, up to rounding.`;
    const median =
      lateMs < 0
        ? `The median interval of both runs ended ${milliseconds(-lateMs)} too early`
        : `The median delay, over all intervals of both runs, is ${milliseconds(lateMs)}`;
    return `The ingredients are ${sameIngredients ? 'the same' : 'different'}. ${intervals} The arrival times are ${sameTimes ? 'the same' : 'different: each timer is late by a different amount'}. ${median}.`;
  },
  reasons: () =>
    `The seed decides what is drawn: the same seed gives the same ingredients, and the same intervals if the mean is the same; another seed gives other ones, each time the same. The timers of this machine decide when an ingredient comes. The producer itself never waits: it yields a request, and the code that resumes it decides how to wait, and what to do meanwhile. Chapter ${CHAPTER.scheduler} builds a scheduler from such requests.`,
  doubts: () => 'the same seed gave other ingredients or intervals, or all arrival times were equal',
  tryIt: {
    ask: 'Halve the mean interval of the second run, from 40 to 20 ms. What stays the same?',
    expect: 'The ingredients. Each interval is half as long, up to rounding.',
    because: 'The seed fixes what is drawn. The mean only scales the intervals.',
  },
  limits: ({ intervals }) =>
    `One late timer delays everything after it, so delays add up in the column "came at". For the median, each interval is measured on its own. ${
      intervals === 'uniform'
        ? 'Here every interval from 0 to twice the mean is equally likely. Independent events at a steady rate have exponential intervals instead: many short ones, in bursts, and few long ones (--set intervals=exponential).'
        : 'These exponential intervals fit independent events at a steady rate. Real customers are often neither: they come together, or at the same hour.'
    } (The Python course announces random times, but its producer sleeps 0.1 s after every ingredient.)`,
  words: [
    ['pseudo-random', 'computed from a seed, but without a visible pattern'],
    ['seed', 'the number from which all random numbers of a run are computed'],
    ['reproducible', 'the same again in another run'],
    ['uniform distribution', 'every value of a range is equally likely'],
    ['exponential distribution', 'many small values and few large ones, like the intervals between independent events'],
    ['jitter', 'how much a delay varies'],
  ],
  notes: {
    say: 'A yield can mean: here is a value. It can also mean: please do something for me, and resume me later. All schedulers in this lecture work with the second meaning.',
    expect:
      'Most people choose between the ingredients and everything. Ask what a timer promises: not before, but perhaps later.',
    ifItFails:
      'The ingredients and intervals cannot differ. On a busy machine the arrival times are later: that is the lesson.',
  },
};
