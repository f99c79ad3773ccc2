/** Stages: how a user writes a line. `source(...)` begins one, and `.to(...)` adds a station that reads a stage. */
import { type Copies, type CopyOptions, mistakeInCopies, ONE_COPY } from './concurrency.ts';
import type { Host, Source, SourceHost, Station } from './coroutine.ts';
import { InputError } from './factory-error.ts';
import { clone, type Kind } from './kind/kinds.ts';
import type { KindSpec } from './kind/spec.ts';
import { show } from './printable.ts';

/** A stage cannot be used in this way. */
export class StageError extends InputError {
  override name = 'StageError';
}

/** Makes the coroutine of a station: a generator function, or a function that returns a generator. */
export type StationFunction<In, Out> = (host: Host<Out>) => Station<In>;
/** Makes the coroutine of a source. */
export type SourceFunction<Out> = (host: SourceHost) => Source<Out>;

export interface StageOptions<Out> {
  /** How the items cross to another thread [`clone()`]. */
  readonly out?: Kind<Out>;
  /** The name in tables and errors [the name of the function]. */
  readonly name?: string;
  /** The number of its first piece of work, where the line does a part of the work of a longer one [0]. */
  readonly firstPiece?: number;
}

export interface SourceOptions<Out> extends StageOptions<Out> {
  /** Whether the source yields only its share of the items where its host says `part` of `parts`. A pool needs that [false]. */
  readonly divisible?: boolean;
}

export interface StationOptions<In, Out> extends StageOptions<Out>, CopyOptions<In> {}

/** What a station can read: a stage, some items of a stage, or several of these. */
export interface Outflow<Out> {
  /**
   * Adds a station that reads these items. Several stations may read the same stage: each gets every item.
   *
   * @param station a generator function that is sent the items: `while (true) { const item = yield; ... }`
   */
  to<Next = unknown>(station: StationFunction<Out, Next>, options?: StationOptions<Out, Next>): Stage<Next>;
  /**
   * Only the items that a guard lets through. The sender asks it, so that what nobody wants never travels. A guard must be
   * pure: the same answer for the same item, on every thread. `isOneOf` makes guards that cost no more than a look into a table.
   */
  where<Narrow extends Out>(guard: (item: Out) => item is Narrow): Outflow<Narrow>;
  where(guard: (item: Out) => boolean): Outflow<Out>;
  /**
   * Sets how much may wait on the way to the reader.
   *
   * @param items 1 to 1,048,576 [8192 integers or records, 1024 values to clone, 16 buffers]
   * @param bytes 1 or more, for items of the kinds `clone` and `bytes` [no limit]
   */
  holding(items: number, bytes?: number): Outflow<Out>;
  readonly flows: readonly Flow[];
  /** Only a type: it says to the compiler what the items are. */
  readonly items?: readonly Out[];
}

/** A source or a station. What it sends is read by other stations, or leaves the line. */
export interface Stage<Out> extends Outflow<Out> {
  readonly node: Node;
}

/** The beginning of a cycle: it is read before the stage exists that it comes from. */
export interface Feedback<Out> extends Outflow<Out> {
  /** Closes the cycle: these items go back to the reader. */
  from(outflow: Outflow<Out>): void;
}

/** The items of one stage, or those that its guards let through. */
export interface Flow {
  readonly origin: Node | Loop;
  /** Predicates. Their types are forgotten: the compiler has checked them. */
  readonly guards: readonly unknown[];
  readonly capacity: number | null;
  readonly capacityBytes: number | null;
}

/** A cycle that may be open still. */
export interface Loop {
  readonly kind: 'loop';
  closedBy: Flow | null;
}

/** A source or a station, without the types of its items. */
export interface Node extends Copies {
  readonly kind: 'source' | 'station';
  /** Counts the nodes in the order in which they are made. */
  readonly serial: number;
  /** A function that takes a host and returns a generator. */
  readonly coroutine: unknown;
  /** Null where neither the user nor the function says one. */
  readonly name: string | null;
  readonly out: KindSpec;
  readonly divisible: boolean;
  readonly firstPiece: number;
  /** None for a source. */
  readonly inputs: readonly Flow[];
  /** It grows while the line is written. */
  readonly readers: Node[];
}

/**
 * Begins a line.
 *
 * @param coroutine a generator function that yields the items
 */
export function source<Out>(coroutine: SourceFunction<Out>, options: SourceOptions<Out> = {}): Stage<Out> {
  if ('concurrency' in options || 'ordered' in options || 'by' in options)
    throw new StageError(
      'Cannot add a source with copies: expected concurrency, ordered and by of a station, found them of a source; a pool cuts a source into parts if it says { divisible: true }',
    );
  return stageOf<Out>({ ...nodeOf('source', coroutine, options, []), divisible: options.divisible ?? false });
}

