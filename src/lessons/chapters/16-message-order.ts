/** Chapter 16: the order of messages, and a control message after data. */
import { MessageChannel } from 'node:worker_threads';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { answerOn, withWorkers } from '../props/lesson-workers.ts';

/** The thread checks for a stop after this many eggs. */
const LOOKS_EVERY = 64;

/** Sends the eggs and then a stop; returns how many eggs the thread still cracks. */
async function crackedBeforeStop(eggs: number, way: 'same port' | 'own port' | 'looks'): Promise<number> {
  const belt = new MessageChannel();
  const control = new MessageChannel();
  const go = new Int32Array(new SharedArrayBuffer(4));
  try {
    return await withWorkers(async (start) => {
      const looksEvery = way === 'looks' ? LOOKS_EVERY : 0;
      start({ kind: 'bowl', eggs: belt.port2, control: control.port2, go, looksEvery }, [belt.port2, control.port2]);
      for (let i = 0; i < eggs; i++) belt.port1.postMessage('egg');
      if (way === 'same port') belt.port1.postMessage('stop');
      else control.port1.postMessage('stop');
      const cracked = answerOn<number>(control.port1);
      Atomics.store(go, 0, 1);
      Atomics.notify(go, 0);
      return await cracked;
    });
  } finally {
    belt.port1.close();
    control.port1.close();
  }
}

/** Two hens send in turn, each on its own port; returns the order in which the eggs arrive. */
async function twoHens(eggs: number): Promise<string[]> {
  const hens = ['A', 'B'].map((name) => ({ name, channel: new MessageChannel() }));
  const received: string[] = [];
  await new Promise<void>((resolve) => {
    for (const { name, channel } of hens)
      channel.port2.on('message', (egg: number) => {
        received.push(`${name}${egg}`);
        if (received.length === 2 * eggs) resolve();
      });
    for (let egg = 1; egg <= eggs; egg++) for (const { channel } of hens) channel.port1.postMessage(egg);
  });
  for (const { channel } of hens) channel.port1.close();
  return received;
}

export const chapter: Chapter = {
  number: 16,
  title: 'Message order, and a stop after data',
  idea: 'A thread gets its work as messages. A "stop" is a message too, and it has to get through among the others.',
  code: [{ file: 'workers/lesson.ts', name: 'crackAndLook' }],
  question: {
    text: 'We send 50,000 eggs to a thread, and then a stop on the same port. How many eggs does it still crack?',
    answers: ['all 50,000', 'none: it stops at once', 'only the one that it is cracking'],
  },
  timed: false,
  async run(stage) {
    const each = 5;
    const received = await twoHens(each);
    stage.print(
      `sent by two hens in turn:  ${Array.from({ length: each }, (_, i) => `A${i + 1} B${i + 1}`).join(' ')}`,
    );
    stage.print(`received:                  ${received.join(' ')}`);
    const inOrder = ['A', 'B'].every(
      (hen) =>
        received.filter((egg) => egg.startsWith(hen)).join() ===
        Array.from({ length: each }, (_, i) => `${hen}${i + 1}`).join(),
    );
    const eggs = stage.amount(50_000, 2_000);
    const same = await crackedBeforeStop(eggs, 'same port');
    const own = await crackedBeforeStop(eggs, 'own port');
    const looks = await crackedBeforeStop(eggs, 'looks');
    const rows = [
      ['stop on the same port', same.toLocaleString('en')],
      ['stop on its own port, as an event', own.toLocaleString('en')],
      [`stop on its own port, checked every ${LOOKS_EVERY.toLocaleString('en')} eggs`, looks.toLocaleString('en')],
    ];
    stage.print('');
    for (const row of columns([['', 'eggs cracked after "stop"'], ...rows])) stage.print(row);
    return {
      right: 0,
      reveal: `All ${same.toLocaleString('en')}: on one port messages arrive in the order in which they were sent; between two ports there is no order. A separate port is not enough: Node delivers all messages that wait on one port together, and the event of the other port comes before or after them, not in between (here ${own.toLocaleString('en')} eggs). To stop early, the thread has to check for the stop itself: ${looks.toLocaleString('en')} eggs.`,
      claim: claimThat(
        same === eggs && (own === 0 || own === eggs) && looks <= LOOKS_EVERY && inOrder,
        'a stop came between the eggs, or the eggs of one port arrived out of order',
      ),
      facts: { eggs, same, own, looks, inOrder, received: received.length },
    };
  },
  change:
    'Let the thread check every 1,000 eggs (LOOKS_EVERY). How many does it crack after the stop, and what does it gain by checking less often?',
  weakness:
    'Everything is sent before the thread begins: the worst case, and repeatable. A thread that keeps up has fewer eggs before the stop. Delivering the waiting messages together is a choice of Node, not a rule for message ports.',
};

await playAlone(import.meta.url, chapter);
