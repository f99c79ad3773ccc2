/** Chapter 16 in English. */

import { times } from '../../../measure/figures.ts';
import {
  type Busy,
  factorsFor,
  type Settings,
  type Text,
  type Version,
} from '../../chapters/16-the-slowest-station.ts';
import { CHAPTER } from '../../numbers.ts';
import { USUAL } from '../../props/gains/oven-versions.ts';

export const text: Text = {
  idea: 'In a pipeline all stations are busy at the same time, each with a different cake. Which station is worth speeding up, and by how much?',
  names: [
    ['serviceTimesUs', 'how long each station is busy with one cake'],
    ['perProduct', 'how often a station fires per cake: each of two ovens for every second one'],
    ['restMs', 'how long it waits'],
    ['throughput', 'what this line can do at most'],
  ],
  knobs: {
    oven: 'the time of the oven in the changed line, in ms',
    dry: 'the time of the dry mixer in the changed line, in ms',
  },
  question: (set) => ({
    text: `For each cake the oven needs ${USUAL.oven} ms, the dry mixer ${USUAL.dry}, the wet mixer ${USUAL.wet}, the melter ${USUAL.melter}. Each has its own thread. ${changeText(set)} How does the throughput (cakes per second) change?`,
    answers: factorsFor(set).map((factor) =>
      factor === 1 ? 'it stays the same' : `it is ${Number(factor.toFixed(2))} times as high`,
    ),
  }),
  labels: {
    name: (name, { oven, dry }) => {
      const names = {
        unchanged: `oven ${USUAL.oven}, dry mixer ${USUAL.dry} ms (unchanged)`,
        wet: `wet mixer ${USUAL.wet / 2} ms`,
        changed: `oven ${oven}, dry mixer ${dry} ms`,
        ovens: `two ovens of ${USUAL.oven} ms`,
      };
      return names[name];
    },
    versions: ['throughput', 'predicted', 'measured', 'cakes/s'],
    version: ({ name, predicted, measured, perSecond }, set) => [
      text.labels.name(name, set),
      times(predicted),
      times(measured.median),
      perSecond.toFixed(0),
    ],
    busyHead: ['utilisation', 'unchanged', 'changed'],
    busy: ({ station, unchanged, changed }) => [station, percent(unchanged), percent(changed)],
  },
  figures: ({ versions, busy }) => {
    const [, wet, changed, ovens] = versions;
    return `The changed line: predicted ${times(changed?.predicted ?? 0)}, measured ${times(changed?.measured.median ?? 0)}. ${busiestText(busy)} With the wet mixer in half its time the line reached ${measuredText(wet)}, with a second oven ${measuredText(ovens)}.`;
  },
  reasons: (_, set) =>
    `The slowest station is the bottleneck: it is busy most of the time, and the others are idle for a part of it. In the changed line that is the ${slowestText(set)}. Speeding up another station gains nothing. Speeding up the bottleneck helps until another station is the slowest.`,
  doubts: () => 'there were too few rounds, or other programs used the cores, so that the waits took too long',
  tryIt: {
    ask: `With the oven at 4 ms, speed up the dry mixer too, from ${USUAL.dry} to 2 ms. How does the throughput change, compared with the unchanged line?`,
    expect: 'It is 2 times as high, but no higher with an even faster dry mixer.',
    because: `Now oven and wet mixer are the slowest, with 4 ms each: 8 / 4 = 2. From here on, both have to be faster before anything is gained.`,
  },
  limits: () =>
    'The stations wait and do not compute, so the effect shows on any number of cores. The measured time includes the time in which the line fills; the prediction does not.',
  words: [
    ['pipeline parallelism', 'all stages work at once, each on another item'],
    ['throughput', 'finished items per time'],
    ['bottleneck', 'the slowest stage: no pipeline is faster (the bottleneck bound, or pipeline bound)'],
    ['utilisation', 'the share of time in which a stage is busy: throughput x service time'],
    ['service time', 'how long a stage is busy with one item'],
  ],
  notes: {
    say: `Read the lanes: one station has no gaps. Then ask which station to buy next. The limit is exact, as the bottleneck bound of operational analysis; chapter ${CHAPTER.laws} says what happens to waits near it.`,
    expect: 'Many say 2 times: the oven is twice as fast. Some add up all times. Few look for the new slowest station.',
    ifItFails: 'On a busy machine the timers are late. The predicted column still shows the rule.',
  },
};

function changeText({ oven, dry }: Settings): string {
  const changes = [
    ...(oven === USUAL.oven ? [] : [`the oven needs ${oven} ms`]),
    ...(dry === USUAL.dry ? [] : [`the dry mixer needs ${dry} ms`]),
  ];
  return changes.length === 0 ? 'We change nothing.' : `Now ${changes.join(' and ')}.`;
}

/** Those with the longest time in the changed line. */
function slowestText({ oven, dry }: Settings): string {
  const stations = [
    ['oven', oven],
    ['dry mixer', dry],
    ['wet mixer', USUAL.wet],
    ['butter melter', USUAL.melter],
  ] as const;
  const most = Math.max(...stations.map(([, ms]) => ms));
  const names = stations.filter(([, ms]) => ms === most).map(([name]) => name);
  return `${names.join(' and the ')} (${most} ms)`;
}

function busiestText(busy: readonly Busy[]): string {
  const most = Math.max(...busy.map(({ changed }) => changed));
  const busiest = busy.find(({ changed }) => changed === most);
  return `There the ${busiest?.station} had the highest utilisation, ${percent(most)}.`;
}

function measuredText(version: Version | undefined): string {
  return times(version?.measured.median ?? 0);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
