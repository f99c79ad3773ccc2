/** Chapter 27 in English. */
import type { Facts, Text } from '../../chapters/27-a-station-dies.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'Sooner or later a station throws. Then we want an error that names the station, the other stations stopped and cleaned up, and an engine that still works.',
  names: [
    ['mixes', 'counts the mixes that arrive at the oven'],
    ['failsAt', 'the mix at which it throws'],
    ['bake', 'puts a mix into storage; bakes a cake when there is one mix of each kind'],
    ['finally', 'runs however the block above it ends'],
  ],
  knobs: {
    failsAt: 'the number of the mix at which the oven throws',
    cleanUp: 'whether the clean-up of the oven works, or throws as well',
  },
  question: ({ failsAt, cleanUp }) =>
    cleanUp === 'works'
      ? {
          text: `The oven throws at mix ${failsAt} of an order. What happens to the other stations?`,
          answers: [
            'they wait for ever, because nobody takes what they send',
            'they stop and clean up, and the run fails',
            'they finish the order, with fewer cakes',
          ],
        }
      : {
          text: `The oven throws "it caught fire" at mix ${failsAt}. Then its clean-up throws "the mop broke". Which error does the run report?`,
          answers: [
            'the first one: it caught fire',
            'the last one: the mop broke',
            'both: one is the cause of the other',
          ],
        },
  labels: {
    heading: ['', 'error', 'mixes used', 'cakes', 'cleaned', 'next run'],
    row: ({ engine, error, used, made, cleanedUp, next }, { stations }) => [
      engine,
      error === '' ? 'none' : error,
      `${used.dry} dry, ${used.wet} wet`,
      made === null ? 'unknown' : String(made),
      `${cleanedUp} of ${stations}`,
      String(next),
    ],
  },
  figures: ({ accidents, errors, stations }, { failsAt }) => {
    const reported = errors.map((error) => (error === '' ? 'no error' : `"${error}"`));
    const clean = accidents.map(({ cleanedUp }) => cleanedUp);
    return `${accidents.length} engines reported ${either(reported)}, and ${either(clean)} of ${stations} stations cleaned up. ${usedText(accidents, failsAt)}`;
  },
  reasons: (_, { cleanUp }) =>
    [
      ...(cleanUp === 'works'
        ? [
            'The engine keeps the first error that leaves a station, with the name of that station.',
            'It stops the others at their next yield, and a stopped generator runs its finally, as at a normal end.',
          ]
        : [
            'A throw in finally replaces the error that was on its way: JavaScript keeps only the last one, and the fire is lost.',
            'The other stations still clean up.',
            'Python keeps the first error as __context__ of the second.',
          ]),
      'The items on the belts are lost, because the whole order fails; the engine can take the next one.',
    ].join(' '),
  doubts: () =>
    'a station did not reach its next yield in time and was ended without its finally, or the cakes do not match the mixes',
  tryIt: {
    ask: 'Let the clean-up of the oven throw as well. Which error does the run report?',
    expect: 'Only the last one: "oven: the mop broke". The fire is not mentioned.',
    because:
      'A throw in finally replaces the error that was on its way. So a clean-up should catch its own errors, or pass the first one on: new Error(text, { cause: first }).',
  },
  limits: () =>
    `This oven throws. An oven that hangs, or whose thread is killed from outside, throws nothing: the engine has to notice that the signs of life have stopped. A killed thread does not run its finally. And nothing is retried here: a new order starts from the beginning. In chapter ${CHAPTER.supervision} another thread goes on where a dead one stopped.`,
  words: [
    ['fail fast', 'stop everything at the first error instead of going on with wrong results'],
    ['supervisor', 'the part that starts others, and stops them when one fails: here the engine'],
    ['structured concurrency', 'a run ends only after everything that it started has ended'],
    ['masked error', 'an error that is replaced by a later one, as by a throw in finally'],
  ],
  notes: {
    say: 'Three demands: who failed and why, everybody has cleaned up, and the factory opens again. Go through the table column by column.',
    expect:
      'Many people choose A: with threads and queues alone, that can happen. Ask who stops the mixers. With cleanUp=throws most people expect the first error. Newer JavaScript has using, which keeps both errors in a SuppressedError.',
    ifItFails:
      'If fewer stations cleaned up, the machine is very busy: a thread that does not react to a stop is terminated, and then its finally does not run.',
  },
};

/** `0, 1 or 7` */
function either(values: readonly (string | number)[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format([...new Set(values)].map(String));
}

/** How far the ovens got: where the engines differ, why. */
function usedText(accidents: Facts['accidents'], failsAt: number): string {
  if (failsAt === 1) return 'The oven failed at its very first mix, so no cake was made.';
  const made = accidents.map((accident) => accident.made ?? 0).sort((one, other) => one - other);
  const isSame = new Set(made).size === 1;
  const cakes = isSame && made[0] === 1 ? '1 cake' : `${either(made)} cakes`;
  const why = isSame ? '' : ', depending on the order in which they came';
  return `The oven failed at mix ${failsAt}. Before that it made ${cakes}${why}: a cake takes one mix of each kind.`;
}
