/** Chapter 9: the same line on threads. */
import { bake } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { threads } from '../../engine/threads.ts';
import type { Line } from '../../line/line.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, type Job, job, withEngines } from '../props/kitchen.ts';

interface Told {
  readonly account: string;
  /** Who took in what, in the order of time. */
  readonly log: readonly number[];
}

async function told(engine: Engine, { graph, line }: Job, entries: number): Promise<Told> {
  const log = new Int32Array(new SharedArrayBuffer(4 * (1 + entries)));
  const { products: cakes, leftovers, digest } = await bake(engine, graph, logged(line, log));
  const account = `${cakes} cakes, ${Object.keys(leftovers).length} left over, digest ${digest}`;
  return { account, log: [...log.subarray(1, 1 + (log[0] ?? 0))] };
}

/** The same line, its stations noting what they are given. */
function logged(line: Line, log: Int32Array): Line {
  const module = new URL('../props/logged-station.ts', import.meta.url).href;
  return {
    ...line,
    stations: line.stations.map((spec, place) => ({
      ...spec,
      module,
      export: 'loggedStation',
      options: { ...Object(spec.options), place, log },
    })),
  };
}

/** What one station was given, in its order. */
function givenTo(place: number, log: readonly number[]): string {
  return log.filter((entry) => entry >> 8 === place).join(' ');
}

/** From the middle of the run, when all are at work. */
const SKIPPED = 180;
const SHOWN = 56;

export const chapter: Chapter = {
  number: 9,
  title: 'The same line on threads',
  idea: 'The stations do not change by a letter: only who resumes them, and what their send is wired to. On threads of their own nobody waits for a send to come back, and nobody says whose turn it is.',
  code: [
    { file: 'src/engine/cooperative.ts', name: 'hand' },
    { file: 'src/engine/station/dispatch.ts', name: 'Dispatch.send' },
  ],
  question: {
    text: 'We bake the same order twice on one thread and twice on threads, and log who takes in what. What is the same all four times?',
    answers: [
      'cakes, leftovers and all the work done, but not the log',
      'nothing that one could rely on',
      'everything: it is the same code with the same seed',
    ],
  },
  async run(stage) {
    const cakes = stage.amount(40, 20);
    const task = job(cake('cpu-bound'), cakes);
    const entries = cakes * 13;
    const one = cooperative({ clock });
    const many = threads({ clock });
    const runs = await withEngines([one, many], async () => [
      await told(one, task, entries),
      await told(one, task, entries),
      await told(many, task, entries),
      await told(many, task, entries),
    ]);
    const stations = task.graph.stations;
    stage.print(stations.map(({ name }, place) => `${letter(place)} = ${name}`).join(', '));
    runs.forEach(({ account, log }, i) => {
      stage.print(`${i < 2 ? 'one thread' : 'threads   '}  ${account}`);
      const middle = log.slice(SKIPPED, SKIPPED + SHOWN).map((entry) => letter(entry >> 8));
      stage.print(`        ... ${middle.join('')} ...`);
    });
    const logs = runs.map(({ log }) => log.join(' '));
    const accounts = new Set(runs.map(({ account }) => account)).size;
    const contents = new Set(runs.map(({ log }) => log.toSorted((a, b) => a - b).join(' '))).size;
    // The mixer of dry ingredients is fed by one channel alone; the others merge two.
    const dry = stations.findIndex(({ name }) => name === 'dry mixer');
    const perChannel = new Set(runs.map(({ log }) => givenTo(dry, log))).size;
    const orders = new Set(logs).size;
    const claim = claimThat(
      accounts === 1 && contents === 1 && perChannel === 1 && logs[0] === logs[1] && orders === 3,
      'the threads happened to take their turns in the same order',
    );
    return {
      right: 0,
      reveal: explained(
        `Four runs took their turns in ${orders} orders, two of them on one thread in ${logs[0] === logs[1] ? 'the same' : 'different ones'}.`,
        claim,
        'The same cakes, the same digest of all the work, the same ingredients taken in by everybody; and another order each time, except on one thread. Within one channel the order holds: the dry mixer, fed by one, saw the same sequence all four times. Across channels nobody promises any.',
      ),
      claim,
      facts: {
        accounts,
        contents,
        perChannel,
        repeatable: logs[0] === logs[1],
        orders,
        entries: runs.map(({ log }) => log.length),
      },
    };
  },
  change: 'take the work out (message-bound). Do the letters mix more finely, or come in longer stretches? Why?',
  weakness:
    'the log is itself an atomic counter that all stations share: it slows them, and whoever observes a race takes part in it.',
};

function letter(place: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + place);
}

await playAlone(import.meta.url, chapter);
