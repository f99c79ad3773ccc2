/** The contrast of a line of one's own: the proof that engines do equal work, the race, and the advice. */
import type { Engine, LineRun } from '../engine/engine.ts';
import { BASELINE, type EngineName, engineRows, type ThreadsChannel } from '../engine/engine-table.ts';
import { PARTS_PER_CORE } from '../engine/open-line.ts';
import { pool } from '../engine/pool.ts';
import { endsOf, kindOf as itemKindOf, type Line, specsOf } from '../line/line.ts';
import { planOf } from '../line/plan.ts';
import { capacityMeter } from '../measure/machine/capacity.ts';
import { differWidely, disturbedBy, type Noise, noiseFrom } from '../measure/machine/noise.ts';
import { type RaceResult, race } from '../measure/race.ts';
import { type Books, runTask, type Task } from '../measure/run.ts';
import type { Rounds } from '../measure/statistics/rounds.ts';
import type { Workload } from '../measure/workload.ts';
import { type Machine, thisMachine, watchForDisturbance } from '../platform/node/machine.ts';
import type { Disturbance, ThreadingPlatform } from '../platform/platform.ts';
import { type Advice, adviceFor } from './advice.ts';
import { type Absent, participantsOf } from './engines.ts';
import type { NamedLine } from './line-file.ts';
import { proofEngines } from './proof-engines.ts';
import { type Proof, prove } from './prove.ts';
import { FILE_EVENTS, type RecordedLine, recordLine, TAKEN } from './recordings.ts';

export interface OwnContrastOptions {
  /** The cooperative engine always takes part: the others are compared with it. */
  readonly engines: readonly EngineName[];
  readonly channels: readonly ThreadsChannel[];
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

/** What one thread needed for a coroutine, without what it called. */
export interface StationCost {
  readonly name: string;
  readonly kind: 'source' | 'station';
  readonly items: number;
  readonly selfMs: number;
  readonly restedMs: number;
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
  /** About how much memory a thread of the line takes, in megabytes; null where no engine with threads took part. */
  readonly threadMb: number | null;
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

/** How long the timed runs of all engines take together, in milliseconds, if their intervals do not become narrow before. */
const BUDGET_MS = 8000;
const QUICK_BUDGET_MS = 1500;
const LEAST_ROUNDS = 7;
const QUICK_ROUNDS = 2;
const MOST_ROUNDS = 31;

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
  const rows = engineRows([BASELINE, ...names], channels);
  const { engines, absent } = participantsOf(rows, defined, line, { platform, hangMs });
  const provers = proofEngines(engines, line, platform);
  const meterPool = pool({ platform, threads: cores, hangMs });
  const disturbance = watchForDisturbance(true);
  try {
    progress.planned(name, line, provers.length + engines.length * (1 + (options.rounds ?? LEAST_ROUNDS)) + 2);
    const started = new Map<Engine, Started>();
    const proof = await prove(provers, line, progress.step, (engine, run, grownMb) => {
      if (!started.has(engine)) started.set(engine, { startupMs: run.startupMs, grownMb, threads: run.threads });
    });
    progress.proven(proof, absent);
    progress.step('own times, cooperative');
    const stations = await stationCosts(engines[0], line);
    const raced = proof.deterministic
      ? await raceLine({ options, line, proof, stations, engines, started, meterPool, progress })
      : null;
    const disturbed = disturbance();
    const { lanes, file } = await tracesOf(engines, line, options.records, progress.step);
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
      threadMb: threadMbOf([...started.values()]),
      lanes,
      traces: file,
      advice: raced === null ? null : adviceFor(raced, stations),
      noise: { ...noiseFrom(disturbedBy(disturbed), wide ? [name] : []), ...disturbed },
    };
  } finally {
    await Promise.all([...provers, meterPool].map((engine) => engine.close()));
  }
}

/** For a picture: the cooperative engine, and beside it the first of these that takes part. */
const COMPARED: readonly EngineName[] = ['threads', 'event-loop', 'pool'];

async function tracesOf(
  engines: readonly Engine[],
  line: Line,
  records: OwnContrastOptions['records'],
  step: OwnProgress['step'],
): Promise<{ readonly lanes: readonly RecordedLine[]; readonly file: readonly RecordedLine[] }> {
  return {
    lanes: records.lanes ? await recordLine(shownOf(engines), line, null, step) : [],
    file: records.file ? await recordLine(engines, line, FILE_EVENTS, step) : [],
  };
}

function shownOf(engines: readonly Engine[]): readonly Engine[] {
  const compared = COMPARED.flatMap((name) => engines.find((engine) => engine.name === name) ?? [])[0];
  return engines.filter((engine) => engine.name === BASELINE || engine === compared);
}

