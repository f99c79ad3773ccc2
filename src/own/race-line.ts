/** The race of a line of one's own: how many rounds, what is counted in each run, and how many threads it can use. */
import type { Engine, LineRun } from '../engine/engine.ts';
import { endsOf, type Line } from '../line/line.ts';
import { type CapacityMeter, capacityMeter } from '../measure/machine/capacity.ts';
import { type RaceResult, race } from '../measure/race.ts';
import { type Books, runTask, type Task } from '../measure/run.ts';
import { type StartedEngine, startOf } from '../measure/started.ts';
import { SHORT_MS, type StationCost } from '../measure/station-cost.ts';
import type { Rounds } from '../measure/statistics/rounds.ts';
import type { Workload } from '../measure/workload.ts';
import type { OwnContrastOptions, OwnProgress } from './contrast-line.ts';
import type { Proof } from './prove.ts';
import { TAKEN } from './recordings.ts';

/** How long the timed runs of all engines take together, in milliseconds, if their intervals do not become narrow before. */
const BUDGET_MS = 8000;
const QUICK_BUDGET_MS = 1500;
export const LEAST_ROUNDS = 7;
const QUICK_ROUNDS = 2;
const MOST_ROUNDS = 31;

/** Where runs are short, the compiler has to be given more time before the first round. */
const MORE_WARM_UPS = 4;
/** Stations that share threads need that up to here, in milliseconds: who runs on which thread was planned only just now. */
const MEDIUM_MS = 1000;

interface RaceParts {
  readonly options: Pick<OwnContrastOptions, 'platform' | 'quick' | 'rounds'>;
  readonly line: Line;
  readonly proof: Proof;
  readonly stations: readonly StationCost[];
  readonly engines: readonly Engine[];
  readonly started: readonly StartedEngine[];
  readonly meter: CapacityMeter;
  /** The speedup that is predicted where stations share threads; null where none is. */
  readonly predicted: number | null;
  readonly step: OwnProgress['step'];
}

export async function raceLine(parts: RaceParts): Promise<RaceResult> {
  const { options, line, proof, stations, engines, started, meter, predicted, step } = parts;
  const { platform, quick, rounds } = options;
  const workload = workloadOf(stations);
  const sourceItems = stations.filter(({ kind }) => kind === 'source').reduce((sum, { items }) => sum + items, 0);
  const untilNarrow: Rounds = {
    kind: 'until-narrow',
    least: quick ? QUICK_ROUNDS : LEAST_ROUNDS,
    most: quick ? QUICK_ROUNDS : MOST_ROUNDS,
    budgetMs: quick ? QUICK_BUDGET_MS : BUDGET_MS,
  };
  const task = taskFor(line, proof);
  const aloneMs = stations.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const cold = engines.filter(({ packed }) => aloneMs < SHORT_MS || (packed !== null && aloneMs < MEDIUM_MS));
  for (let i = 0; i < MORE_WARM_UPS; i++) for (const engine of cold) await runTask(engine, task);
  return await race({
    workload,
    task,
    items: sourceItems,
    products: Math.max(1, proof.results.items),
    passed: proof.edges.reduce((sum, { items }) => sum + items, 0),
    serviceTimesUs: stations.map(({ selfMs }) => selfMs * 1000),
    racers: engines.map((engine) => ({
      engine,
      startupMs: startOf(started, engine)?.startupMs ?? 0,
      predicted: engine.packed === null ? null : predicted,
    })),
    longer: null,
    meter,
    rounds: rounds === null ? untilNarrow : { kind: 'fixed', count: rounds },
    clock: platform.clock,
    step,
  });
}

/** Measures how many copies of the line run at once. Where stations rest they hold no core. */
export function meterOf(line: Line, stations: readonly StationCost[], pool: Engine, cores: number): CapacityMeter {
  const whole = { ...line, parts: [] };
  return capacityMeter(pool, workloadOf(stations) === 'wait-bound' ? 1 : cores, (count) => ({
    ...whole,
    parts: Array.from({ length: count }, () => whole),
  }));
}

/** What the stations of a line mostly do. A line is never called message-bound: who wrote it has some work for it. */
function workloadOf(stations: readonly StationCost[]): Workload {
  const selfMs = stations.reduce((sum, station) => sum + station.selfMs, 0);
  const restedMs = stations.reduce((sum, station) => sum + station.restedMs, 0);
  return restedMs > selfMs / 2 ? 'wait-bound' : 'cpu-bound';
}

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
