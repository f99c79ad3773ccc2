/** The rounds of a race: every engine runs the line once in each, and some run it before. */
import type { Engine } from '../engine/engine.ts';
import { BASELINE, labelOf } from '../engine/engine-table.ts';
import { checkAgreement, type EngineRun } from './agreement.ts';
import type { Race, Racer } from './race.ts';
import { type Run, runTask } from './run.ts';
import { needsAnother } from './statistics/rounds.ts';
import { pairedRatios } from './statistics/samples.ts';
import { turnOrder } from './statistics/turn-order.ts';
import { kindOf, type Workload } from './workload.ts';

/** The number of untimed runs before the first round. Runs that only forward items are short, so they need more. */
export const WARM_UPS: Readonly<Record<Workload, number>> = { 'cpu-bound': 1, 'wait-bound': 1, 'message-bound': 4 };
/** Samples of the parallel capacity in each round. */
const CAPACITY_SAMPLES = 1;

type Runs = ReadonlyMap<Engine, readonly Run[]>;

export interface RacedRounds {
  /** Of each racer, by round. */
  readonly runs: Runs;
  /** By round; none where `Race.longer` is null. */
  readonly longRuns: readonly Run[];
  /** Measured between the runs. */
  readonly parallelCapacity: number;
}

/**
 * The untimed runs, and then as many rounds as are needed. The order of the engines changes from round to round: see
 * `turnOrder`.
 *
 * @param racers those that can run the line
 * @throws DisagreementError when engines disagree on products, leftovers or digest
 * @throws BooksError when the books of a run do not balance
 * @throws StationFailure when a station fails
 */
export async function runRounds(
  { workload, task, serviceTimesUs, longer, meter, rounds, clock, step }: Race,
  racers: readonly Racer[],
): Promise<RacedRounds> {
  let reference: EngineRun | null = null;
  const runOnce = async ({ engine }: Racer): Promise<Run> => {
    step(`${workload}, ${labelOf(engine)}`);
    const run = await runTask(engine, task);
    reference ??= { engine, run };
    checkAgreement(workload, reference, { engine, run });
    return run;
  };
  const warmUps = WARM_UPS[kindOf(workload, serviceTimesUs)];
  for (let i = 0; i < warmUps; i++) for (const racer of racers) await runOnce(racer);
  const runLonger = longer === null ? null : await longerRun(longer, racers, workload, step);

  const runs = new Map<Engine, Run[]>(racers.map(({ engine }) => [engine, []]));
  const speedups = (): number[][] => {
    const baselineMs = racers.filter(isBaseline).flatMap((racer) => timesOf(runs, racer));
    return racers.filter((racer) => !isBaseline(racer)).map((racer) => pairedRatios(baselineMs, timesOf(runs, racer)));
  };
  const longRuns: Run[] = [];
  const turns = [
    ...racers.map((racer) => async () => void runs.get(racer.engine)?.push(await runOnce(racer))),
    ...(runLonger === null ? [] : [async () => void longRuns.push(await runLonger())]),
  ];
  const beganMs = clock.nowMs();
  let round = 0;
  for (; needsAnother(rounds, round, clock.nowMs() - beganMs, speedups); round++) {
    for (const turn of turnOrder(turns.length, round)) await turns[turn]?.();
    // Between the runs, since it is their limit: a program that slows down the race slows down this too.
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
  }
  return { runs, longRuns, parallelCapacity: meter.capacity(CAPACITY_SAMPLES * round) };
}

/** The longer run of one engine. The cooperative engine does the same work once before, as a proof. */
async function longerRun(
  { engine, task }: NonNullable<Race['longer']>,
  racers: readonly Racer[],
  workload: Workload,
  step: Race['step'],
): Promise<() => Promise<Run>> {
  const what = `${workload}, a longer run`;
  const runWith = (one: Engine): Promise<Run> => {
    step(`${what}, ${labelOf(one)}`);
    return runTask(one, task);
  };
  const alone = racers.find(isBaseline)?.engine ?? engine;
  const reference = { engine: alone, run: await runWith(alone) };
  return async () => {
    const run = await runWith(engine);
    checkAgreement(what, reference, { engine, run });
    return run;
  };
}

export function isBaseline({ engine }: Racer): boolean {
  return engine.name === BASELINE;
}

export function timesOf(runs: Runs, { engine }: Racer): number[] {
  return (runs.get(engine) ?? []).map((run) => run.wallMs);
}