interface Started {
  readonly startupMs: number;
  /** How much memory the process has gained with the first run. */
  readonly grownMb: number;
  readonly threads: number;
}

function threadMbOf(started: readonly Started[]): number | null {
  const [first] = started.filter(({ threads }) => threads > 1);
  return first === undefined ? null : Math.max(0, first.grownMb) / first.threads;
}

async function stationCosts(engine: Engine | undefined, line: Line): Promise<StationCost[]> {
  if (engine === undefined) return [];
  let run = await engine.run(line, { selfTimes: true });
  // The first runs compile the code.
  for (let i = 1; i < SELF_TIME_RUNS && run.wallMs < SHORT_MS; i++) run = await engine.run(line, { selfTimes: true });
  const { sources, stations } = run;
  const costOf =
    (kind: StationCost['kind']) =>
    (run: LineRun['stations'][number]): StationCost => ({
      name: run.name,
      kind,
      items: run.sent,
      selfMs: run.selfMs ?? 0,
      restedMs: run.restedMs,
    });
  return [...sources.map(costOf('source')), ...stations.map(costOf('station'))];
}

interface RaceParts {
  readonly options: OwnContrastOptions;
  readonly line: Line;
  readonly proof: Proof;
  readonly stations: readonly StationCost[];
  readonly engines: readonly Engine[];
  readonly started: ReadonlyMap<Engine, Started>;
  readonly meterPool: Engine;
  readonly progress: OwnProgress;
}

async function raceLine(parts: RaceParts): Promise<RaceResult> {
  const { options, line, proof, stations, engines, started, meterPool, progress } = parts;
  const { platform, quick, rounds } = options;
  const workload = workloadOf(stations);
  const whole = { ...line, parts: [] };
  const meter = capacityMeter(meterPool, workload === 'wait-bound' ? 1 : platform.cores(), (count) => ({
    ...whole,
    parts: Array.from({ length: count }, () => whole),
  }));
  const sourceItems = stations.filter(({ kind }) => kind === 'source').reduce((sum, { items }) => sum + items, 0);
  const untilNarrow: Rounds = {
    kind: 'until-narrow',
    least: quick ? QUICK_ROUNDS : LEAST_ROUNDS,
    most: quick ? QUICK_ROUNDS : MOST_ROUNDS,
    budgetMs: quick ? QUICK_BUDGET_MS : BUDGET_MS,
  };
  const task = taskFor(line, proof);
  const short = stations.reduce((sum, { selfMs }) => sum + selfMs, 0) < SHORT_MS;
  for (let i = 0; short && i < MORE_WARM_UPS; i++) for (const engine of engines) await runTask(engine, task);
  return await race({
    workload,
    task,
    items: sourceItems,
    products: Math.max(1, proof.results.items),
    passed: proof.edges.reduce((sum, { items }) => sum + items, 0),
    serviceTimesUs: stations.map(({ selfMs }) => selfMs * 1000),
    racers: engines.map((engine) => ({ engine, startupMs: started.get(engine)?.startupMs ?? 0 })),
    longer: null,
    meter,
    rounds: rounds === null ? untilNarrow : { kind: 'fixed', count: rounds },
    clock: platform.clock,
    step: progress.step,
  });
}

/** What the stations of a line mostly do. A line is never called message-bound: who wrote it has some work for it. */
function workloadOf(stations: readonly StationCost[]): Workload {
  const selfMs = stations.reduce((sum, station) => sum + station.selfMs, 0);
  const restedMs = stations.reduce((sum, station) => sum + station.restedMs, 0);
  return restedMs > selfMs / 2 ? 'wait-bound' : 'cpu-bound';
}

/** In runs that are shorter than this, in milliseconds, the compiler has to be given more time before the first round. */
const SHORT_MS = 200;
const MORE_WARM_UPS = 4;
const SELF_TIME_RUNS = 4;

/** Every run has to give as many results as the proof run. */
function taskFor(line: Line, proof: Proof): Task {
  const ends = new Set(endsOf(line));
  const received = (name: string): number =>
    proof.edges.filter(({ to }) => to === name).reduce((sum, { items }) => sum + items, 0);
  const balance = ({ sources, stations }: LineRun): Books => ({
    products: [...sources, ...stations].filter(({ name }) => ends.has(name)).reduce((sum, { sent }) => sum + sent, 0),
    leftovers: {},
    stations: stations.map(({ name, sent }) => ({ received: received(name), made: sent })),
  });
  return { line, results: TAKEN, balance };
}

/** The kinds of items that cross between threads, for each station that others read. */
export function kindsOf(line: Line): ReadonlyMap<string, string> {
  return new Map(specsOf(line).map((spec) => [spec.name, itemKindOf(spec, line).kind]));
}
