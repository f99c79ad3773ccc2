/** Chapter 12: clone, transfer, share. */
import { MessageChannel } from 'node:worker_threads';
import { medianOf } from '../../measure/statistics.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { answerOn, withApprentices } from '../props/apprentice.ts';
import type { Tray, TrayRequest } from '../props/roles.ts';

type Post = (tray: Tray, handedOver: ArrayBuffer[]) => Promise<(number | undefined)[]>;

/** Three trays of 6 eggs go to the other thread; then we put a seventh into each of ours. */
async function sendAndChange(post: Post): Promise<{ ours: (number | undefined)[] }> {
  const cloned = { eggs: 6 };
  const transferred = new Int32Array(new ArrayBuffer(4)).fill(6);
  const shared = new Int32Array(new SharedArrayBuffer(4)).fill(6);
  await post(cloned, []);
  await post(transferred, [transferred.buffer]);
  await post(shared, []);
  cloned.eggs = 7;
  transferred[0] = 7;
  shared[0] = 7;
  return { ours: [cloned.eggs, transferred[0], shared[0]] };
}

export const chapter: Chapter = {
  number: 12,
  title: 'Clone, transfer, share',
  idea: 'Threads have no objects in common. What is posted is copied, or handed over and gone here, or it is shared memory, which is nothing but numbers.',
  code: [{ file: 'src/lessons/chapters/12-clone-transfer-share.ts', name: 'sendAndChange' }],
  question: {
    text: 'Three trays of 6 eggs are posted: a plain object, a transferred buffer, a shared buffer. Then we put a seventh egg into each of ours. What does the other thread see?',
    answers: ['7, 7, 7', '6, 7, 7', '6, 6, 6', '6, 6, 7'],
  },
  async run(stage) {
    const { port1, port2 } = new MessageChannel();
    const bytes = stage.amount(2 ** 20, 1024);
    const rounds = stage.amount(40, 3);
    const result = await withApprentices(async (hire) => {
      hire({ kind: 'tray', port: port2 }, [port2]);
      const ask = async (request: TrayRequest, handedOver: ArrayBuffer[]) => {
        const answer = answerOn<(number | undefined)[]>(port1);
        port1.postMessage(request, handedOver);
        return await answer;
      };
      const keep: Post = (tray, handedOver) => ask({ kind: 'keep', tray }, handedOver);
      const { ours } = await sendAndChange(keep);
      const theirs = await ask({ kind: 'look' }, []);

      const trays = Array.from({ length: rounds }, () => ({
        cloned: new Int32Array(bytes / 4),
        transferred: new Int32Array(bytes / 4),
        shared: new Int32Array(new SharedArrayBuffer(bytes)),
      }));
      const us: Record<'cloned' | 'transferred' | 'shared', number[]> = { cloned: [], transferred: [], shared: [] };
      for (const set of trays)
        for (const way of ['cloned', 'transferred', 'shared'] as const) {
          const beganMs = clock.nowMs();
          await keep(set[way], way === 'transferred' ? [set.transferred.buffer] : []);
          us[way].push((clock.nowMs() - beganMs) * 1000);
        }
      return { ours, theirs, us, left: trays[0]?.transferred.byteLength };
    }).finally(() => port1.close());

    const { ours, theirs, us, left } = result;
    const size = `a buffer of ${(bytes / 1024).toLocaleString('en')} KiB`;
    const trays = ['plain object, cloned', 'buffer, transferred', 'buffer, shared'].map((tray, i) => [
      tray,
      String(ours[i] ?? 'nothing'),
      String(theirs[i]),
    ]);
    for (const row of columns([['the tray', 'we see', 'it sees'], ...trays])) stage.print(row);
    stage.print();
    const trips = (['cloned', 'transferred', 'shared'] as const).map((way) => [
      `${size}, ${way}`,
      `${medianOf(us[way]).toFixed(0)} us`,
    ]);
    for (const row of columns([['', 'there, and an answer'], ...trips])) stage.print(row);
    return {
      right: 3,
      reveal: `A copy does not hear of the seventh egg. What was transferred is gone here: its buffer has ${left} bytes, and the write went nowhere without an error. Only shared memory shows it, whenever the other thread happens to look. Cloning ${(bytes / 1024).toLocaleString('en')} KiB took ${medianOf(us.cloned).toFixed(0)} us, handing over ${medianOf(us.transferred).toFixed(0)} us, sharing ${medianOf(us.shared).toFixed(0)} us, the answer included.`,
      claim: claimThat(theirs.slice(0, 3).join() === '6,6,7' && left === 0, 'the other thread saw something else'),
      facts: { ours, theirs: theirs.slice(0, 3), left },
    };
  },
  change: 'put a function into the tray that is cloned. What happens, and on which side?',
  weakness:
    'one message at a time, there and back: each time contains two wake-ups, which no stream of messages would pay for each. npm run bench measures streams.',
};

await playAlone(import.meta.url, chapter);
