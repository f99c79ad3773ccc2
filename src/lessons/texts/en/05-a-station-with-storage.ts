/** Chapter 5 in English. */
import type { Text } from '../../chapters/05-a-station-with-storage.ts';
import { KINDS, type Kind, NEEDS, orderWith, type Storage } from '../../props/stations/dry-mix.ts';

const NUMBERS = ['No', 'One', 'Two', 'Three'];

/** How two or three mixers get the ingredients. */
const DEALT: Readonly<Record<number, string>> = {
  2: 'They are dealt: the first one to mixer 1, the second one to mixer 2, the third one to mixer 1, and so on.',
  3: 'They are dealt: the first one to mixer 1, the second one to mixer 2, the third one to mixer 3, the fourth one to mixer 1, and so on.',
};

/** `4 flour, 4 sugar and 6 chocolate`. */
function listed(storage: Readonly<Storage>, kinds: readonly Kind[] = KINDS): string {
  const parts = kinds.map((kind) => `${storage[kind]} ${kind}`);
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function countsOf(ingredients: readonly Kind[]): Storage {
  const count = (kind: Kind): number => ingredients.filter((one) => one === kind).length;
  return { flour: count('flour'), sugar: count('sugar'), chocolate: count('chocolate') };
}

export const text: Text = {
  idea: 'While a coroutine is paused at its yield, it keeps its local variables: they are the storage of the station. When the storage has enough for a mix, the mixer takes the ingredients out and sends the mix to the next station.',
  names: [
    ['send: Send', 'a function that tells the next station that a mix is ready; here it only counts'],
    ['Kind', 'flour, sugar or chocolate'],
    ['storage[ingredient]++', 'counts one more of this ingredient'],
    ['mixesIn', 'how many mixes the storage is enough for'],
    ['takeOut', 'takes out the ingredients of one mix'],
    ['{ ...storage }', 'a copy, for the screen'],
  ],
  knobs: {
    sugar: 'how much sugar the mixers get',
    mixers: 'how many mixers there are; the ingredients are dealt to them in turn',
  },
  question: ({ sugar, mixers }) => ({
    text: `A dry mix takes ${listed(NEEDS)}. ${
      mixers === 1
        ? `One mixer gets ${listed(countsOf(orderWith(sugar)))}. How many mixes does it send?`
        : `${NUMBERS[mixers]} mixers share ${listed(countsOf(orderWith(sugar)))}. The ${orderWith(sugar).length} ingredients come in this order: ${orderWith(sugar).join(', ')}. ${DEALT[mixers]} How many mixes do they send in total?`
    }`,
    answers: [
      // A reason that is wrong, where the answer is wrong too.
      mixers === 1 && sugar >= NEEDS.sugar ? 'none: each next() begins with an empty storage' : 'none',
      'two',
      'one',
    ],
  }),
  labels: { mixer: (number) => `mixer ${number}` },
  figures: ({ sent, mixes }) =>
    `${NUMBERS[mixes] ?? mixes} ${mixes === 1 ? 'mix' : 'mixes'}. ${sent} ingredients were sent: ${7 * mixes} are in ${mixes === 1 ? 'the mix' : 'mixes'}, and ${sent - 7 * mixes} are left in storage.`,
  reasons: ({ mixers }) => {
    const [only] = mixers;
    const kept =
      'The storage is a local variable of the coroutine, so it survives every pause. Other code can reach it only if the coroutine passes it on, as it does to mixesIn and takeOut.';
    if (only === undefined || mixers.length > 1)
      return `${mixers.map(({ got }, i) => `Mixer ${i + 1} got ${listed(got)}.`).join(' ')} Each call of dryMixer makes a coroutine with a storage of its own, and a mix needs everything in one storage. ${kept}`;
    const possible = (kind: Kind): number => Math.floor(only.got[kind] / NEEDS[kind]);
    const scarce = KINDS.filter((kind) => possible(kind) === Math.min(...KINDS.map(possible)));
    return `${capitalized(scarce.join(' and '))} ${scarce.length === 1 ? 'runs' : 'run'} short first: the mixer got ${listed(only.got, scarce)}, and a mix takes ${listed(NEEDS, scarce)}. ${kept}`;
  },
  doubts: () => 'a mixer made another number of mixes than its ingredients allow, or the counts do not add up',
  tryIt: {
    ask: `Two mixers share the same ingredients. They come in this order: ${orderWith(4).join(', ')}. ${DEALT[2]} How many mixes do they send in total?`,
    expect: 'None, although the ingredients of one mix are there.',
    because:
      'Each mixer has a storage of its own. All the sugar goes to mixer 2, and all the chocolate but one to mixer 1.',
  },
  limits: () =>
    'Nothing is timed here. This mixer is reduced to its idea. The station of the factory (src/cake/station.ts) also works, waits, and reads from the recipe what it needs.',
  words: [
    ['state', 'what a part of a program remembers'],
    ['local variable', 'one that only the code inside its function can use'],
    ['encapsulation', 'other code cannot change the state directly'],
    ['buffer', 'a storage between two steps'],
    ['conservation check', 'what came in = what went out + what is left'],
  ],
  notes: {
    say: 'Without coroutines you would write an object with fields and a method. The coroutine needs only a local variable and a loop. Let the students watch the storage grow.',
    expect: 'Many divide 14 by 7 and say two. Ask which ingredient is scarce.',
    ifItFails: 'It cannot fail: no clock and no thread is involved.',
  },
};

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
