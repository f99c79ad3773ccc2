/** Grades exercise 4: a belt that is never too full, in any order of senders and receivers. */
import { explore } from '../../explorer/explore.ts';
import { type Check, counted, listed, passedIf, type Result, thrown } from './check.ts';
import { type Access, coroutineActor } from './coroutines.ts';
import { functionIn, type Grader, generatorFrom, type Submission } from './exercise.ts';
import { type Case, tryOrders } from './try-orders.ts';

interface Shared {
  readonly belt: readonly string[];
  readonly received: readonly string[];
}

/** What each sender sends, and how many items each receiver takes. */
interface Setup {
  readonly room: number;
  readonly sent: readonly (readonly string[])[];
  readonly takes: readonly number[];
}

const ONE: Setup = { room: 1, sent: [['a', 'b', 'c']], takes: [3] };
const ROOM_FOR_TWO: Setup = { room: 2, sent: [['a', 'b', 'c']], takes: [3] };
const TWO_SENDERS: Setup = { room: 1, sent: [['a', 'b'], ['c']], takes: [3] };
const TWO_RECEIVERS: Setup = { room: 1, sent: [['a'], ['b']], takes: [1, 1] };

export const grader: Grader = {
  needs: ['send', 'receive'],
  hint: 'The sender has to wait while the belt is full, as the receiver waits while it is empty. After a yield, check again: another sender may have been faster.',
  checks: (submission) => [
    inEveryOrder(submission, 'one sender, room for 1', ONE),
    inEveryOrder(submission, 'one sender, room for 2', ROOM_FOR_TWO),
    inEveryOrder(submission, 'two senders, room for 1', TWO_SENDERS),
    inEveryOrder(submission, 'two senders and two receivers, room for 1', TWO_RECEIVERS),
    {
      name: 'all of the room is used',
      wanted: 'in some order there are 2 items on the belt, which has room for 2',
      run: () => usesRoom(submission, ROOM_FOR_TWO),
    },
  ],
};

function inEveryOrder(submission: Submission, name: string, setup: Setup): Check {
  return {
    name,
    wanted: `in every order at most ${counted(setup.room, 'item')} on the belt, and every item arrives`,
    run: () => tryOrders([caseOf(submission, setup)]),
  };
}

function usesRoom(submission: Submission, setup: Setup): Result {
  const { start, actors } = caseOf(submission, setup);
  const { states, fault } = explore(start, actors);
  const most = Math.max(...states.map((state) => state.belt.length));
  return passedIf(fault === null && most === setup.room, `at most ${counted(most, 'item')} on the belt`);
}

function caseOf(submission: Submission, { room, sent, takes }: Setup): Case<Shared> {
  const [send, receive] = [functionIn(submission, 'send'), functionIn(submission, 'receive')];
  const failure = (error: unknown): string => thrown(error, submission.path);
  const named = (word: string, i: number, all: readonly unknown[]): string =>
    all.length === 1 ? word : `${word} ${i + 1}`;
  const all = sent.flat().toSorted();
  return {
    start: { belt: [], received: [] },
    actors: [
      ...sent.map((items, i) =>
        coroutineActor<Shared>(
          named('sender', i, sent),
          function* (access) {
            for (const item of items) {
              yield* generatorFrom(send(beltOf(access, room), item), 'send');
              yield 'next';
            }
          },
          failure,
        ),
      ),
      ...takes.map((count, i) =>
        coroutineActor<Shared>(
          named('receiver', i, takes),
          function* (access) {
            for (let taken = 0; taken < count; taken++) {
              keep(access, yield* generatorFrom(receive(beltOf(access, room)), 'receive'));
              yield 'next';
            }
          },
          failure,
        ),
      ),
    ],
    wrong: ({ belt, received }) =>
      listed(received.toSorted()) === listed(all) && belt.length === 0
        ? inOrder(received, sent)
        : `the receivers got ${listed(received)}, and ${listed(belt)} is on the belt; sent were ${listed(all)}`,
  };
}

/** Each sender's items arrive in its order. One receiver alone sees that; of two each may be slow. */
function inOrder(received: readonly string[], sent: Setup['sent']): string | null {
  const wrong = sent.find((items) => listed(received.filter((item) => items.includes(item))) !== listed(items));
  return wrong === undefined
    ? null
    : `the receivers got ${listed(received)}, but ${listed(wrong)} were sent in this order`;
}

function keep({ act }: Access<Shared>, item: unknown): void {
  const [text, forbidden] = [`receives ${item}`, typeof item === 'string' ? null : 'expected an item'];
  act((shared) => ({
    shared: { ...shared, received: [...shared.received, String(item)] },
    answer: 0,
    text,
    forbidden,
  }));
}

function beltOf({ act }: Access<Shared>, room: number) {
  return {
    room,
    count: () =>
      act((shared) => {
        const count = shared.belt.length;
        return { shared, answer: count, text: `sees ${counted(count, 'item')}`, forbidden: null };
      }),
    put(item: unknown): void {
      act((shared) => {
        const belt = [...shared.belt, String(item)];
        const forbidden = belt.length > room ? `${belt.length} on the belt, and room for ${room}` : null;
        return { shared: { ...shared, belt }, answer: 0, text: `puts ${item}`, forbidden };
      });
    },
    take: () =>
      act((shared) => {
        const [first, ...belt] = shared.belt;
        const forbidden = first === undefined ? 'there was no item' : null;
        return { shared: { ...shared, belt }, answer: first ?? '', text: `takes ${first ?? 'an item'}`, forbidden };
      }),
  };
}
