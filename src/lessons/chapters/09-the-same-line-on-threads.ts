/** Chapter 9: the same line on threads. */

import { bake } from '../../cake/bake.ts';
import type { Graph } from '../../cake/recipe/graph.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { threads } from '../../engine/threads.ts';
import type { Line } from '../../line/line.ts';
import { siblingUrl } from '../../line/sibling.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { type CakeLine, cake, cakeLine, recast, withEngines } from '../props/kitchen.ts';

interface Logged {
  readonly account: string;
  /** Which station took in which ingredient, in order of time. */
  readonly log: readonly number[];
}

async function bakeLogged(engine: Engine, { graph, line }: CakeLine, entries: number): Promise<Logged> {
  const log = new Int32Array(new SharedArrayBuffer(4 * (1 + entries)));
  const { products: cakes, leftovers, digest } = await bake(engine, graph, logged(graph, line, log));
  const account = `${cakes} cakes, ${Object.keys(leftovers).length} left over, digest ${digest}`;
  return { account, log: [...log.subarray(1, 1 + (log[0] ?? 0))] };
}

/** The same line, with stations that log what they receive. */
function logged(graph: Graph, line: Line, log: Int32Array): Line {
  const module = siblingUrl('../props/logged-station', import.meta.url);
  return {
    ...line,
    stations: line.stations.map((spec, place) =>
      recast(graph, spec, { module, export: 'loggedStation' }, { place, log }),
    ),
  };
}

/** What one station received, in its order. */
function givenTo(place: number, log: readonly number[]): string {
  return log.filter((entry) => entry >> 8 === place).join(' ');
}

/** The log is shown from the middle of the run, when all stations are busy. */
const SKIPPED = 180;
const SHOWN = 56;

export const chapter: Chapter = {
  number: 9,
  title: 'The same line on threads',
  idea: 'The stations do not change: only what resumes them, and where their send leads. On threads it leads into a channel, and the system decides who runs.',
  code: [
    { file: 'src/engine/calls/station.ts', name: 'resume' },
    { file: 'src/engine/station/dispatch.ts', name: 'Dispatch.#plainSend' },
  ],
  question: {
    text: 'We bake the same order twice on one thread and twice on threads, and log which station takes in what. What is the same in all four runs?',
    answers: [
      'cakes, leftovers and all the work done, but not the order in the log',
      'nothing that you can rely on',
      'everything: it is the same code with the same seed',
    ],
  },
  timed: false,
  async run(stage) {
    const cakes = stage.amount(40, 20);
    const task = cakeLine(cake('cpu-bound'), cakes);
    const entries = cakes * 13;
    const one = cooperative({ platform });
    const many = threads({ platform });
    const runs = await withEngines([one, many], async () => [
      await bakeLogged(one, task, entries),
      await bakeLogged(one, task, entries),
      await bakeLogged(many, task, entries),
      await bakeLogged(many, task, entries),
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
    // Only one channel feeds the dry mixer; the wet mixer and the oven merge two.
    const dry = stations.findIndex(({ name }) => name === 'dry mixer');
    const perChannel = new Set(runs.map(({ log }) => givenTo(dry, log))).size;
    const orders = new Set(logs).size;
    const claim = claimThat(
      accounts === 1 && contents === 1 && perChannel === 1 && logs[0] === logs[1] && orders === 3,
      'the threads happened to run in the same order',
    );
    return {
      right: 0,
      reveal: explained(
        `Four runs had ${orders} different orders; the two on one thread had ${logs[0] === logs[1] ? 'the same order' : 'different orders'}.`,
        claim,
        'All runs have the same cakes, the same digest (a checksum of all the work) and the same inputs for each station. Only the order differs, except on one thread. Within one channel the order holds: one channel feeds the dry mixer, and it saw the same sequence four times. Between channels there is no order. The results are equal because a station only counts its ingredients; a station that baked whatever came first would make other cakes.',
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
  change: 'Remove the work (message-bound). Do the letters alternate more often, or come in longer groups? Why?',
  weakness: 'All stations share one atomic counter for the log, which slows them down: observing a run changes it.',
};

function letter(place: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + place);
}

await playAlone(import.meta.url, chapter);
