/** The contrast of a line of one's own: the proof that engines do equal work, the race, and the advice. */
import type { Engine } from '../engine/engine.ts';
import { BASELINE, type EngineName, type ThreadsChannel } from '../engine/engine-table.ts';
import { PARTS_PER_CORE } from '../engine/open-line.ts';
import { Placements } from '../engine/placement/placements.ts';
import { pool } from '../engine/pool.ts';
import { kindOf as itemKindOf, type Line, specsOf } from '../line/line.ts';
import { planOf } from '../line/plan.ts';
import { type Advice, adviceFor } from '../measure/advice.ts';
import { differWidely, disturbedBy, type Noise, noiseFrom } from '../measure/machine/noise.ts';
import type { RaceResult } from '../measure/race.ts';
import { type StartedEngine, startOf } from '../measure/started.ts';
import { type StationCost, stationCosts } from '../measure/station-cost.ts';
import { thisMachine, watchForDisturbance } from '../platform/node/machine.ts';
import type { Disturbance, Machine, ThreadingPlatform } from '../platform/platform.ts';
import { type Absent, participantsOf, rowsFor } from './engines.ts';
import type { NamedLine } from './line-file.ts';
import { placeLine } from './place-line.ts';
import { proofEngines } from './proof-engines.ts';
import { type Proof, prove } from './prove.ts';
import { LEAST_ROUNDS, meterOf, raceLine } from './race-line.ts';
import { FILE_EVENTS, type RecordedLine, recordLine } from './recordings.ts';
import { sharesOf } from './whole-stations.ts';

export interface OwnContrastOptions {
  /** The cooperative engine always takes part: the others are compared with it. */
  readonly engines: readonly EngineName[];
  readonly channels: readonly ThreadsChannel[];
  /** The most threads that stations share [null: as many as there are cores, but fewer than coroutines]. */
  readonly threads?: number | null;
  /** Null for as many as are needed. */
  readonly rounds: number | null;
  /** What is recorded: two engines for a picture, and all for a file. */
  readonly records: { readonly lanes: boolean; readonly file: boolean };
  /** A short run: too short for figures that you can quote. */
  readonly quick: boolean;
  /** How long a station on another thread may show no sign of life, in milliseconds, above 0 [10 000]. */
  readonly hangMs?: number | undefined;
  readonly platform: ThreadingPlatform;
}

export interface OwnContrast {
  /** The file, and the name of the export unless it is the default one. */
  readonly name: string;
  readonly line: Line;
  readonly machine: Machine;
  readonly proof: Proof;
  readonly stations: readonly StationCost[];
  /** Null where the line is not deterministic: nothing can be compared then. */
  readonly race: RaceResult | null;
  readonly absent: readonly Absent[];
  /** What the first run of each engine took. */
  readonly started: readonly StartedEngine[];
  readonly advice: Advice | null;
  /** Recorded runs of two engines, for a picture; none where only figures are wanted. */
  readonly lanes: readonly RecordedLine[];
  /** The beginning of a recorded run of every engine, for a file; none where no file is wanted. */
  readonly traces: readonly RecordedLine[];
  readonly noise: Noise & Disturbance;
}

export interface OwnProgress {
  /** Called before the first run with the least number of runs. */
  planned(name: string, line: Line, runs: number): void;
  /** Called before each run. */
  step(what: string): void;
  proven(proof: Proof, absent: readonly Absent[]): void;
}

/**
 * Proves that the engines do equal work, and then races them.
 *
 * @throws ProofError when they do not
 * @throws StationFailure when a station fails
 * @throws LineError when the line cannot be run
 */
