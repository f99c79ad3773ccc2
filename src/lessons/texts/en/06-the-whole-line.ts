/** Chapter 6 in English. */
import type { Text } from '../../chapters/06-the-whole-line.ts';
import { CHAPTER } from '../../numbers.ts';

/** Where the producer sends each ingredient. */
const RECEIVER = {
  flour: 'dry mixer',
  sugar: 'dry mixer',
  chocolate: 'dry mixer',
  eggs: 'wet mixer',
  butter: 'butter melter',
};

export const text: Text = {
  idea: 'Four coroutines form a pipeline (we call it a line): each one gets a function that sends its product to the next one. The producer sends each ingredient to the station that needs it, and everything else follows.',
  names: [
    ['create', 'makes a station, which calls the given function with each product'],
    ['oven', 'is made first, because the mixers need it'],
    ['next', 'resumes a station and gives it an item: Python calls it send'],
    ['done: Send', 'a function that gets each cake, and counts it'],
    ['Cook', 'a station; connect returns those that the producer sends to'],
  ],
  knobs: { last: 'the ingredient that comes last' },
  question: ({ last }) => ({
    text: `One ingredient is missing for the cake: ${last}. The producer sends it to the ${RECEIVER[last]}. What has happened when this send returns?`,
    answers: [
      `the ${RECEIVER[last]} has stored it, and runs later`,
      'both mixes are made, and the oven runs later',
      'the cake is baked',
    ],
  }),
  labels: { missing: 'Now the ingredient that is missing:', back: "The producer's send returns." },
  figures: ({ through, cakes }, { last }) =>
    `After "Generate ${last}", the stations ran in this order: ${through.join(', ')}. Then the producer's send returned, and there ${cakes === 1 ? 'was 1 cake' : `were ${cakes} cakes`}.`,
  reasons: () =>
    `A station sends by calling next() of the following station, and next() returns only when that station pauses at its yield again. So one send of the producer runs every station that has something to do, and then returns: there is no queue, and nothing runs later.`,
  doubts: () => 'an ingredient went to the wrong station',
  tryIt: {
    ask: 'Let the butter come last. Which stations run before the send of the producer returns, and in which order?',
    expect: 'Butter melter, wet mixer, oven. The cake is baked when the send returns.',
    because:
      'The melter sends to the wet mixer, and the wet mixer sends to the oven. Each one waits until its own send returns.',
  },
  limits: ({ last }) =>
    `T only counts the ingredients: nothing is timed here, and no station has any work to do. The code of the stations and of connect prints nothing: create makes each station report what it gets and what it sends, and the chapter prints these reports. If a station works for a long time, how long does the send of the producer take? See chapter ${CHAPTER.call}. (${
      last === 'eggs' || last === 'butter' ? '' : 'Up to T=8 the trace is that of the Python course, line for line. '
    }The Python course sends every ingredient to three stations, which ignore what they do not need; our producer sends it only to the station that needs it.)`,
  words: [
    ['pipeline', 'stages, each of which passes its results to the next; here two branches meet at the oven'],
    ['synchronous call', 'the caller continues only when the call has done everything'],
    ['push', 'the sender starts the transfer'],
    ['routing', 'each item goes only to the station that needs it; broadcast: it goes to all'],
  ],
  notes: {
    say: 'Point at the functions in the code: (mix) => oven.next(mix) is the whole connection. The oven is created first, because the others need it. Before the last ingredient, ask for a prediction again.',
    expect: 'Many choose A, because they think of messages in a queue. Let them read the last lines of the trace.',
    ifItFails: 'It cannot fail: no clock and no thread is involved.',
  },
};
