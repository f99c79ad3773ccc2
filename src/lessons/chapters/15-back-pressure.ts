/** Chapter 15: back-pressure, broken and fixed. */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { NOTHING } from '../../channel/channel.ts';
import { PortInlet, PortOutlet } from '../../channel/port.ts';
import { kernel } from '../../line/kernel.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { speed } from '../props/kitchen.ts';

const EGG = 2;
/** The hens lay so many while the oven bakes one. */
const LAID_PER_TURN = 10;
const CAPACITY = 64;

interface Belt {
  /** Lays eggs, at most so many; how many it laid. */
  lay(eggs: number): number;
  take(): boolean;
  close(): void;
}

/** Broken: a port takes whatever it is given. */
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
  const outlet = new PortOutlet(port1, CAPACITY, () => {}, 1);
  const inlet = new PortInlet(port2, CAPACITY, () => {});
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
  idea: 'When one side is faster, something has to give: the queue grows, or the fast side waits. A message port never makes anybody wait, so credit has to: send only what there is room for.',
  code: [{ file: 'src/lessons/chapters/15-back-pressure.ts', name: 'bounded' }],
  question: {
    text: `The hens lay ${LAID_PER_TURN} for every egg that the oven uses: once on a belt that takes whatever comes, once on one for ${CAPACITY} eggs, where they wait for room. What is different when the oven has had its turns?`,
    answers: [
      'nothing: about as many eggs lie on either belt',
      'the queue: on the endless belt it grows with every turn',
      'the oven: where the hens wait it often finds no egg',
    ],
  },
  async run(stage) {
    const turns = stage.amount(10_000, 500);
    const iterations = Math.round(20 * speed());
    const rows = [['', 'eggs laid', 'used', 'found none', 'most on the belt', 'left there', 'memory']];
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
      'the queues were about as long, or the oven stood before an empty belt',
    );
    return {
      right: fixed.none > broken.none ? 2 : grows ? 1 : 0,
      reveal: explained(
        `On the endless belt lay up to ${broken.most.toLocaleString('en')} eggs, on the other up to ${fixed.most}. In ${turns.toLocaleString('en')} turns the oven found no egg ${broken.none} times and ${fixed.none} times.`,
        claim,
        `The oven sets the pace on either belt; hens that wait take nothing from it. The one queue ends with the memory, the other at its capacity: room for ${CAPACITY} is given back in portions, while the oven goes on taking. A queue absorbs a burst, but no difference in speed.`,
      ),
      claim,
      facts: {
        broken: [broken.laid, broken.used, broken.none, broken.most],
        fixed: [fixed.used, fixed.none, fixed.most],
      },
    };
  },
  change: 'let the hens lay one egg in each turn (LAID_PER_TURN). What is the difference between the two belts now?',
  weakness:
    'both ends run on one thread, in turns, so that every count is exact; a rate would measure the laying too, and is not shown. Memory is that of the whole process, in pages.',
};

await playAlone(import.meta.url, chapter);
