/** Chapter 19: a station dies. */

import { bake } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { type Engine, labelOf, StationFailure } from '../../engine/engine.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { threads } from '../../engine/threads.ts';
import type { Line } from '../../line/line.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, job, withEngines } from '../props/kitchen.ts';

interface Accident {
  readonly told: string;
  /** What the oven had got by then, kind by kind, and the cakes it had made of it; null when nobody knows. */
  readonly got: readonly number[];
  readonly made: number | null;
  /** How many of the stations ran their `finally`. */
  readonly washedUp: number;
}

async function accident(engine: Engine, line: Line, diesOf: number): Promise<Accident> {
  const notes = new Int32Array(new SharedArrayBuffer(4 * (1 + line.alphabet.length)));
  let [told, made]: [string, number | null] = ['nobody died', null];
  try {
    await engine.run(mortal(line, diesOf, notes));
  } catch (error) {
    if (!(error instanceof StationFailure)) throw error;
    told = `${error.station}: ${error.reason}`;
    made = error.progress?.made ?? null;
  }
  const got = ['dry_mix', 'wet_mix'].map((mix) => notes[1 + line.alphabet.indexOf(mix)] ?? 0);
  return { told, got, made, washedUp: notes[0] ?? 0 };
}

/** The same line, whose oven dies of its nth ingredient. */
function mortal(line: Line, diesOf: number, notes: Int32Array): Line {
  return {
    ...line,
    stations: line.stations.map((spec) => ({
      ...spec,
      module: new URL('../props/mortal-station.ts', import.meta.url).href,
      export: 'mortalStation',
      options: { station: spec.options, diesOf: spec.name === 'oven' ? diesOf : 0, notes },
    })),
  };
}

export const chapter: Chapter = {
  number: 19,
  title: 'A station dies',
  idea: 'Sooner or later a station throws. Then three things are wanted: to be told which one and why, to see the others end and wash up, and to be able to bake again.',
  code: [{ file: 'src/lessons/props/mortal-station.ts', name: 'mortalStation' }],
  question: {
    text: 'The oven throws in the middle of a run, on its own thread. What becomes of the other stations?',
    answers: [
      'they wait for ever: nobody takes what they send',
      'the whole process dies',
      'they are told to stop, run their finally, and the run ends with the name of the oven',
    ],
  },
  async run(stage) {
    const { graph, line } = job(cake('cpu-bound'), stage.amount(60, 20));
    const engines = [
      cooperative({ clock }),
      eventLoop({ clock }),
      threads({ clock }),
      threads({ clock, channel: 'ring' }),
    ];
    const accidents: Accident[] = [];
    const cakesAfter: number[] = [];
    const rows = [['', 'told', 'it had got', 'made', 'washed up', 'next run']];
    await withEngines(engines, async () => {
      for (const engine of engines) {
        const one = await accident(engine, line, 15);
        // Books that do not balance would throw.
        const { products: cakes } = await bake(engine, graph, line);
        accidents.push(one);
        cakesAfter.push(cakes);
        rows.push([
          labelOf(engine),
          one.told,
          `${one.got[0]} dry, ${one.got[1]} wet`,
          String(one.made ?? 'unknown'),
          `${one.washedUp} of ${line.stations.length}`,
          String(cakes),
        ]);
      }
    });
    for (const row of columns(rows, 'left')) stage.print(row);
    const paired = accidents.every(({ got, made }) => made === Math.min(...got));
    const told = new Set(accidents.map((one) => one.told));
    return {
      right: 2,
      reveal:
        'The first failure is told, with the name of its station. The coordinator tells the others to stop at their next wait, and whoever is stopped runs its finally as if it had come to its end. What was on the belts is gone: the order is lost, not only the oven. The next order finds the engine as it was. The oven dies of its fifteenth mix each time; how many cakes it had made by then depends on the order in which dry and wet ones came, since a cake takes one of each.',
      claim: claimThat(
        told.size === 1 && paired && accidents.every(({ washedUp }) => washedUp === line.stations.length),
        'a station did not reach its next wait in time, so that its thread was ended without its finally; or the cakes do not fit the mixes',
      ),
      facts: { told: [...told], paired, engines: accidents.length, cakesAfter },
    };
  },
  change: 'throw in the finally as well. Whose error is told?',
  weakness:
    'this oven throws. One that hangs, or whose thread is killed from outside, throws nothing, and has to be noticed otherwise.',
};

await playAlone(import.meta.url, chapter);
