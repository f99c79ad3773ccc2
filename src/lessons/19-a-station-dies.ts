/** Chapter 19: a station dies. */
import { columns } from '../cli/columns.ts';
import { bake } from '../engine/bake.ts';
import { cooperative } from '../engine/cooperative.ts';
import { type Engine, labelOf, StationFailure } from '../engine/engine.ts';
import { eventLoop } from '../engine/event-loop.ts';
import { threads } from '../engine/threads.ts';
import { nodeClock as clock } from '../measure/clock.ts';
import type { Line } from '../station/line.ts';
import { playAlone } from './alone.ts';
import { type Chapter, claimThat } from './chapter.ts';
import { cake, job, withEngines } from './kitchen.ts';

interface Accident {
  readonly told: string;
  /** Cakes that the oven had made by then. */
  readonly made: number;
  /** How many of the stations ran their `finally`. */
  readonly washedUp: number;
}

async function accident(engine: Engine, line: Line, diesOf: number): Promise<Accident> {
  const washedUp = new Int32Array(new SharedArrayBuffer(4));
  try {
    await engine.run(mortal(line, diesOf, washedUp));
    return { told: 'nobody died', made: 0, washedUp: washedUp[0] ?? 0 };
  } catch (error) {
    if (!(error instanceof StationFailure)) throw error;
    const told = `${error.station}: ${error.reason}`;
    return { told, made: error.progress?.made ?? 0, washedUp: washedUp[0] ?? 0 };
  }
}

/** The same line, whose oven dies of its nth ingredient. */
function mortal(line: Line, diesOf: number, washedUp: Int32Array): Line {
  return {
    ...line,
    stations: line.stations.map((spec) => ({
      ...spec,
      module: new URL('./mortal-station.ts', import.meta.url).href,
      export: 'mortalStation',
      options: { station: spec.options, diesOf: spec.name === 'oven' ? diesOf : 0, washedUp },
    })),
  };
}

export const chapter: Chapter = {
  number: 19,
  title: 'A station dies',
  idea: 'Sooner or later a station throws. Then three things are wanted: to be told which one and why, to see the others end and wash up, and to be able to bake again.',
  code: [{ file: 'src/lessons/mortal-station.ts', name: 'mortalStation' }],
  question: {
    text: 'The oven throws in the middle of a run, on its own thread. What becomes of the other stations?',
    answers: [
      'they wait for ever: nobody takes what they send',
      'they are told to stop, run their finally, and the run ends with the name of the oven',
      'the whole process dies',
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
    const rows = [['', 'told', 'had made', 'washed up', 'next run']];
    await withEngines(engines, async () => {
      for (const engine of engines) {
        const { told, made, washedUp } = await accident(engine, line, 15);
        // Books that do not balance would throw.
        const { cakes } = await bake(engine, graph, line);
        accidents.push({ told, made, washedUp });
        cakesAfter.push(cakes);
        rows.push([labelOf(engine), told, `${made} cakes`, `${washedUp} of ${line.stations.length}`, `${cakes} cakes`]);
      }
    });
    for (const row of columns(rows, 'left')) stage.print(row);
    const told = new Set(accidents.map((one) => one.told));
    return {
      right: 1,
      reveal:
        'The first failure is kept, with its name. The coordinator tells the others to stop at their next wait, and whoever is stopped runs its finally as if it had come to its end. What was on the belts is gone: the order is lost, not only the oven. The next order finds the engine as it was. How many cakes there had been is another matter: on threads the oven takes in what comes first.',
      claim: claimThat(
        told.size === 1 && accidents.every(({ washedUp }) => washedUp === line.stations.length),
        'a station did not reach its next wait in time, so that its thread was ended without its finally',
      ),
      facts: { told: [...told], engines: accidents.length, cakesAfter },
    };
  },
  change: 'throw in the finally as well. Whose error is told?',
  weakness:
    'this oven throws. One that hangs, or whose thread is killed from outside, throws nothing, and has to be noticed otherwise.',
};

await playAlone(import.meta.url, chapter);
