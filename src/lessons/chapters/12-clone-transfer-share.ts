/** Chapter 12: clone, transfer, share. */
import { MessageChannel } from 'node:worker_threads';
import { medianOf } from '../../measure/statistics/samples.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { answerOn, withWorkers } from '../props/lesson-workers.ts';
import type { Tray, TrayRequest } from '../props/roles.ts';

type Post = (tray: Tray, handedOver: ArrayBuffer[]) => Promise<(number | undefined)[]>;

/** Sends three trays of 6 eggs to the other thread, then puts a seventh egg into each of ours. */
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
  idea: 'Threads share no objects. A posted value is copied (structured clone), or it is transferred and gone from the sender, or it is shared memory, which holds only numbers.',
  code: [{ file: 'src/lessons/chapters/12-clone-transfer-share.ts', name: 'sendAndChange' }],
  question: {
    text: 'We post three trays of 6 eggs: a plain object, a transferred buffer, a shared buffer. Then we put a seventh egg into each of our trays. What does the other thread see?',
    answers: ['7, 7, 7', '6, 7, 7', '6, 6, 6', '6, 6, 7'],
  },
  timed: true,
  async run(stage) {
    const { port1, port2 } = new MessageChannel();
    const bytes = stage.amount(2 ** 20, 1024);
    const rounds = stage.amount(40, 3);
    const result = await withWorkers(async (start) => {
      start({ kind: 'tray', port: port2 }, [port2]);
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
    for (const row of columns([['tray', 'we see', 'the other thread sees'], ...trays])) stage.print(row);
    stage.print();
    const trips = (['cloned', 'transferred', 'shared'] as const).map((way) => [
      `${size}, ${way}`,
      `${medianOf(us[way]).toFixed(0)} us`,
    ]);
    for (const row of columns([['', 'round trip'], ...trips])) stage.print(row);
    return {
      right: 3,
      reveal: `The clone does not change. The transferred buffer is gone on our side: it has ${left} bytes, and our write did nothing, without an error. Only shared memory shows the seventh egg. The other thread sees it because our next message comes after the write; without a message, write with Atomics.store. The round trip of ${(bytes / 1024).toLocaleString('en')} KiB took ${medianOf(us.cloned).toFixed(0)} us cloned, ${medianOf(us.transferred).toFixed(0)} us transferred, ${medianOf(us.shared).toFixed(0)} us shared.`,
      claim: claimThat(theirs.slice(0, 3).join() === '6,6,7' && left === 0, 'the other thread saw other values'),
      facts: { ours, theirs: theirs.slice(0, 3), left },
    };
  },
  change: 'Put a function into the cloned tray. What happens, and on which side?',
  weakness:
    'One message at a time goes there and back, so each figure contains two wake-ups; in a stream of messages, not every message needs a wake-up. npm run bench measures streams.',
};

await playAlone(import.meta.url, chapter);
