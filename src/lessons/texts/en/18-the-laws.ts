/** Chapter 18 in English. */
import { BAKING_MIN, serialShare, type Text } from '../../chapters/18-the-laws.ts';
import { CHAPTER } from '../../numbers.ts';
import { amdahl } from '../../props/laws/laws.ts';

export const text: Text = {
  idea: 'Cakes that arrive at random times wait for an oven even if it is often idle, and the wait grows much faster than the load. Three more laws, by Little, Amdahl and Gustafson, say what is possible with queues and with more bakers.',
  names: [
    ['cakes', 'in the order of their arrival'],
    ['baking', 'how long this cake bakes'],
    ['freeAt', 'when each oven is free again'],
    ['begins', 'when the cake comes into an oven'],
  ],
  knobs: {
    load: 'how long each oven is busy, in percent of the time',
    ovens: 'how many ovens there are, with one line of waiting cakes for all of them',
    seed: 'the seed of the random numbers',
  },
  question: ({ load, ovens }) => ({
    text: `Cakes arrive at random times and bake for ${BAKING_MIN} minutes on average. ${ovens === 1 ? `The oven is busy ${load} % of the time.` : `There are ${ovens} ovens, and each is busy ${load} % of the time.`} How long does a cake wait for a free oven, on average?`,
    answers: ['under 5 minutes', '5 to 20 minutes', 'over 20 minutes'],
  }),
  labels: {
    waits: ['load', 'wait, counted', 'by formula', ''],
    wait: ({ load, counted, formula }, bar) => [`${load} %`, minutes(counted), minutes(formula), bar],
    present: ({ counted, law }) =>
      `Little: cakes that wait or bake, counted at regular moments: ${counted.toFixed(2)}; arrivals per minute x minutes from arrival to end: ${law.toFixed(2)}`,
    serial: ({ startMs, bakeMs, cakes }) =>
      `A real run with one baker on a thread: ${startMs.toFixed(0)} ms until its thread had started, then ${cakes} cakes in ${bakeMs.toFixed(0)} ms. How many times as fast with more bakers, at most?`,
    bakers: ['bakers', 'the same order (Amdahl)', 'an order for each (Gustafson)'],
  },
  figures: ({ waits, asked, present, serial }) => {
    const others = waits.filter(({ load }) => load !== asked.load);
    const listed = others.map(({ load, counted }) => `${minutes(counted)} at ${load} %`).join(', ');
    const share = serialShare(serial);
    return `At a load of ${asked.load} % a cake waited ${minutes(asked.counted)} on average; the formula says ${minutes(asked.formula)}. The wait was ${listed}. There were ${present.counted.toFixed(2)} cakes on average, and Little's law says ${present.law.toFixed(2)}. In the one run with one baker, the start of the thread was ${(100 * share).toFixed(0)} %. For this share, Amdahl's law allows at most ${amdahl(share, Number.POSITIVE_INFINITY).toFixed(2)} times as fast, with any number of bakers.`;
  },
  reasons: (_, { ovens }) =>
    `Random arrivals come in bursts, and an oven cannot make up later for the time in which it was idle. ${ovens === 1 ? 'The mean wait is baking time x load / (1 - load): flat at first, and steep from about 80 % on, the knee.' : `With ${ovens} ovens a cake waits only if all of them are busy, so the wait stays short for longer; near 100 % it rises without limit all the same.`}`,
  doubts: () => 'chance: with few cakes and a high load, the mean wait can differ much from the formula',
  tryIt: {
    ask: 'Buy a second oven for the same cakes: each oven is then busy 40 % of the time. Is the wait half as long?',
    expect: 'Much less than half: about 2 minutes instead of 40.',
    because:
      'Half the load lies on the flat part of the curve, and with two ovens a cake waits only if both are busy. So capacity to spare is what keeps waits short.',
  },
  limits: () =>
    'The clock of the queue is virtual, so its figures are exact for a seed, but chance remains: another seed moves the wait at 95 % by some percent. Real baking times vary less: if all cakes bake equally long, the wait for one oven is half as long (M/D/1). The share that starts the thread is measured in one run only, and is another one in the next. Amdahl and Gustafson ignore what more bakers cost: more threads take longer to start.',
  words: [
    ['utilisation', 'the share of time in which a server is busy; also called load'],
    ['M/M/1', 'the simplest queue: random arrivals, random service, one server'],
    ['knee', 'where the curve of the wait becomes steep'],
    ["Little's law", 'number present = rate of arrival x time from arrival to end'],
    ["Amdahl's law", 'the part that cannot be divided limits the speedup of the same work'],
    ["Gustafson's law", 'with more processors one does more work in the same time'],
    ['strong, weak scaling', 'the same work on more processors; more work on more processors'],
  ],
  notes: {
    say: `These are the arrivals of chapter ${CHAPTER.producer}, but with exponential intervals. Draw the curve on the board before the run, and let the class mark 50, 80 and 95 %. The long queue of chapter ${CHAPTER.backPressure} is Little's law again.`,
    expect: 'Most people expect almost no wait, because the oven is idle for a fifth of the time.',
    ifItFails:
      'The queue cannot fail with its own seed: it uses no real clock. Only the start of the thread is measured.',
  },
};

function minutes(value: number): string {
  return `${value.toFixed(1)} min`;
}
