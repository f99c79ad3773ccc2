/** Chapter 15: back-pressure, broken and fixed. */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { NOTHING } from '../channel/channel.ts';
import { PortInlet, PortOutlet } from '../channel/port.ts';
import { columns } from '../cli/columns.ts';
import { nodeClock as clock } from '../measure/clock.ts';
import { kernel } from '../station/work.ts';
import { playAlone } from './alone.ts';
import { type Chapter, claimThat } from './chapter.ts';
import { speed } from './kitchen.ts';

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
  code: [{ file: 'src/lessons/15-back-pressure.ts', name: 'bounded' }],
  question: {
    text: 'The hens lay ten eggs while the oven uses one. Now we make them wait whenever 64 eggs lie on the belt. How does that change the cakes per second?',
    answers: ['a tenth of before: the hens stand still', 'not at all', 'ten times as many'],
  },
  async run(stage) {
    const turns = stage.amount(10_000, 500);
    const iterations = Math.round(20 * speed());
    const rows = [['', 'eggs laid', 'used', 'most on the belt', 'memory', 'used per second']];
    const outcomes = (
      [
        ['endless', endless],
        ['bounded', bounded],
      ] as const
    ).map(([name, create]) => {
      const belt = create();
      const beforeBytes = process.memoryUsage().rss;
      const beganMs = clock.nowMs();
      let [laid, used, most] = [0, 0, 0];
      for (let turn = 0; turn < turns; turn++) {
        laid += belt.lay(LAID_PER_TURN);
        most = Math.max(most, laid - used);
        if (belt.take()) used++;
        kernel(iterations, turn);
      }
      const perSecond = (used / (clock.nowMs() - beganMs)) * 1000;
      const megabytes = (process.memoryUsage().rss - beforeBytes) / 2 ** 20;
      belt.close();
      const count = (value: number): string => Math.round(value).toLocaleString('en');
      rows.push([
        name,
        count(laid),
        count(used),
        count(most),
        `${megabytes >= 0 ? '+' : ''}${megabytes.toFixed(0)} MB`,
        count(perSecond),
      ]);
      return { laid, used, most, perSecond, megabytes };
    });
    for (const row of columns(rows)) stage.print(row);
    const [broken, fixed] = outcomes;
    return {
      right: 1,
      reveal: `The oven used ${fixed?.used.toLocaleString('en')} eggs both times, since it sets the pace. What changes is what lies on the belt: ${broken?.most.toLocaleString('en')} eggs and growing, or never more than ${fixed?.most}. A queue absorbs a burst, but no difference in speed.`,
      claim: claimThat(
        broken?.used === fixed?.used && (fixed?.most ?? 0) <= CAPACITY && (broken?.most ?? 0) > 10 * CAPACITY,
        'the belts held something else',
      ),
      facts: { broken: [broken?.laid, broken?.used, broken?.most], fixed: [fixed?.used, fixed?.most] },
    };
  },
  change:
    'make CAPACITY 1, and then 8. When does the oven begin to wait, and why does the project choose it by the work?',
  weakness:
    'both ends run on one thread, in turns, so that every count is exact; memory is that of the whole process, in pages.',
};

await playAlone(import.meta.url, chapter);
