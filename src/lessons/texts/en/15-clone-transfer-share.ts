/** Chapter 15 in English. */
import type { Text } from '../../chapters/15-clone-transfer-share.ts';
import { CHAPTER } from '../../numbers.ts';
import type { Fate, Special } from '../../props/trays/clones.ts';

const TRAYS = { cloned: 'object, cloned', transferred: 'buffer, transferred', shared: 'buffer, shared' };

const SPECIAL: Readonly<Record<Special, string>> = {
  map: 'a Map',
  date: 'a Date',
  cycle: 'an object in a cycle',
  method: 'an object of a class',
  function: 'a function',
};

const FATES: Readonly<Record<Fate, string>> = {
  kept: 'a copy of the same kind',
  dropped: 'a plain object without methods',
  refused: 'nothing: DataCloneError',
};

export const text: Text = {
  idea: 'Threads share no objects. A posted value is copied (structured clone), or it is transferred and gone from the sender, or it is shared memory, which holds only numbers.',
  names: [
    ['trays', 'an object and two buffers, with 6 eggs in each'],
    ['post', 'calls postMessage, and waits until the other thread has answered'],
    ['[transferred.buffer]', 'the list of what is transferred'],
  ],
  knobs: {
    inside: 'what the cloned tray holds: only eggs, or also a function',
    kib: 'the size of the buffer whose way is timed, in KiB',
  },
  question: ({ inside }) => ({
    text: `We post three trays with 6 eggs each: an object${inside === 'eggs' ? '' : ' that also holds a function'}, a buffer that we transfer, and a shared buffer. Then we put a seventh egg into each of our trays. What does the other thread see?`,
    answers: ['7, 7, 7', '6, 6, 7', '6, 6, 6', 'at least one tray never arrives'],
  }),
  labels: {
    trays: ['tray', 'we see', 'the other thread sees'],
    tray: (way, ours, theirs) => [TRAYS[way], eggs(ours), eggs(theirs)],
    clones: ['the structured clone of', 'is'],
    clone: ({ special, fate }) => [SPECIAL[special], FATES[fate]],
    trips: (kib) => [`a buffer of ${kib.toLocaleString('en')} KiB`, 'there and back'],
    trip: (way, us) => [way, `${us.toFixed(0)} us`],
  },
  figures: ({ ours, theirs, refused, leftBytes, tripUs }, { kib }) => {
    const seen = [theirs.cloned, theirs.transferred, theirs.shared].map(eggs).join(', ');
    const errors = refused.length === 0 ? '' : ` On our side, postMessage threw ${refused.join(' and ')}.`;
    return `The other thread sees ${seen}; on our side the transferred buffer has ${leftBytes} bytes left, and holds ${eggs(ours.transferred)}.${errors} There and back, ${kib.toLocaleString('en')} KiB took ${tripUs.cloned.toFixed(0)} us cloned, ${tripUs.transferred.toFixed(0)} us transferred and ${tripUs.shared.toFixed(0)} us shared.`;
  },
  reasons: (_, { inside }) =>
    `${inside === 'eggs' ? 'The clone is an object of its own, so it does not change.' : 'A function cannot be cloned. postMessage throws before anything is sent; the other two trays arrive.'} A write to a transferred buffer does nothing, without an error. Only shared memory shows the seventh egg, and that is certain only because our next message comes after the write, and their look after that message. Without a message, use Atomics.store and Atomics.load.`,
  doubts: () => 'the other thread saw other values than the rules of JavaScript allow',
  tryIt: {
    ask: 'Put a function into the cloned tray. What happens, and on which side?',
    expect: 'postMessage throws a DataCloneError on our side, and the other thread gets only two trays.',
    because: 'Structured clone refuses functions. It runs inside postMessage, so the sender sees the error.',
  },
  limits: () =>
    `One message at a time goes there and back, so each time contains two wake-ups. The times are medians of a few trips, and show only what is usual here; chapter ${CHAPTER.messages} sends a stream. The message made sure that the shared write was seen: without one, a plain write can be seen late or never.`,
  words: [
    ['structured clone', 'the copy that postMessage makes'],
    ['DataCloneError', 'thrown for a value that cannot be cloned'],
    ['transfer', 'the buffer moves, and the sender loses it'],
    ['detached', 'a buffer that was transferred, with 0 bytes left'],
    ['SharedArrayBuffer', 'memory that several threads see'],
    ['happens-before', 'the order of a write and a read that a message or an atomic operation guarantees'],
  ],
  notes: {
    say: 'In other languages, threads see all objects of each other. Here only shared memory is shared; everything else is a copy or a move.',
    expect:
      'Many say 7, 7, 7, because inside one thread an argument is a reference. Few know that a write to a transferred buffer gives no error.',
    ifItFails:
      'The values cannot differ: they follow from the language. The times can, and nothing is concluded from them.',
  },
};

function eggs(count: number | undefined): string {
  return count === undefined ? 'nothing' : String(count);
}
