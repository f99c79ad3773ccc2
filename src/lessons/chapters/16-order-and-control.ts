/** Chapter 16: order, and control behind data. */
import { MessageChannel } from 'node:worker_threads';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { answerOn, withApprentices } from '../props/apprentice.ts';

/** After how many eggs it looks for a stop. */
const LOOKS_EVERY = 64;

/** How many eggs are cracked although a stop has been sent, behind so many of them. */
async function crackedBeforeStop(eggs: number, way: 'same port' | 'own port' | 'looks'): Promise<number> {
  const belt = new MessageChannel();
  const control = new MessageChannel();
  const go = new Int32Array(new SharedArrayBuffer(4));
  try {
    return await withApprentices(async (hire) => {
      const looksEvery = way === 'looks' ? LOOKS_EVERY : 0;
      hire({ kind: 'bowl', eggs: belt.port2, control: control.port2, go, looksEvery }, [belt.port2, control.port2]);
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

/** Two hens send in turn, each on a port of her own; the order in which the eggs are heard of. */
async function twoHens(eggs: number): Promise<string[]> {
  const hens = ['A', 'B'].map((name) => ({ name, channel: new MessageChannel() }));
  const heard: string[] = [];
  await new Promise<void>((resolve) => {
    for (const { name, channel } of hens)
      channel.port2.on('message', (egg: number) => {
        heard.push(`${name}${egg}`);
        if (heard.length === 2 * eggs) resolve();
      });
    for (let egg = 1; egg <= eggs; egg++) for (const { channel } of hens) channel.port1.postMessage(egg);
  });
  for (const { channel } of hens) channel.port1.close();
  return heard;
}

export const chapter: Chapter = {
  number: 16,
  title: 'Order, and control behind data',
  idea: 'What a thread is to work on comes to it as messages. A "stop" is a message too, and has to be heard among the others.',
  code: [{ file: 'workers/lesson.ts', name: 'crackAndLook' }],
  question: {
    text: '50,000 eggs have been sent to a thread, and then, on the same port, we press stop. How many eggs does it still crack?',
    answers: ['all 50,000', 'none: it stops', 'the one that it has in its hand'],
  },
  async run(stage) {
    const each = 5;
    const heard = await twoHens(each);
    stage.print(`two hens in turn, sent:   ${Array.from({ length: each }, (_, i) => `A${i + 1} B${i + 1}`).join(' ')}`);
    stage.print(`                 heard:   ${heard.join(' ')}`);
    const inOrder = ['A', 'B'].every(
      (hen) =>
        heard.filter((egg) => egg.startsWith(hen)).join() ===
        Array.from({ length: each }, (_, i) => `${hen}${i + 1}`).join(),
    );
    const eggs = stage.amount(50_000, 2_000);
    const same = await crackedBeforeStop(eggs, 'same port');
    const own = await crackedBeforeStop(eggs, 'own port');
    const looks = await crackedBeforeStop(eggs, 'looks');
    const rows = [
      ['stop on the same port', same.toLocaleString('en')],
      ['stop on a port of its own, told by an event', own.toLocaleString('en')],
      [
        `stop on a port of its own, looked for every ${LOOKS_EVERY.toLocaleString('en')} eggs`,
        looks.toLocaleString('en'),
      ],
    ];
    stage.print('');
    for (const row of columns([['', 'eggs cracked after "stop"'], ...rows])) stage.print(row);
    return {
      right: 0,
      reveal: `All ${same.toLocaleString('en')}: on one port messages arrive in the order in which they were sent; between two ports there is no order. A port of its own is not enough: Node delivers what waits on one port in one go, and the event of the other has its turn before or after, not in between (here ${own.toLocaleString('en')} eggs). Whoever wants to be stopped has to look: ${looks.toLocaleString('en')} eggs.`,
      claim: claimThat(
        same === eggs && (own === 0 || own === eggs) && looks <= LOOKS_EVERY && inOrder,
        'a stop came in between',
      ),
      facts: { eggs, same, own, looks, inOrder, heard: heard.length },
    };
  },
  change:
    'let the thread look after every 1,000 eggs (LOOKS_EVERY). How many does it crack after the stop, and what does it gain by looking less often?',
  weakness:
    'everything is sent before the thread begins, which is the worst case, and repeatable. A thread that keeps up has fewer eggs before the stop.',
};

await playAlone(import.meta.url, chapter);
