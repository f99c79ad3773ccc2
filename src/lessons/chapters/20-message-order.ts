/** Chapter 20: the order of messages, and a stop that comes after data. */
import { MessageChannel } from 'node:worker_threads';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { answerOn, type Start, withWorkers } from '../props/lesson-workers.ts';
import { type BowlRole, GO, STOP } from '../props/messages/bowl.ts';
import { deliveredInOneTurn, sentInTurn } from '../props/messages/message-order.ts';
import { text as en } from '../texts/en/20-message-order.ts';

/** How the stop gets to the thread, and how the thread hears of it. */
const WAYS = ['same', 'own', 'poll', 'turn', 'flag', 'terminate'] as const;
export type Way = (typeof WAYS)[number];

function settings(knob: Knobs) {
  return {
    /** A thread that looks for a stop does so after this many eggs. */
    looks: knob.number('looks', 64, { from: 1, to: 1000 }),
    /** How many eggs are sent before the stop. */
    eggs: knob.number('eggs', 10_000, { from: 5000, to: 50_000 }),
  };
}

type Settings = ReturnType<typeof settings>;

/** Sends eggs and then a stop, and lets the thread begin. Returns how many eggs it cracks. */
async function crackedAfterStop(start: Start, way: Way, { eggs, looks }: Settings): Promise<number> {
  const belt = new MessageChannel();
  const control = new MessageChannel();
  const bowl = new Int32Array(new SharedArrayBuffer(12));
  const hears: BowlRole['hears'] = way === 'same' || way === 'own' || way === 'terminate' ? 'event' : way;
  const role = { kind: 'bowl', eggs: belt.port2, control: control.port2, hears, looksEvery: looks, bowl } as const;
  const worker = start(role, [belt.port2, control.port2]);
  try {
    for (let i = 0; i < eggs; i++) belt.port1.postMessage('egg');
    if (way === 'terminate') await worker.terminate();
    else if (way === 'flag') Atomics.store(bowl, STOP, 1);
    else (way === 'same' ? belt : control).port1.postMessage('stop');
    const cracked = answerOn<number>(control.port1);
    Atomics.store(bowl, GO, 1);
    Atomics.notify(bowl, GO);
    return way === 'terminate' ? Atomics.load(bowl, 0) : await cracked;
  } finally {
    belt.port1.close();
    control.port1.close();
  }
}

export interface Facts {
  /** How many eggs the thread cracked after the stop. */
  readonly cracked: Readonly<Record<Way, number>>;
  readonly sent: readonly string[];
  readonly received: readonly string[];
  /** Whether the messages of each port arrived in the order in which they were sent. */
  readonly inOrder: boolean;
  /** How many messages Node delivered in one turn of its loop: those that waited, and from a port that never gets empty. */
  readonly perTurn: { readonly waiting: number; readonly refilled: number };
}

interface Labels {
  readonly hens: string;
  readonly sent: (messages: string) => string;
  readonly received: (messages: string) => string;
  readonly heading: readonly string[];
  readonly way: (way: Way, cracked: number, set: Settings) => readonly string[];
  readonly perTurn: (perTurn: Facts['perTurn'], set: Settings) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

const HENS = ['A', 'B'];
const EACH = 5;

export function judge({ cracked, inOrder }: Facts, { eggs, looks }: Settings): Judgement {
  const { same, own, poll, turn, flag, terminate } = cracked;
  const isLate = own === 0 || own === eggs;
  const stopsEarly = poll === looks && flag === looks && turn < eggs && terminate < eggs;
  return {
    right: same === eggs ? 1 : same === 0 ? 0 : 2,
    claim: confirmedIf(inOrder && same === eggs && isLate && stopsEarly),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.order,
  minutes: 6,
  code: [
    { file: 'src/lessons/props/messages/bowl.ts', name: 'crackUntil' },
    { file: 'src/lessons/props/messages/bowl.ts', name: 'poll' },
    { file: 'src/lessons/props/messages/bowl.ts', name: 'flag' },
    { file: 'src/lessons/props/messages/bowl.ts', name: 'turn' },
  ],
  settings,
  timed: false,
  async run(stage, set, labels) {
    const { sent, received } = await sentInTurn(HENS, EACH);
    stage.print(labels.hens);
    stage.print(labels.sent(sent.join(' ')));
    stage.print(labels.received(received.join(' ')));
    const of = (hen: string, messages: readonly string[]) => messages.filter((message) => message.startsWith(hen));
    const inOrder = HENS.every((hen) => of(hen, received).join() === of(hen, sent).join());
    await stage.step();

    const cracked = { same: 0, own: 0, poll: 0, turn: 0, flag: 0, terminate: 0 };
    await withWorkers(async (start) => {
      for (const way of WAYS) cracked[way] = await crackedAfterStop(start, way, set);
    });
    stage.print();
    stage.table([labels.heading, ...WAYS.map((way) => labels.way(way, cracked[way], set))], 'left');
    await stage.step();

    const perTurn = {
      waiting: await deliveredInOneTurn(set.eggs, false),
      refilled: await deliveredInOneTurn(1, true),
    };
    stage.print();
    stage.print(labels.perTurn(perTurn, set));
    return { cracked, sent, received, inOrder, perTurn };
  },
  judge,
  tryIt: { kind: 'set', set: { looks: '1000' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
