/** An open line: an engine for one line, whose threads are kept from run to run. */
/// <reference lib="esnext.disposable" preserve="true" />
import { LineError } from '../line/check.ts';
import { type DefinedLine, isStage } from '../line/defined-line.ts';
import { FactoryError, InputError } from '../line/factory-error.ts';
import { type Line, specsOf } from '../line/line.ts';
import { planOf } from '../line/plan.ts';
import { reasonAgainstPool } from '../line/pool-limits.ts';
import { show } from '../line/printable.ts';
import { firstUncarried } from '../line/ring-limits.ts';
import type { Stage } from '../line/stage.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';
import { createEngine } from './create-engine.ts';
import { type EngineName, engineRows, type ThreadsChannel } from './engine-table.ts';
import { findLine } from './find-line.ts';
import { checkedChannel, checkedEngine, checkHang, checkOptions, checkPlaced, RUNNING_OPTIONS } from './options.ts';
import { completed, crossingEdges, type Placement } from './placement/placement.ts';
import { equalLoads, Placements } from './placement/placements.ts';
import { isResultOf, type Prepared, type RunningLine, type RunningOptions, runningLine } from './running-line.ts';
import { supervisionOf } from './supervise/options.ts';
import type { Supervision } from './supervise/supervision.ts';

/** Parts per core: with several small parts, one delayed thread of the pool does not delay all the others. */
export const PARTS_PER_CORE = 4;

export interface OpenOptions {
  /** [threads] */
  readonly engine?: EngineName;
  /** Of the engine `threads` [rings where they can carry every item of the line, otherwise ports]. */
  readonly channel?: ThreadsChannel;
  /**
   * Of the engine `threads`: how many threads the stations share, 1 to 64 [a thread for each]. They are placed as if all had the
   * same load; `race` and `cake-factory run` measure the loads.
   */
  readonly threads?: number;
  /**
   * Of the engine `threads`: which stations share a thread, by name or as stages: `[[melter, oven], [mixer]]` [none]. What it does
   * not name gets a thread of its own. A name is that of one station, `test 1`; where none has it, that of copies: `test`.
   */
  readonly place?: readonly (readonly (string | Stage<unknown>)[])[];
  /** The most items that wait between two stations, 1 to 1,048,576 [as the line says]. */
  readonly capacity?: number;
  /** The most bytes that wait between two stations, 1 or more; for items of the kinds clone and bytes [as the line says]. */
  readonly capacityBytes?: number;
  /**
   * Of the engines `threads` and `pool`: how long a station may show no sign of life, in milliseconds, above 0 [10 000]. It shows
   * one when it takes an item, sends one or finishes a piece of work. So an item that takes 30 s needs more than 30 000 here.
   */
  readonly hangMs?: number;
  /**
   * Of the engine `threads` over rings, with a thread for each station: whether another thread takes the place of one that dies, so that no
   * item is lost and none comes twice [false: the run ends]. A station that remembers something between items has to `keep` it.
   */
  readonly supervise?: boolean | Supervision;
}

export interface OpenLine<Out> extends AsyncDisposable {
  /**
   * Runs the line once more. Runs take turns: a run that is read inside the loop of another one waits for ever.
   *
   * @throws InputError when the line is closed
   */
  run(options?: RunningOptions): RunningLine<Out>;
  /** Stops the runs that go on, which reject, and ends the threads. */
  close(): Promise<void>;
}

/**
 * Finds the line in its module, and makes the engine for it. Threads start with the first run.
 *
 * @throws LineNotFoundError when the module of the line does not export it
 * @throws InputError when there is no such engine or channel, or when another option cannot be used
 * @throws LineError when a pool cannot cut the line into parts. Other reasons why the engine cannot run it come with the first run
 */
