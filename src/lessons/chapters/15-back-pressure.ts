/** Chapter 15: back-pressure, broken and fixed. */

import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { NOTHING } from '../../channel/channel.ts';
import { PortInlet } from '../../channel/port-inlet.ts';
import { PortOutlet } from '../../channel/port-outlet.ts';
import { kernel } from '../../line/kernel.ts';
import { nodeEndpoint } from '../../platform/node/endpoint.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { speed } from '../props/kitchen.ts';

const EGG = 2;
/** The hens lay this many eggs while the oven uses one. */
const LAID_PER_TURN = 10;
const CAPACITY = 64;

interface Belt {
  /** Lays at most this many eggs and returns how many. */
  lay(eggs: number): number;
  take(): boolean;
  close(): void;
}

/** Broken: a port accepts everything. */
function endless(): Belt {
  const { port1, port2 } = new MessageChannel();
  return {
    lay(eggs) {
      for (let i = 0; i < eggs; i++) port1.postMessage(EGG);
      return eggs;
    },
    take: () => receiveMessageOnPort(port2) !== undefined,
    close: () => port1.close(),
  };
}

/** Fixed: lay only while there is room. */
function bounded(): Belt {
  const { port1, port2 } = new MessageChannel();
  const outlet = new PortOutlet(nodeEndpoint(port1), CAPACITY, () => {}, 1);
  const inlet = new PortInlet(nodeEndpoint(port2), CAPACITY, () => {});
  return {
    lay(eggs) {
      const laid = Math.min(eggs, outlet.room());
      for (let i = 0; i < laid; i++) outlet.send(EGG);
      return laid;
    },
    take: () => inlet.take() !== NOTHING,
    close: () => port1.close(),
  };
}

export const chapter: Chapter = {
  number: 15,
  title: 'Back-pressure: broken, and fixed',
  idea: 'When one side is faster, either the queue grows or the fast side waits (back-pressure). A message port never makes the sender wait, so we use credit: send only as much as there is room for.',
  code: [{ file: 'src/lessons/chapters/15-back-pressure.ts', name: 'bounded' }],
  question: {
    text: `For every egg that the oven uses, the hens lay ${LAID_PER_TURN}. One belt (a queue) accepts everything; the other holds ${CAPACITY} eggs, and the hens wait for room. What is different at the end?`,
    answers: [
      'nothing: both belts hold about as many eggs',
      'the queue: on the endless belt it grows with every turn',
      'the oven: where the hens wait, it often finds no egg',
    ],
  },
  timed: false,
  async run(stage) {
    const turns = stage.amount(10_000, 500);
    const iterations = Math.round(20 * speed());
    const rows = [['', 'eggs laid', 'used', 'found none', 'most on the belt', 'left on it', 'memory']];
    const outcomes = (
      [
        ['endless', endless],
        ['bounded', bounded],
      ] as const
    ).map(([name, create]) => {
      const belt = create();
      const beforeBytes = process.memoryUsage().rss;
      let [laid, used, none, most] = [0, 0, 0, 0];
      for (let turn = 0; turn < turns; turn++) {
        laid += belt.lay(LAID_PER_TURN);
        most = Math.max(most, laid - used);
        if (belt.take()) used++;
        else none++;
        kernel(iterations, turn);
      }
      const megabytes = (process.memoryUsage().rss - beforeBytes) / 2 ** 20;
      belt.close();
      const count = (value: number): string => Math.round(value).toLocaleString('en');
      rows.push([
        name,
        count(laid),
        count(used),
        count(none),
        count(most),
        count(laid - used),
        `${megabytes >= 0 ? '+' : ''}${megabytes.toFixed(0)} MB`,
      ]);
      return { laid, used, none, most };
    });
    for (const row of columns(rows)) stage.print(row);
    const [broken, fixed] = outcomes;
    if (broken === undefined || fixed === undefined) throw new Error('expected two belts, found fewer');
    const grows = broken.most > 10 * fixed.most;
    const claim = claimThat(
      grows && broken.none === 0 && fixed.none === 0 && fixed.most <= CAPACITY,
      'the queues were about equally long, or the oven found an empty belt',
    );
    return {
      right: fixed.none > broken.none ? 2 : grows ? 1 : 0,
      reveal: explained(
        `The endless belt held up to ${broken.most.toLocaleString('en')} eggs, the bounded one up to ${fixed.most}. In ${turns.toLocaleString('en')} turns the oven found the endless belt empty ${broken.none} times, the bounded one ${fixed.none} times.`,
        claim,
        `The oven sets the pace on both belts; hens that wait do not slow it down. The unbounded queue grows until memory runs out; the bounded one stops at its capacity: credit for ${CAPACITY} eggs comes back in portions while the oven keeps taking. A queue absorbs a burst, but not a difference in speed.`,
      ),
      claim,
      facts: {
        broken: [broken.laid, broken.used, broken.none, broken.most],
        fixed: [fixed.used, fixed.none, fixed.most],
      },
    };
  },
  change: 'Let the hens lay one egg per turn (LAID_PER_TURN). What is the difference between the two belts now?',
  weakness:
    'Both ends run on one thread, in turns, so every count is exact. No rate is shown, because the time includes the laying. Memory is that of the whole process, in whole pages.',
};

await playAlone(import.meta.url, chapter);