export async function contrastLine(
  { line: defined, code, name }: NamedLine,
  options: OwnContrastOptions,
  progress: OwnProgress,
): Promise<OwnContrast> {
  const { platform, engines: names, channels, hangMs } = options;
  const cores = platform.cores();
  const line = planOf(defined, code, { parts: PARTS_PER_CORE * cores });
  const placements = new Placements(sharedThreads(options, line));
  const rows = rowsFor(line, names, channels, specsOf(line).length > 1 ? placements.threads : null);
  const { engines, absent } = participantsOf(rows, defined, line, { platform, hangMs, placements });
  const provers = proofEngines(engines, line, platform);
  const meterPool = pool({ platform, threads: cores, hangMs });
  const disturbance = watchForDisturbance(true);
  try {
    progress.planned(name, line, provers.length + engines.length * (1 + (options.rounds ?? LEAST_ROUNDS)) + 2);
    const started: StartedEngine[] = [];
    const proof = await prove(provers, line, progress.step, (engine, run, grownMb) => {
      const { name, channel, packed } = engine;
      const { startupMs, threads } = run;
      const threadMb = Math.max(0, grownMb) / threads;
      // The provers are more than those that race, and the cooperative one runs twice.
      if (engines.includes(engine) && startOf(started, engine) === undefined)
        started.push({ name, channel, packed, startupMs, threads, threadMb });
    });
    progress.proven(proof, absent);
    progress.step('own times, cooperative');
    const stations = await stationCosts(engines[0], line);
    const meter = meterOf(line, stations, meterPool, cores);
    const compare = async (): Promise<RaceResult> => {
      const { step } = progress;
      const predicted = await placeLine({ line, engines, placements, proof, stations, meter, cores, step });
      return await raceLine({ options, line, proof, stations, engines, started, meter, predicted, step });
    };
    const raced = proof.deterministic ? await compare() : null;
    const disturbed = disturbance();
    const { lanes, file } = await tracesOf(engines, placements, line, options, progress.step);
    const wide = differWidely(
      (raced?.engines ?? []).filter(({ outcome }) => outcome !== 'baseline').map(({ speedup }) => speedup),
    );
    return {
      name,
      line,
      machine: thisMachine(),
      proof,
      stations,
      race: raced,
      absent,
      started: engines.flatMap((engine) => startOf(started, engine) ?? []),
      lanes,
      traces: file,
      advice: raced === null ? null : adviceFor(raced, sharesOf(line, stations), started),
      noise: { ...noiseFrom(disturbedBy(disturbed), wide ? [name] : []), ...disturbed },
    };
  } finally {
    await Promise.all([...provers, meterPool].map((engine) => engine.close()));
  }
}

/** As many threads as there are cores, but fewer than coroutines: with one for each of them nothing would be shared. */
function sharedThreads({ threads = null, platform }: OwnContrastOptions, line: Line): number {
  return threads ?? Math.max(1, Math.min(platform.cores(), specsOf(line).length - 1));
}

/** For a picture: the cooperative engine, and beside it the first of these that takes part. */
const COMPARED: readonly EngineName[] = ['threads', 'event-loop', 'pool'];

async function tracesOf(
  engines: readonly Engine[],
  placements: Placements,
  line: Line,
  { records, threads = null }: OwnContrastOptions,
  step: OwnProgress['step'],
): Promise<{ readonly lanes: readonly RecordedLine[]; readonly file: readonly RecordedLine[] }> {
  // On the main thread the shared threads would be the lanes of the cooperative engine once more.
  const sharing = threads !== null && !placements.isOnMain(line);
  return {
    lanes: records.lanes ? await recordLine(shownOf(engines, sharing), line, null, step) : [],
    file: records.file ? await recordLine(engines, line, FILE_EVENTS, step) : [],
  };
}

/** @param sharing whether stations that share worker threads are shown: where the user asked for them, and the plan has some */
function shownOf(engines: readonly Engine[], sharing: boolean): readonly Engine[] {
  const packed = engines.filter((engine) => sharing && engine.packed !== null);
  const named = COMPARED.flatMap((name) => engines.find((engine) => engine.name === name) ?? []);
  const [compared] = [...packed, ...named];
  return engines.filter((engine) => engine.name === BASELINE || engine === compared);
}

/** The kinds of items that cross between threads, for each station that others read. */
export function kindsOf(line: Line): ReadonlyMap<string, string> {
  return new Map(specsOf(line).map((spec) => [spec.name, itemKindOf(spec, line).kind]));
}
