/** Chapter 27: a station dies. */
import { bake } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { labelOf } from '../../engine/engine-table.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { StationFailure } from '../../engine/failure.ts';
import { threads } from '../../engine/threads.ts';
import type { Line } from '../../line/line.ts';
import { siblingUrl } from '../../line/sibling.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { type CakeLine, cake, cakeLine, recast } from '../props/cake-lines.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/27-a-station-dies.ts';

function settings(knob: Knobs) {
  return {
    /** The number of the mix at which the oven throws. */
    failsAt: knob.number('failsAt', 15, { from: 1, to: 40 }),
    /** Whether the oven's `finally` throws as well. */
    cleanUp: knob.word('cleanUp', ['works', 'throws']),
  };
}

type Settings = ReturnType<typeof settings>;

export interface Accident {
  readonly engine: string;
  /** The name of the station that the engine reports, and the reason. */
  readonly error: string;
  /** What the oven had used before it failed, and how many cakes it had made of it; null if the engine does not know. */
  readonly used: { readonly dry: number; readonly wet: number };
  readonly made: number | null;
  /** How many stations ran their `finally` to its end. */
  readonly cleanedUp: number;
  /** How many cakes the same engine bakes in its next run. */
  readonly next: number;
}

export interface Facts {
  readonly accidents: readonly Accident[];
  /** The different errors. */
  readonly errors: readonly string[];
  /** Whether every oven had used all mixes before the one it failed at, and made a cake of each pair. */
  readonly paired: boolean;
  readonly stations: number;
  /** How many cakes were ordered. */
  readonly ordered: number;
}

interface Labels {
  readonly heading: readonly string[];
  readonly row: (accident: Accident, facts: Pick<Facts, 'stations'>) => string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

async function accidentOf(engine: Engine, { graph, line }: CakeLine, set: Settings): Promise<Accident> {
  const notes = new Int32Array(new SharedArrayBuffer(4 * (1 + line.alphabet.length)));
  const failure = await failureOf(engine, withFailingOven({ graph, line }, notes, set));
  const used = (mix: string): number => notes[1 + line.alphabet.indexOf(mix)] ?? 0;
  const [cleanedUp = 0] = notes;
  // This throws if the ingredient counts of the next run do not add up.
  const { products: next } = await bake(engine, graph, line);
  return {
    engine: labelOf(engine),
    error: failure === null ? '' : `${failure.station}: ${failure.reason}`,
    used: { dry: used('dry_mix'), wet: used('wet_mix') },
    made: failure?.progress?.made ?? null,
    cleanedUp,
    next,
  };
}

async function failureOf(engine: Engine, line: Line): Promise<StationFailure | null> {
  try {
    await engine.run(line);
    return null;
  } catch (error) {
    if (error instanceof StationFailure) return error;
    throw error;
  }
}

function withFailingOven({ graph, line }: CakeLine, notes: Int32Array, { failsAt, cleanUp }: Settings): Line {
  const module = siblingUrl('../props/stations/failing-station', import.meta.url);
  const stations = line.stations.map((spec) =>
    spec.name === 'oven'
      ? recast(graph, spec, { module, export: 'failingOven' }, { notes, failsAt, mopBreaks: cleanUp === 'throws' })
      : recast(graph, spec, { module, export: 'cleaningStation' }, { notes }),
  );
  return { ...line, stations };
}

const [FIRST, LAST] = ['oven: it caught fire', 'oven: the mop broke'];

/** Every engine should report the same error; an oven whose mop breaks has not cleaned up. */
export function judge({ accidents, errors, paired, stations, ordered }: Facts, { cleanUp }: Settings): Judgement {
  const [expected, clean] = cleanUp === 'throws' ? [LAST, stations - 1] : [FIRST, stations];
  const good = accidents.every(({ cleanedUp, next }) => cleanedUp === clean && next === ordered);
  const lastIsKept = cleanUp === 'works' || errors.includes(LAST);
  return { right: lastIsKept ? 1 : 0, claim: confirmedIf(good && paired && errors.join() === expected) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.failure,
  minutes: 5,
  code: [{ file: 'src/lessons/props/stations/failing-station.ts', name: 'oven' }],
  settings,
  timed: false,
  async run(stage, set, { heading, row }) {
    const ordered = stage.amount(60, 20);
    const cakes = cakeLine(cake('cpu-bound'), ordered);
    const stations = cakes.line.stations.length;
    const engines = [
      cooperative({ platform }),
      eventLoop({ platform }),
      threads({ platform }),
      threads({ platform, channel: 'ring' }),
    ];
    const accidents: Accident[] = [];
    await withEngines(engines, async () => {
      for (const engine of engines) accidents.push(await accidentOf(engine, cakes, set));
    });
    stage.table([heading, ...accidents.map((accident) => row(accident, { stations }))], 'left');
    const errors = [...new Set(accidents.map(({ error }) => error))];
    const paired = accidents.every(
      ({ used: { dry, wet }, made }) => dry + wet === set.failsAt - 1 && made === Math.min(dry, wet),
    );
    return { accidents, errors, paired, stations, ordered };
  },
  judge,
  tryIt: { kind: 'set', set: { cleanUp: 'throws' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