/** Joins stages: who reads them gets the items of each in order, and the items of all as they arrive. */
export function merge<const Outflows extends readonly Outflow<unknown>[]>(
  ...outflows: Outflows
): Outflow<ItemOf<Outflows[number]>> {
  return outflowOf(outflows.flatMap(flowsOf));
}

function flowsOf(outflow: unknown): readonly Flow[] {
  if (isOutflow(outflow)) return outflow.flows;
  throw new StageError(`Cannot join: expected stages, found ${show(outflow)}`);
}

function isOutflow(value: unknown): value is Outflow<unknown> {
  return typeof value === 'object' && value !== null && 'flows' in value && Array.isArray(value.flows);
}

/** What a stage sends. */
export type ItemOf<Out> = Out extends Outflow<infer Item> ? Item : never;

/**
 * Begins a cycle: `const again = feedback<number>()`, then `merge(first, again).to(...)`, and at the end `again.from(...)`.
 *
 * A line with a cycle ends when its sources have ended, every station of the cycle waits, and no item is on its way.
 *
 * The way back has no bound: it always has room, whatever `holding` says. So no cycle ever waits for itself because its channels
 * are full, and memory grows with what goes round.
 */
export function feedback<Out>(): Feedback<Out> {
  const loop: Loop = { kind: 'loop', closedBy: null };
  return {
    ...outflowOf<Out>([{ origin: loop, guards: [], capacity: null, capacityBytes: null }]),
    from({ flows }) {
      const [flow, ...others] = flows;
      if (flow === undefined || others.length > 0)
        throw new StageError(`Cannot close the cycle: expected one stage, found ${flows.length}`);
      if (loop.closedBy !== null)
        throw new StageError('Cannot close the cycle: expected an open feedback, found one that is closed');
      if (comesFrom(flow, loop))
        throw new StageError('Cannot close the cycle: expected a stage, found feedbacks alone');
      loop.closedBy = flow;
    },
  };
}

/** Whether a flow begins at a feedback, perhaps by way of other feedbacks. */
function comesFrom({ origin }: Flow, loop: Loop): boolean {
  if (origin === loop) return true;
  return origin.kind === 'loop' && origin.closedBy !== null && comesFrom(origin.closedBy, loop);
}

function nodeOf<Out>(
  kind: Node['kind'],
  coroutine: unknown,
  { out, name, firstPiece = 0 }: StageOptions<Out>,
  inputs: readonly Flow[],
  copies: Partial<Copies> = {},
): Node {
  if (typeof coroutine !== 'function')
    throw new StageError(`Cannot add a ${kind}: expected a generator function, found ${show(coroutine)}`);
  const found = name ?? (coroutine.name === '' ? null : coroutine.name);
  const mistake =
    out !== undefined && !isKind(out)
      ? `expected an item kind as its out, such as ints(), found ${show(out)}`
      : mistakeInCopies(copies);
  if (mistake !== null)
    throw new StageError(`Cannot add ${found === null ? `a ${kind}` : `the ${kind} ${show(found)}`}: ${mistake}`);
  const { spec } = out ?? clone<Out>();
  return {
    kind,
    serial: serials++,
    coroutine,
    name: found,
    out: spec,
    divisible: false,
    firstPiece,
    ...ONE_COPY,
    ...copies,
    inputs,
    readers: [],
  };
}

function copiesIn({ concurrency, ordered, by }: CopyOptions<never>): Partial<Copies> {
  return {
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(ordered === undefined ? {} : { ordered }),
    ...(by === undefined ? {} : { by }),
  };
}

/** Plain JavaScript may forget the parentheses: `{ out: ints }`. */
function isKind(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'spec' in value;
}

let serials = 0;

function stageOf<Out>(node: Node): Stage<Out> {
  for (const { origin } of node.inputs) if (origin.kind !== 'loop') origin.readers.push(node);
  return { ...outflowOf<Out>([{ origin: node, guards: [], capacity: null, capacityBytes: null }]), node };
}

function outflowOf<Out>(flows: readonly Flow[]): Outflow<Out> {
  return {
    flows,
    to: (station, options = {}) => stageOf(nodeOf('station', station, options, flows, copiesIn(options))),
    where(guard: unknown) {
      if (typeof guard !== 'function')
        throw new StageError(`Cannot choose items: expected a function, found ${show(guard)}`);
      return outflowOf<never>(flows.map((flow) => ({ ...flow, guards: [...flow.guards, guard] })));
    },
    holding: (capacity, capacityBytes) =>
      outflowOf(flows.map((flow) => ({ ...flow, capacity, capacityBytes: capacityBytes ?? null }))),
  };
}
