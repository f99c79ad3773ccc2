/** The library: lines of one's own, under every engine. */
import { ENGINE_NAMES, type EngineName, THREADS_CHANNELS, type ThreadsChannel } from './engine/engine-table.ts';
import type { OpenLine, OpenOptions } from './engine/open-line.ts';
import {
  checkedChannel,
  checkedEngine,
  checkHang,
  checkOptions,
  checkPlaced,
  OPEN_OPTIONS,
  type OptionKind,
  RUNNING_OPTIONS,
} from './engine/options.ts';
import {
  isResultOf,
  type Prepared,
  type RunningLine,
  type RunningOptions,
  runningLine,
} from './engine/running-line.ts';
import type { DefinedLine } from './line/defined-line.ts';
import { InputError } from './line/factory-error.ts';
import type { LineDocument } from './own/document.ts';
import { refuseOnStationThread } from './platform/station-thread.ts';

export { UncloneableError } from './channel/uncloneable.ts';
export { PoolFailure, StationFailure } from './engine/failure.ts';
export type {
  Kill,
  KillControl,
  RestartLimits,
  Supervision,
  SupervisionReport,
} from './engine/supervise/supervision.ts';
export { StallError } from './engine/watch/stall.ts';
export { LineError } from './line/check.ts';
export type { Host, Source, SourceHost, Station } from './line/coroutine.ts';
export { type DefinedLine as Line, type LineMaker, LineNotFoundError, line, lineFor } from './line/defined-line.ts';
export { FactoryError, InputError } from './line/factory-error.ts';
export { isOneOf } from './line/guard.ts';
export type { Keep, Kept } from './line/keep.ts';
export { type Bytes, bytes, clone, ints, type Kind, KindError, type RecordOf, record } from './line/kind/kinds.ts';
export { type Rest, rest } from './line/rest.ts';
export {
  type Feedback,
  feedback,
  type ItemOf,
  merge,
  type Outflow,
  type Stage,
  StageError,
  source,
} from './line/stage.ts';
export { ProofError } from './own/proof-error.ts';
export { BuildError, ThreadFailure, ThreadsLeftError } from './platform/errors.ts';
export type { OpenLine, OpenOptions, RunningLine, RunningOptions };

/**
 * Runs a line and gives its results, one after the other.
 *
 * It starts with the first result that is asked for. A reader that stops reading stops the line; a reader that leaves the loop,
 * or aborts the signal, ends it and every thread. Under the engine `pool` the results come part by part, and a reader that only
 * stops reading does not stop the parts.
 *
 *     for await (const prime of run(primes, { engine: 'threads' })) console.log(prime);
 *
 * The call itself throws an InputError when `results` is not 1 or more. All else comes from `next()`, so from the loop:
 *
 * @throws InputError for an option that there is not; from the first `next()`, when the line or the options cannot be used. Nothing has
 *   started then
 * @throws StationFailure when a station fails: the first failure, with the position in your own file in its `cause`
 * @throws StallError when every station waits for another one
 */
export function run<Out>(line: DefinedLine<Out>, options: OpenOptions & RunningOptions = {}): RunningLine<Out> {
  checkOptions(options, { ...OPEN_OPTIONS, ...RUNNING_OPTIONS });
  let close = async (): Promise<void> => {};
  const prepare = async (): Promise<Prepared> => {
    const { prepareLine, platform } = await engines();
    const prepared = await prepareLine(line, options, platform);
    close = () => prepared.engine.close();
    return prepared;
  };
  return runningLine({
    ...options,
    prepared: prepare,
    isResult: isResultOf(line),
    resultBytes: options.capacityBytes,
    after: () => close(),
  });
}

/**
 * Opens a line, to run it several times with the same threads: `await using open = await start(primes)`.
 *
 * @throws InputError when the line or the options cannot be used
 */
export async function start<Out>(line: DefinedLine<Out>, options: OpenOptions = {}): Promise<OpenLine<Out>> {
  checkOptions(options, OPEN_OPTIONS);
  const { openLine, platform } = await engines();
  return await openLine(line, options, platform);
}

export interface RaceOptions {
  /** [all that can run the line; the cooperative engine always takes part] */
  readonly engines?: readonly EngineName[];
  /** [both] */
  readonly channels?: readonly ThreadsChannel[];
  /** The most threads that stations share, in one more row of the race, 1 to 64 [as many as there are cores]. */
  readonly threads?: number;
  /** Rounds, 1 or more [until the intervals are narrow, or 8 s have passed]. */
  readonly rounds?: number;
  /** As in `run` [10 000]. */
  readonly hangMs?: number;
}

const RACE = 'race the line';
const RACE_OPTIONS = {
  engines: 'a list of names',
  channels: 'a list of names',
  threads: OPEN_OPTIONS.threads,
  rounds: 'a number',
  hangMs: 'a number',
} as const satisfies Record<keyof RaceOptions, OptionKind>;

/**
 * Proves that the engines do equal work and races them: what `cake-factory run` prints, as data.
 *
 * @throws InputError when the line or the options cannot be used
 * @throws ProofError when engines disagree, or an item changes after it was sent
 * @throws StationFailure when a station fails
 */
export async function race(line: DefinedLine, options: RaceOptions = {}): Promise<LineDocument> {
  checkOptions(options, RACE_OPTIONS, RACE);
  const [{ contrastLine }, { documentOf }, { findLine }, { platform }] = await Promise.all([
    import('./own/contrast-line.ts'),
    import('./own/document.ts'),
    import('./engine/find-line.ts'),
    engines(),
  ]);
  const { engines: names = ENGINE_NAMES, channels = THREADS_CHANNELS, threads = null, rounds = null, hangMs } = options;
  if (rounds !== null && !(Number.isSafeInteger(rounds) && rounds >= 1))
    throw new InputError(`Cannot race the line: expected 1 round or more, a whole number, found ${rounds}`);
  names.forEach(checkedEngine);
  channels.forEach(checkedChannel);
  if (threads !== null) checkPlaced('threads', names, RACE);
  checkHang(hangMs, RACE);
  const code = await findLine(line, platform);
  const named = { line, code, name: code.module.slice(code.module.lastIndexOf('/') + 1) };
  const records = { lanes: false, file: false };
  const contrast = await contrastLine(
    named,
    { engines: names, channels, threads, rounds, records, quick: false, hangMs, platform },
    { planned() {}, step() {}, proven() {} },
  );
  return documentOf(contrast, false);
}

/** Loaded when the first line is run: every thread imports this file for the line alone, and needs no engines. */
async function engines() {
  refuseOnStationThread();
  const [{ prepareLine, openLine }, { nodePlatform }] = await Promise.all([
    import('./engine/open-line.ts'),
    import('./platform/node/platform.ts'),
  ]);
  return { prepareLine, openLine, platform: nodePlatform };
}
