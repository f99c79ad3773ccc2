/** Chapter 26 in English. */
import type { Facts, Text } from '../../chapters/26-actors-csp-and-kahn.ts';
import { CHAPTER } from '../../numbers.ts';

const resultsOf = ({ results, orders }: Facts[keyof Facts]): string =>
  `${results.length === 1 ? '1 result' : `${results.length} results`} in ${orders.toLocaleString('en')} orders`;

export const text: Text = {
  idea: 'Processes can share nothing and only send messages. An actor has one mailbox, and a message names its receiver; in CSP a message goes through a channel, and both sides name the channel.',
  names: [
    ['receive', 'takes the next item of a channel, and waits if there is none'],
    ['select', 'takes from any of the channels that has an item'],
    ['mailbox', 'where all items for this baker arrive, from every sender'],
    ['bake', 'makes a cake of two ingredients; which came first makes no difference'],
  ],
  knobs: {
    cakes: 'how many cakes are ordered; as many eggs and bags of flour are sent',
    room: 'how many items a channel holds; with 0 the sender waits until its item is taken',
  },
  question: ({ cakes, room }) => {
    const sent =
      cakes === 1
        ? 'Hens send an egg, and a mill a bag of flour.'
        : `Hens send ${cakes} eggs and a mill ${cakes} bags of flour, all numbered.`;
    const channel = room === 0 ? 'A sender waits until its item is taken.' : `A channel holds ${room}.`;
    return {
      text: `${sent} ${channel} Which of these bakers make the same cakes in every order of all steps?`,
      answers: ['only inTurn', 'inTurn and selects', 'all three'],
    };
  },
  labels: {
    heading: ['baker', 'orders', 'different results'],
    baker: {
      inTurn: 'inTurn: one named channel, then the other',
      selects: 'selects: any channel that has an item',
      firstCome: 'firstCome: one mailbox',
      stores: 'stores: one mailbox, and counts in storage',
    },
    results: (baker, one, other) => `${baker}: in one order ${one}, in another ${other}`,
  },
  figures: ({ inTurn, selects, firstCome, stores }) =>
    `inTurn has ${resultsOf(inTurn)}, selects ${resultsOf(selects)}, firstCome ${resultsOf(firstCome)}. With storage there is ${resultsOf(stores)}.`,
  reasons(_, { cakes }) {
    const kahn =
      'inTurn waits for one channel at a time, the one that its program names, and it cannot ask whether a channel is empty. So its cakes depend only on what is sent, never on when. Networks of such processes are Kahn process networks.';
    const merges =
      cakes === 1
        ? 'The others take what is there. That makes no difference here: one egg and one bag of flour allow only one cake.'
        : 'selects takes from a channel that is ready, firstCome what came first. Both depend on the schedule: they merge.';
    return `${kahn} ${merges} The stations of our line take what is there too, but their storage only counts, and a sum does not depend on order. That is why all engines make the same cakes (chapter ${CHAPTER.threads}), although the messages come in different orders (chapter ${CHAPTER.order}).`;
  },
  doubts: () => 'the explorer found other results than these processes allow',
  tryIt: {
    ask: 'Let the channels hold nothing: sender and receiver meet, and one waits for the other (rendezvous). Which bakers make the same cakes in every order now?',
    expect: 'The same as before: a rendezvous decides how long a sender waits, and not who comes first.',
    because:
      'If both suppliers wait at the same time, select and the mailbox still have a choice. inTurn has none, however much or little the channels hold.',
  },
  limits: () =>
    'A choice of select counts as a different order here, and a rendezvous takes one step more than a send. The theorem of Kahn is about channels without a bound: bounded ones never change a result, but a full channel can add a deadlock.',
  words: [
    ['actor', 'a process with a mailbox; it handles one message at a time'],
    ['mailbox', 'the queue of one receiver, for all senders'],
    ['CSP', 'communicating sequential processes: processes that meet at channels (Hoare); Go works like this'],
    ['rendezvous', 'a send and a receive that happen together: a channel without room'],
    ['select', 'to wait for several channels at once, and take from one that is ready'],
    ['Kahn process network', 'processes that read named channels, and wait: the result is the same in every order'],
    ['nondeterministic', 'the same input can have different results'],
  ],
  notes: {
    say: 'A port of Node is a channel, but a worker with one port for all its senders is an actor. Ask which one our station is.',
    expect:
      'Many vote for selects, because it names its channels. The naming is not enough: it also has to wait for one of them.',
    ifItFails: 'It cannot fail: there is no real thread and no clock.',
  },
};
