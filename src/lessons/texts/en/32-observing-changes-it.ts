/** Chapter 32 in English. */
import { count } from '../../../measure/figures.ts';
import type { Cost, Egg, Facts, Text } from '../../chapters/32-observing-changes-it.ts';
import { CHAPTER } from '../../numbers.ts';
import { interval } from './figures.ts';

export const text: Text = {
  idea: 'A recorder shows what each station does, and when. But it runs in the same program: it takes time, and a log line at the wrong place can change the order of events.',
  names: [
    ['events', 'switches the recorder on: the most events that it keeps for a station'],
    ['bake', 'runs the line, and returns its time'],
    ['look', 'how many eggs there are'],
    ['write', 'adds a line to a log'],
  ],
  knobs: {
    workUs: 'how long each station works for an item that it makes, in microseconds',
    log: 'whether the log line is awaited, or written at once',
  },
  question: ({ workUs }) => ({
    text: `The recorder notes every event of each station: what happened, with which item, and when. ${workUs === 0 ? 'The stations only forward items, without work' : `Each station works ${count(workUs)} us for an item that it makes`}. We run the same line without the recorder and with it. How long does a recorded run take?`,
    answers: [
      'about as long: at most a tenth more',
      'clearly longer, but at most twice as long',
      'more than twice as long',
    ],
  }),
  labels: {
    rows: (costs) => [
      ['work for an item', 'events', 'time, recorded / not', 'an event costs'],
      ...costs.map(({ workUs, events, ratio, eventNs }) => [
        workUs === 0 ? 'none' : `${count(workUs)} us`,
        count(events),
        interval(ratio.ratio),
        eventNs.low > 0 ? `${count(eventNs.median)} ns` : 'not visible',
      ]),
    ],
    names: ['baker', 'icer'],
    look: (name) => `the ${name} looks`,
    take: (name) => `the ${name} takes`,
    eggs: (unlogged, logged, { log }) => [
      'two cooks want the same egg:',
      `  without a log line: ${eggText(unlogged)}`,
      `  with a log line, ${log === 'awaited' ? 'awaited' : 'written at once'}: ${eggText(logged)}`,
    ],
  },
  figures: ({ costs, unlogged, logged }, { workUs, log }) => {
    const shown = costs.filter((cost) => cost.workUs === workUs || cost === costs[0] || cost === costs.at(-1));
    return `Recorded, the line took ${shown.map(costText).join(', and ')}. Without a log line ${leftText(unlogged)}; with one that is ${log === 'awaited' ? 'awaited' : 'written at once'}, ${leftText(logged)}. An event took about ${count(costs[0]?.eventNs.median ?? 0)} ns.${coarseText(costs)}`;
  },
  reasons: (_, { log }) =>
    [
      'An event costs a look at the clock and some stores in memory, however long the work is. So the more work an item takes, the less the recording matters.',
      log === 'awaited'
        ? 'Without the log line nothing can happen between look and take. The await gives the thread away, so both cooks look before one takes: the log line makes the bug. The reverse happens too: a bug disappears as soon as you look at it.'
        : 'A line that is written at once takes time, but gives the thread to nobody: on one thread the order stays as it was. Between threads the time alone can change the order.',
    ].join(' '),
  doubts: ({ digests, possible, unlogged, logged }, { log }) => {
    if (!possible) return 'a recorded run does all that the other run does, and more, so it cannot be much faster';
    if (digests !== 1 || unlogged.left !== 0 || logged.left !== (log === 'awaited' ? -1 : 0))
      return 'the runs did not do the same work, or the cooks took turns in another way';
    return 'there were too few rounds, or the rounds differ so much that the cost is not clear';
  },
  tryIt: {
    ask: 'Write the log line at once, without await. How many cooks take the one egg now?',
    expect: 'One, as without a log line.',
    because:
      'Only a yield, here an await, can let the other cook in between the look and the take. A call that returns at once takes time, but no turn.',
  },
  limits: () =>
    `Recorded runs and others alternate in pairs (A B, B A), on one thread; a warm-up comes first. This recorder writes into memory that was allocated before; one that prints, or writes to a file, costs much more for each event. With several threads a recorder also shifts the moments at which they meet, which is the race of chapter ${CHAPTER.race}. A cost that is not visible in these rounds is not zero.`,
  words: [
    ['instrumentation', 'code in a program that observes it'],
    ['tracing', 'recording single events with their times'],
    ['overhead', 'the time that something costs beyond the work itself'],
    ['probe effect', 'observing a program changes what it does'],
    ['heisenbug', 'a bug that disappears, or moves, when you look for it'],
  ],
  notes: {
    say: 'Every picture of lanes in this lecture comes from this recorder. Ask which of them it has changed: those with much work hardly, those without work most.',
    expect:
      'Many people think that writing a few bytes costs nothing. Compare the price of an event with the work for an item. For the egg, ask where another cook can come in.',
    ifItFails:
      'On a busy machine the intervals are wide. Compare the first row with the last one, and say that "not visible" means: smaller than the noise.',
  },
};

/** `2.31x (2.20 to 2.40) as long without work` */
function costText({ workUs, ratio }: Cost): string {
  return `${interval(ratio.ratio)} as long ${workUs === 0 ? 'without work' : `with ${count(workUs)} us of work for an item`}`;
}

function coarseText(costs: Facts['costs']): string {
  const most = costs.at(-1);
  if (most === undefined || most.workUs === 0) return '';
  return ` With ${count(most.workUs)} us of work for an item, ${most.ratio.outcome === 'wins' ? 'the recording can still be measured' : 'the recording makes no difference that counts'}.`;
}

function eggText({ steps, left }: Egg): string {
  return `${steps.join(', ')}: ${left} left`;
}

function leftText({ left }: Egg): string {
  return left === 0 ? 'one cook took the egg' : left < 0 ? `${1 - left} cooks took the one egg` : 'no cook took it';
}
