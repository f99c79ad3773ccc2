/** Chapter 14 in English. */

import { times } from '../../../measure/figures.ts';
import { type Facts, isImpossible, type Text } from '../../chapters/14-what-a-message-costs.ts';
import { CRATE } from '../../props/messages/crates.ts';
import { interval } from './figures.ts';

export const text: Text = {
  idea: 'An ingredient travels to another thread as a message, and every message has a fixed cost, however small it is. Whether a thread is worth it depends on the grain size: the work per message.',
  names: [
    ['eggs', 'what we send'],
    ['perMessage', `how many of them travel in one message: 1, or ${CRATE}`],
    ['port', 'leads to the other thread'],
  ],
  knobs: {
    us: 'the work per ingredient that the question is about, in microseconds',
    working: 'which stations work: all of them equally, or only the oven',
  },
  question: ({ us, working }) => ({
    text: `${workText(us)} and travels to the next thread in its own message.${working === 'all' || us === 0 ? '' : ' The oven does all the work.'} How fast is the line on threads, compared with one thread?`,
    answers: ['0.8 times as fast or slower', 'about as fast', '1.2 times as fast or faster'],
  }),
  labels: {
    messages: ({ routed, broadcasts }) =>
      `messages for 10 cakes: ${routed} routed, ${broadcasts} broadcast (as in the Python course)`,
    costs: (alone, crated) => [
      ['eggs per message', 'time per egg'],
      ['1', nanoseconds(alone)],
      [String(CRATE), nanoseconds(crated)],
    ],
    curve: 'the line on threads, in times the speed of one thread (with its interval):',
    head: ['work   ', '  one per message   ', '     in batches     '],
    row: ({ workUs, naive, batched }) => [grain(workUs), interval(naive.ratio), interval(batched.ratio)],
  },
  figures: ({ points, alone, crated, routed, broadcasts }, { us, working }) => {
    const [asked, last] = [points.find(({ workUs }) => workUs === us), points.at(-1)];
    if (asked === undefined || last === undefined) return '';
    const atTheEnd =
      last === asked
        ? ''
        : ` With ${grain(last.workUs)}: ${interval(last.naive.ratio)} and ${interval(last.batched.ratio)}.`;
    return `${us === 0 ? 'Without work' : `With ${us} us of work per ingredient`} the line reaches ${interval(asked.naive.ratio)} with one ingredient per message, and ${interval(asked.batched.ratio)} in batches.${atTheEnd} ${breakEvenText(points)}${working === 'all' ? '' : ' With all the work in the oven, the limit of the line is 1.00x.'} Without a line, an egg took ${nanoseconds(alone)} alone in its message, and ${nanoseconds(crated)} in a crate of ${CRATE}. A broadcast line sends ${(broadcasts / routed).toFixed(1)} times as many messages.`;
  },
  reasons: ({ points }, { working }) => {
    const limit = points.at(-1)?.limit ?? 1;
    return `A message has a fixed cost, and a batch shares it among its items. ${
      working === 'all'
        ? `The more work an item takes, the less the message matters; what remains is the limit of the line, ${times(limit)}, or that of the cores.`
        : 'More work per item makes the messages matter less, but the other threads have nothing to take over from the oven.'
    }`;
  },
  doubts: (facts) =>
    isImpossible(facts)
      ? 'a gain lies above the number of cores, or above the limit of the line'
      : 'there were too few rounds, or other programs disturbed them: a curve falls where it should rise, a gain is above what the cores gave just now, threads did not clearly lose without work or win with much work, or batches were slower than single messages',
  tryIt: {
    ask: 'Give the oven all the work. From which grain size on does the line gain now, and how much at most?',
    expect: 'At no grain size: with much work it comes close to 1.00x, and that is its limit.',
    because:
      'A line is no faster than its slowest station. All the work is in the oven, so the other threads only add messages.',
  },
  limits: () =>
    'These are five short rounds. Without work a round takes only some milliseconds, too little for batches to show their full gain. npm run bench measures ten grain sizes, over ports and over shared memory.',
  words: [
    ['message passing', 'threads share nothing and send values'],
    ['grain size', 'the work per message'],
    ['overhead', 'what is not work: here, the cost of the messages'],
    ['batching', 'many items in one message'],
    ['break-even', 'where gain and cost are equal'],
    ['broadcast', 'every receiver gets every message'],
  ],
  notes: {
    say: 'A function call takes some nanoseconds, a message to a thread hundreds of times as long. So ask how much work there is per message.',
    expect: 'Many say faster: two cores are twice one. Show the table of the eggs first, and let them vote again.',
    ifItFails:
      'Look at the row without work: one message per ingredient loses there on any machine that we know. The end of the curve needs free cores.',
  },
};

function workText(us: number): string {
  return us === 0 ? 'Each ingredient needs no work' : `Each ingredient needs ${us} us of work`;
}

function grain(us: number): string {
  return us === 0 ? 'none' : `${us} us`;
}

function nanoseconds(ns: number): string {
  return `${Math.round(ns).toLocaleString('en')} ns`;
}

/** Between the last grain that clearly loses and the first that clearly wins. */
function breakEvenText(points: Facts['points']): string {
  const from = points.find(({ naive }) => naive.outcome === 'wins');
  const before = points.findLast(({ naive }) => naive.outcome === 'loses');
  if (from === undefined) return 'No grain of this run clearly gains with one ingredient per message.';
  if (before === undefined || before.workUs > from.workUs) return 'This run does not show where the break-even is.';
  return `With one ingredient per message, the break-even is between ${before.workUs} and ${from.workUs} us of work.`;
}
