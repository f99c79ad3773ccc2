/** Chapter 12 in English. */
import type { Text } from '../../chapters/12-the-same-line-on-threads.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'The station stays as it is; what changes is who resumes it: a call on one thread, a message on another. With threads the operating system decides who runs when, so the order of the steps may differ from run to run.',
  names: [
    ['called', 'for one thread'],
    ['posted', 'for two threads, with listen at the other end'],
    ['port', 'one end of a channel of messages'],
  ],
  knobs: {
    cakes: 'how many cakes each of the four runs bakes',
    oven: 'whether the oven counts its mixes until it has one of each, or bakes the first two that come',
    channel: 'what carries the ingredients from thread to thread: messages on a port, or a ring in shared memory',
  },
  question: ({ cakes, oven }) => ({
    text: `We bake the same order of ${cakes} cakes twice on one thread and twice with a thread for each station, and log which station takes what. ${oven === 'counts' ? '' : 'The oven bakes the first two mixes that come, of whatever kind. '}What is the same in all four runs?`,
    answers: ['only the cakes', 'the cakes and the order of all steps', 'neither the cakes nor the order'],
  }),
  labels: {
    melter: ({ called, messaged }) =>
      `The same melter: called, it ran on thread ${called}; resumed by messages, on thread ${messaged}.`,
    head: (oven) => [
      '',
      'cakes',
      ...(oven === 'counts' ? [] : ['spoiled']),
      'left over',
      'digest of work',
      'order as in run 1',
    ],
    names: ['one thread', 'threads'],
    asFirst: ({ steps, asFirst }) => (asFirst === steps ? `all ${steps} steps` : `the first ${asFirst} of ${steps}`),
  },
  figures: ({ orders, repeatable, runs }, { oven }) =>
    `In four runs the steps had ${orders} different ${orders === 1 ? 'order' : 'orders'}; the two runs on one thread had ${repeatable ? 'the same one' : 'different ones'}.${oven === 'counts' ? '' : ` Spoiled cakes, of two equal mixes: ${runs.map(({ spoiled }) => spoiled).join(', ')}. Equal digests do not mean equal cakes: a digest is a checksum of the work, and a spoiled cake is as much work as a good one.`}`,
  reasons: (_, { oven }) =>
    oven === 'counts'
      ? 'On one thread the sender decides who runs: it calls. On threads the operating system decides, and a sender waits only if the channel is full. Each channel keeps its order (the dry mixer has one, so it receives the same sequence in every run), but nobody promises an order between two channels. Equal cakes are no law of threads: a station only counts what it has, and a sum does not depend on the order. An oven that bakes the first two mixes to come can make other cakes.'
      : 'Each channel still keeps its order, and each station receives the same ingredients. But the oven merges two channels, and now it matters which mix comes first. On one thread the calls fix the order, so the mistakes are fixed too; on threads timing decides. So equal cakes come from an oven that counts, not from threads that keep an order.',
  doubts: () => 'the threads happened to take the same order',
  tryIt: {
    ask: 'Let the oven bake the first two mixes that come, of whatever kind. Which of the four runs still bake the same cakes?',
    expect: 'The two on one thread. The two on threads will probably spoil other numbers of cakes.',
    because:
      'Two channels lead to the oven, and no rule says which of them is first. On one thread the calls fix it; on threads, timing does. The oven that counts does not notice: it waits until it has one mix of each kind.',
  },
  limits: () =>
    `All stations share one atomic counter for the log, which slows them down: observing a run changes it (chapter ${CHAPTER.observing}). That two runs on threads agree would prove nothing about the next one. The digest is a checksum of the work, not of what is in the cakes: equal work gives equal digests, whatever the oven mixes.`,
  words: [
    ['thread', 'runs code of its own, at the same time as others if there is a free core'],
    ['message passing', 'threads share nothing; they send each other values'],
    ['FIFO', 'first in, first out'],
    ['interleaving', 'an order in which the steps of several threads mix'],
    ['nondeterministic', 'not fixed by the program and its input'],
  ],
  notes: {
    say: 'In the lanes, look at one moment from top to bottom: on one thread at most one station works.',
    expect:
      'Some say that the same seed gives the same order. Others trust nothing any more. Ask what exactly the oven needs to know about the order.',
    ifItFails:
      'If all orders are equal, bake more cakes: --set cakes=100. The lanes of a loaded machine show long gaps: threads that wait for a core.',
  },
};