export async function prepareLine(
  defined: DefinedLine,
  options: OpenOptions,
  platform: ThreadingPlatform,
): Promise<Prepared> {
  const code = await findLine(defined, platform);
  const line = withCapacities(planOf(defined, code, { parts: PARTS_PER_CORE * platform.cores() }), options);
  const { engine: name = 'threads' } = options;
  checkedEngine(name);
  const placement = placementOf(defined, line, options);
  const supervise = supervisionOf(options.supervise, name);
  const { channel = supervise === null ? channelFor(crossing(line, placement)) : 'ring', hangMs } = options;
  checkHang(hangMs);
  const [row] = engineRows([name], [checkedChannel(channel)]);
  if (row === undefined) throw new Error(`expected a row for the engine ${name}, found none`);
  const reason = name === 'pool' ? reasonAgainstPool(defined, line) : null;
  if (reason !== null) throw new LineError(`Cannot run this line in a pool: ${reason}`);
  if (placement === null || row.name !== 'threads')
    return { engine: createEngine(row, platform, { hangMs, supervise }), line };
  if (supervise !== null)
    throw new InputError('Cannot supervise this line: expected a thread for each station, found threads or place');
  const placements = new Placements(placement.length);
  placements.place(line, placement);
  return {
    engine: createEngine({ ...row, packed: placement.length }, platform, { hangMs, placements }),
    line,
  };
}

/**
 * @returns null where each station gets a thread of its own
 * @throws InputError when the options do not say a placement of this line
 */
function placementOf(
  defined: DefinedLine,
  line: Line,
  { engine = 'threads', threads, place }: OpenOptions,
): Placement | null {
  if (threads !== undefined && place !== undefined)
    throw new InputError('Cannot run the line: expected threads or place, found both');
  if (threads !== undefined) checkPlaced('threads', [engine]);
  if (place !== undefined) checkPlaced('place', [engine]);
  if (threads !== undefined) return equalLoads(line, threads);
  return place === undefined ? null : placed(place, defined, line);
}

/** An empty list would say nothing: it is more likely a mistake than a wish for a thread each. */
function placed(place: NonNullable<OpenOptions['place']>, defined: DefinedLine, line: Line): Placement {
  if (place.length === 0)
    throw new LineError('Cannot place this line: expected a list of lists as place, found an empty list');
  const empty = place.findIndex((group) => group.length === 0);
  if (empty !== -1)
    throw new LineError(`Cannot place this line: expected one station or more in place[${empty}], found none`);
  return completed(
    line,
    place.map((group, i) => group.flatMap((one) => namesOf(one, defined, line, i))),
  );
}

/** The stations that a name or a stage stands for. A name may be that of a station, and also that of the copies of another one. */
function namesOf(one: string | Stage<unknown>, { nodes }: DefinedLine, line: Line, i: number): string[] {
  if (typeof one === 'string') {
    const isStation = specsOf(line).some(({ name }) => name === one);
    const copies = specsOf(line).flatMap(({ name, copy }) => (copy?.of === one ? [name] : []));
    return isStation || copies.length === 0 ? [one] : copies;
  }
  const place = isStage(one) ? nodes.indexOf(one.node) : -1;
  if (place === -1)
    throw new LineError(
      `Cannot place this line: expected its stages or their names in place[${i}], found ${isStage(one) ? 'a stage of another line' : show(one)}`,
    );
  return specsOf(line).flatMap((spec) => (spec.place === place ? [spec.name] : []));
}

/** The line with those edges alone that lead from thread to thread. */
function crossing(line: Line, placement: Placement | null): Line {
  return placement === null ? line : { ...line, edges: crossingEdges(line, placement) };
}

/** Rings where they can carry every item: they cost less. */
export function channelFor(line: Line): ThreadsChannel {
  return firstUncarried(line) === null ? 'ring' : 'port';
}

function withCapacities(line: Line, { capacity, capacityBytes }: OpenOptions): Line {
  return {
    ...line,
    edges: line.edges.map((edge) => ({
      ...edge,
      ...(capacity === undefined ? {} : { capacity }),
      ...(capacityBytes === undefined ? {} : { capacityBytes }),
    })),
    parts: line.parts.map((part) => withCapacities(part, { ...(capacity === undefined ? {} : { capacity }) })),
  };
}

export async function openLine<Out>(
  defined: DefinedLine<Out>,
  options: OpenOptions,
  platform: ThreadingPlatform,
): Promise<OpenLine<Out>> {
  const prepared = await prepareLine(defined, options, platform);
  const closing = new AbortController();
  const close = async (): Promise<void> => {
    closing.abort(new FactoryError('the line was closed'));
    await prepared.engine.close();
  };
  return {
    run(given = {}) {
      checkOptions(given, RUNNING_OPTIONS);
      const { signal, ...own } = given;
      if (closing.signal.aborted) throw new InputError('Cannot run the line: it is closed');
      return runningLine({
        ...own,
        signal: signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]),
        prepared: async () => prepared,
        isResult: isResultOf(defined),
        resultBytes: options.capacityBytes,
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
