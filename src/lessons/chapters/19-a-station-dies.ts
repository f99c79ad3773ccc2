/** Chapter 19: a station dies. */

import { bake } from '../../cake/bake.ts';
import type { Graph } from '../../cake/recipe/graph.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { labelOf } from '../../engine/engine-table.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { StationFailure } from '../../engine/failure.ts';
import { threads } from '../../engine/threads.ts';
import type { Line } from '../../line/line.ts';
import { siblingUrl } from '../../line/sibling.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { type CakeLine, cake, cakeLine, recast, withEngines } from '../props/kitchen.ts';

interface Accident {
  readonly error: string;
  /** What the oven had received by then, by kind, and the cakes it had made of it; null if unknown. */
  readonly got: readonly number[];
  readonly made: number | null;
  /** How many stations ran their `finally`. */
  readonly cleanedUp: number;
}

async function accident(engine: Engine, { graph, line }: CakeLine, failsAt: number): Promise<Accident> {
  const notes = new Int32Array(new SharedArrayBuffer(4 * (1 + line.alphabet.length)));
  let [message, made]: [string, number | null] = ['no station failed', null];
  try {
    await engine.run(withFailingOven(graph, line, failsAt, notes));
  } catch (error) {
    if (!(error instanceof StationFailure)) throw error;
    message = `${error.station}: ${error.reason}`;
    made = error.progress?.made ?? null;
  }
  const got = ['dry_mix', 'wet_mix'].map((mix) => notes[1 + line.alphabet.indexOf(mix)] ?? 0);
  return { error: message, got, made, cleanedUp: notes[0] ?? 0 };
}

/** The same line, with an oven that fails at its nth ingredient. */
function withFailingOven(graph: Graph, line: Line, failsAt: number, notes: Int32Array): Line {
  return {
    ...line,
    stations: line.stations.map((spec) =>
      recast(
        graph,
        spec,
        { module: siblingUrl('../props/failing-station', import.meta.url), export: 'failingStation' },
        { failsAt: spec.name === 'oven' ? failsAt : 0, notes },
      ),
    ),
  };
}

export const chapter: Chapter = {
  number: 19,
  title: 'A station dies',
  idea: 'Sooner or later a station throws. Then we want an error that names it, the other stations stopped and cleaned up, and an engine that still works.',
  code: [{ file: 'src/lessons/props/failing-station.ts', name: 'failingStation' }],
  question: {
    text: 'The oven throws in the middle of a run, on its own thread. What happens to the other stations?',
    answers: [
      'they wait for ever: nothing takes what they send',
      'the whole process dies',
      'they stop, run their finally, and the run ends with an error that names the oven',
    ],
  },
  timed: false,
  async run(stage) {
    const { graph, line } = cakeLine(cake('cpu-bound'), stage.amount(60, 20));
    const engines = [
      cooperative({ platform }),
      eventLoop({ platform }),
      threads({ platform }),
      threads({ platform, channel: 'ring' }),
    ];
    const accidents: Accident[] = [];
    const cakesAfter: number[] = [];
    const rows = [['', 'error', 'oven had', 'made', 'cleaned up', 'next run']];
    await withEngines(engines, async () => {
      for (const engine of engines) {
        const one = await accident(engine, { graph, line }, 15);
        // This throws if the ingredient counts do not add up.
        const { products: cakes } = await bake(engine, graph, line);
        accidents.push(one);
        cakesAfter.push(cakes);
        rows.push([
          labelOf(engine),
          one.error,
          `${one.got[0]} dry, ${one.got[1]} wet`,
          String(one.made ?? 'unknown'),
          `${one.cleanedUp} of ${line.stations.length}`,
          String(cakes),
        ]);
      }
    });
    for (const row of columns(rows, 'left')) stage.print(row);
    const paired = accidents.every(({ got, made }) => made === Math.min(...got));
    const errors = new Set(accidents.map((one) => one.error));
    return {
      right: 2,
      reveal:
        'The engine reports the first error that leaves a station, with the name of that station. It tells the other stations to stop at their next wait, and a stopped station runs its finally, as at a normal end. The items on the belts are lost: the whole order fails, not only the oven. The engine stays usable for the next order. The oven fails at its fifteenth mix each time. How many cakes it has made by then depends on the order in which dry and wet mixes came, because a cake takes one of each.',
      claim: claimThat(
        errors.size === 1 && paired && accidents.every(({ cleanedUp }) => cleanedUp === line.stations.length),
        'perhaps a station did not reach its next wait in time and was ended without its finally, or the cakes do not match the mixes',
      ),
      facts: { errors: [...errors], paired, engines: accidents.length, cakesAfter },
    };
  },
  change: 'Throw in the finally as well. Which error is reported?',
  weakness:
    'This oven throws. An oven that hangs, or whose thread is killed from outside, throws nothing; the engine must detect it in another way.',
};

await playAlone(import.meta.url, chapter);
