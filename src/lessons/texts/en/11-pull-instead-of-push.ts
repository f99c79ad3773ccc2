/** Chapter 11 in English. */
import type { Text } from '../../chapters/11-pull-instead-of-push.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'With push, the producer decides when a value is sent; with pull, the consumer asks for it. An async generator runs only when somebody asks, so it never makes more values than it was asked for.',
  names: [
    ['lay', 'takes one turn of the event loop; false when all eggs are laid'],
    ['bake', 'takes some turns for an egg'],
    ['emit', 'adds an egg to a queue, from which bakeAll reads in the case of push'],
  ],
  knobs: {
    eggs: 'how many eggs the hens lay',
    bakerTurns: 'how many turns of the event loop the baker needs for an egg; the hens need one',
    highWaterMark: 'how many eggs a stream reads ahead',
  },
  question: ({ eggs, bakerTurns }) => ({
    text: `The hens need one turn of the event loop for an egg, the baker ${bakerTurns}. The baker pulls ${eggs} eggs: for await over an async generator. How many eggs wait for the baker at most?`,
    answers: ['more and more: nothing stops the hens', 'a buffer full: the generator makes some in advance', 'one'],
  }),
  labels: {
    ways: { push: 'push, events', stream: 'pull, stream', pull: 'pull, generator' },
    baker: 'baker',
    of: 'of',
    fullest: 'The most eggs that waited at any moment:',
    head: ['', 'eggs baked', 'turns in all'],
  },
  figures: ({ push, stream, pull }) =>
    `At most ${waiting(pull.mostWaiting)} with the generator, ${stream.mostWaiting} with the stream, and ${push.mostWaiting} with events. It took ${pull.turns}, ${stream.turns} and ${push.turns} turns.`,
  reasons: ({ stream, pull }, { bakerTurns, highWaterMark }) =>
    [
      'for await asks for the next egg when the last one is baked. The generator runs only then, so the slow one sets the pace: that is back-pressure, and it costs no code.',
      bakerTurns === 1
        ? 'This baker is as fast as the hens, so events do not pile up either.'
        : 'An event does not ask whether the baker is ready: the queue of events has no limit. The loop is the same; the source decides.',
      stream.turns < pull.turns
        ? `Pull has a price: hens and baker work in turn, never at the same time. The stream reads ahead, up to its highWaterMark of ${highWaterMark}: then they overlap, and the queue still has a limit.`
        : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  doubts: () => 'eggs were lost, or this version of Node reads ahead in another way',
  tryIt: {
    ask: 'Make the baker as fast as the hens: one turn for an egg. How many eggs wait now, and which way takes the most turns?',
    expect:
      'One egg at most, in all three ways. The generator takes about twice as many turns as the others: 2 for each egg.',
    because:
      'Nobody is slow, so nothing piles up. But with the generator the hens begin only when the baker asks, and the baker then waits for them. The others work at the same time.',
  },
  limits: () =>
    `Turns are counted here, not milliseconds. Pull helps only where the source can wait: a sensor or a user cannot, and then you have to drop, refuse or store. A highWaterMark is a threshold, not a limit: write() on a full stream stores the value all the same, and returns false. Chapter ${CHAPTER.backPressure} brings back-pressure to threads.`,
  words: [
    ['push', 'the producer decides when to send'],
    ['pull', 'the consumer decides when to ask'],
    ['back-pressure', 'a slow consumer slows the producer down'],
    ['async iterator', 'its next() returns a promise of { value, done }'],
    ['async generator', 'a generator that may await; next() asks it for one value'],
    ['highWaterMark', 'how much a stream reads ahead'],
  ],
  notes: {
    say: 'The same loop, three sources. Point at emit: it returns at once, whether or not anybody has time.',
    expect: 'Many expect a buffer. Ask what runs the generator while nobody has called next().',
    ifItFails:
      'It counts turns, so it does not depend on the machine. Only the figure of the stream may change with the version of Node.',
  },
};

function waiting(eggs: number): string {
  return eggs === 1 ? '1 egg waited' : `${eggs} eggs waited`;
}
