/** A line of one's own under supervision: the same results as without kills and as on one thread, or where they differ. */
import { createEngine } from '../../engine/create-engine.ts';
import type { Engine, LineRun } from '../../engine/engine.ts';
import { labelOf } from '../../engine/engine-table.ts';
import { StationFailure } from '../../engine/failure.ts';
import { apart } from '../../engine/placement/placement.ts';
import type { Tally } from '../../engine/station/witness.ts';
import { checkSupervised } from '../../engine/supervise/check.ts';
import type { Kill, Supervision, SupervisionReport } from '../../engine/supervise/supervision.ts';
import { endsOf, type Line, specsOf } from '../../line/line.ts';
import { planOf } from '../../line/plan.ts';
import { show } from '../../line/printable.ts';
import type { Machine, ThreadingPlatform } from '../../platform/platform.ts';
import { UsageError } from '../../terminal/usage-error.ts';
import type { NamedLine } from '../line-file.ts';
import { joinBefore } from '../orders.ts';
import { ProofError } from '../proof-error.ts';
import { ProofResults } from '../proof-results.ts';

export interface SuperviseLineOptions {
  readonly supervision: Supervision;
  /** How long a station on another thread may show no sign of life, in milliseconds, above 0 [10 000]. */
  readonly hangMs?: number | undefined;
  readonly platform: ThreadingPlatform;
}

/** One way of running the line, and its only run. */
export interface LineWay {
  readonly engine: Pick<Engine, 'name' | 'channel' | 'packed'>;
  readonly run: LineRun;
  /** Of each station whose items leave the line: what the reader of the results got. */
  readonly left: ReadonlyMap<string, Tally>;
}

export interface SupervisedLine {
  readonly name: string;
  readonly line: Line;
  readonly machine: Machine;
  /** On one thread, and over rings without supervision; null where a station died there, so that there is nothing to compare with. */
  readonly compared: { readonly reference: LineWay; readonly unsupervised: LineWay } | null;
  readonly supervised: LineWay & { readonly report: SupervisionReport };
  /** Why the supervised run did not give what the reference did; null where it did. */
  readonly mistake: string | null;
}

export interface SuperviseLineProgress {
  /** Called before the first run. */
  planned(name: string, line: Line, runs: number): void;
  /** Called before each run. */
  step(what: string): void;
  /** Called when the runs without kills have ended, with equal results. */
  proven(): void;
}

const RUNS = 4;

/**
 * Threads come first, as in a proof: on the main thread nothing would find a station that loops for ever.
 *
 * @throws LineError before anything starts, when the line cannot be supervised, or there is no station of a kill
 * @throws UsageError when a station does not send so many items as a kill says
 * @throws ProofError when two runs differ in which nothing was killed: nothing can be compared then
 * @throws StationFailure when a station fails, or is not started again
 */
export async function superviseLine(
  { line: defined, code, name }: NamedLine,
  { supervision, hangMs, platform }: SuperviseLineOptions,
  { planned, step, proven }: SuperviseLineProgress,
): Promise<SupervisedLine> {
  const line = planOf(defined, code, { parts: 0 });
  checkSupervised(line, apart(line), 'ring', supervision);
  const ring = { name: 'threads', channel: 'ring', packed: null } as const;
  const apartEngine = createEngine(ring, platform, { hangMs });
  const alone = createEngine({ name: 'cooperative', channel: 'none', packed: null }, platform);
  const watched = createEngine(ring, platform, { hangMs, supervise: supervision });
  const runWith = async (engine: Engine, what: string): Promise<LineWay> => {
    step(what);
    const results = new ProofResults();
    const run = await engine.run(line, { results });
    results.end();
    return { engine, run, left: new Map(endsOf(line).map((end) => [end, results.tallyOf(end)])) };
  };
  const compare = async (): Promise<SupervisedLine['compared']> => {
    const unsupervised = await runWith(apartEngine, labelOf(apartEngine));
    for (const kill of supervision.kills ?? []) checkKill(kill, unsupervised.run);
    const reference = await runWith(alone, labelOf(alone));
    const again = differenceIn(reference, await runWith(alone, `${labelOf(alone)}, once more`), line);
    if (again !== null) throw new ProofError(`nothing can be compared: two runs of the same engine differ: ${again}`);
    const chance = differenceIn(reference, unsupervised, line);
    if (chance !== null)
      throw new ProofError(`the engines disagree: ${chance} (${labelOf(alone)}; ${labelOf(apartEngine)})`);
    return { reference, unsupervised };
  };
  try {
    planned(name, line, RUNS);
    const compared = await compare().catch((failure) => {
      // What is to be put aside ends this run, and on one thread it may end the process.
      if (supervision.skipPoison === true && failure instanceof StationFailure) return null;
      throw failure;
    });
    proven();
    const supervised = await runWith(watched, `${labelOf(watched)}, supervised`);
    const report = supervised.run.supervision;
    if (report === undefined || report === null) throw new Error('expected a report of the supervision, found none');
    const difference =
      compared === null
        ? 'a station died in a run without supervision'
        : differenceIn(compared.reference, supervised, line);
    return {
      name,
      line,
      machine: platform.host.machine(),
      compared,
      supervised: { ...supervised, report },
      mistake: mistakeIn(report, difference),
    };
  } finally {
    for (const engine of [apartEngine, alone, watched]) await engine.close();
  }
}

function checkKill(kill: Kill, { sources, stations }: LineRun): void {
  if (kill.kind !== 'at') return;
  const { station, item } = kill;
  const sent = [...sources, ...stations].find(({ name }) => name === station)?.sent ?? 0;
  if (item > sent)
    throw new UsageError(
      `--kill: expected an item from 1 to ${sent}, which is what ${show(station)} sends, found ${item}`,
    );
}

/** The first place in which two runs differ; null where there is none. */
export function differenceIn(one: LineWay, other: LineWay, line: Line): string | null {
  const sentIn = ({ run }: LineWay): ReadonlyMap<string, number> =>
    new Map([...run.sources, ...run.stations].map(({ name, sent }) => [name, sent]));
  const [sent, otherSent] = [sentIn(one), sentIn(other)];
  for (const { name } of specsOf(line))
    if (sent.get(name) !== otherSent.get(name))
      return `${show(name)} sent ${sent.get(name) ?? 0} items and ${otherSent.get(name) ?? 0} items`;
  for (const [end, left] of one.left) {
    const found = other.left.get(end);
    if (found?.items !== left.items) return `${show(end)} gave ${left.items} and ${found?.items ?? 0} results`;
    if (found.sum.join() !== left.sum.join())
      return `${show(end)} gave ${left.items} results that differ${from(left, found)}`;
    if (joinBefore(end, line) === null && found.sequence !== left.sequence)
      return `${show(end)} gave the same results in another order`;
  }
  return null;
}

function from({ first }: Tally, other: Tally): string {
  const place = first.findIndex((hash, i) => hash !== other.first[i]);
  return place === -1 ? '' : ` from result ${place + 1} on`;
}

/** An item that was put aside explains all the rest. */
function mistakeIn({ kills, putAside, restarts }: SupervisionReport, difference: string | null): string | null {
  const [first, ...others] = putAside;
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    return `put aside: item ${first.item} from ${show(first.from)}, at which ${show(first.station)} died three times${more}; nothing came of it`;
  }
  if (difference === null) return null;
  const why = kills + restarts > 0 ? '; what a station remembers from item to item it has to keep: host.keep(...)' : '';
  return `the supervised run differs: ${difference} (one thread; supervised)${why}`;
}
