/** A defined line: the graph that a user has written with stages, and where other threads find it. */
import { callingModule } from './calling-module.ts';
import { InputError } from './factory-error.ts';
import { show } from './printable.ts';
import { type Flow, type ItemOf, type Loop, type Node, type Stage, StageError } from './stage.ts';

/** Marks, the same in every copy of this module that a thread may have loaded. */
const LINE = Symbol.for('cake-factory.line');
const LINES = Symbol.for('cake-factory.lines');

export interface DefinedLine<Out = unknown> {
  readonly [LINE]: true;
  /** Every source and station, in the order in which they were made: a station comes after those that it reads. */
  readonly nodes: readonly Node[];
  /** The nodes whose items are the results. */
  readonly ends: readonly Node[];
  /** What it was made from. */
  readonly definition: Definition;
  /** Only a type: what the results are. */
  readonly results?: readonly Out[];
}

/** How another thread makes the same line: it imports the module, and calls what it finds there if that is a function. */
export interface Definition {
  /** The URL of the module that exports it; null where it is looked for by the place of the call, see `findLine`. */
  readonly module: string | null;
  /** The function that made the line; null where the line itself is exported. */
  readonly by: unknown;
  /** What that function was called with: plain data. */
  readonly options: unknown;
}

/** A function that makes a line from options. */
export interface LineMaker<Options, Out> {
  (options: Options): DefinedLine<Out>;
  readonly [LINES]: true;
}

export interface LineOptions {
  /** The URL of the module that exports the line: `import.meta.url` [the file in which `line` is called]. */
  readonly module?: string;
}

type Ends = Stage<unknown> | readonly Stage<unknown>[];
/** What several ends send, of one type or several, are the results. */
type ResultOf<Given extends Ends> = ItemOf<Given extends readonly Stage<unknown>[] ? Given[number] : Given>;

/**
 * Defines a line: the stations that are its ends, and all that they are connected with. What the ends send are the results, and
 * so is what any other station sends that no station reads.
 *
 * A module exports it: `export default line(primes)`. Every thread imports that module. So nothing else should happen at its
 * top level.
 *
 * @throws StageError when a feedback is open
 */
export function line<const Given extends Ends>(ends: Given, options: LineOptions = {}): DefinedLine<ResultOf<Given>> {
  return defined(ends, { module: options.module ?? callingModule(), by: null, options: undefined });
}

/**
 * Defines a line with options: `export const primesBelow = lineFor((most: number) => ...)`. Every thread calls the function
 * with a copy of the options. So these are plain data, and equal options make equal lines.
 *
 * @param build returns the ends, as `line` takes them
 */
export function lineFor<Options, const Given extends Ends>(
  build: (options: Options) => Given,
  options: LineOptions = {},
): LineMaker<Options, ResultOf<Given>> {
  const module = options.module ?? callingModule();
  const maker: LineMaker<Options, ResultOf<Given>> = Object.assign(
    (given: Options) => defined<ResultOf<Given>>(build(given), { module, by: maker, options: given }),
    { [LINES]: true } as const,
  );
  return maker;
}

export function isDefinedLine(value: unknown): value is DefinedLine {
  return typeof value === 'object' && value !== null && LINE in value;
}

export function isLineMaker(value: unknown): value is LineMaker<unknown, unknown> {
  return typeof value === 'function' && LINES in value;
}

function defined<Out>(ends: Ends, definition: Definition): DefinedLine<Out> {
  const given = (Array.isArray(ends) ? ends : [ends]).map((stage: unknown) => nodeIn(stage));
  const nodes = connectedWith(given);
  const unread = nodes.filter((node) => !nodes.some(({ inputs }) => inputs.some((flow) => originOf(flow) === node)));
  return {
    [LINE]: true,
    nodes,
    ends: nodes.filter((node) => given.includes(node) || unread.includes(node)),
    definition,
  };
}

function nodeIn(stage: unknown): Node {
  if (isStage(stage)) return stage.node;
  throw new StageError(`Cannot define a line: expected a stage as its end, found ${show(stage)}`);
}

export function isStage(value: unknown): value is Stage<unknown> {
  return typeof value === 'object' && value !== null && 'node' in value && 'flows' in value;
}

/** All nodes that lead to these or come from them, in the order in which they were made. */
function connectedWith(ends: readonly Node[]): Node[] {
  const found = new Set(ends);
  // A set that grows while it is walked: each node is visited once.
  for (const node of found) for (const other of [...node.inputs.map(originOf), ...node.readers]) found.add(other);
  return [...found].sort((one, other) => one.serial - other.serial);
}

/** The node that sends a flow. */
export function originOf({ origin }: Flow): Node {
  return origin.kind === 'loop' ? originOf(closedFlow(origin)) : origin;
}

/** A flow, and before it those that it comes from: a feedback may come from another feedback. That of the sender is the first. */
export function flowsOnTheWay(flow: Flow): readonly Flow[] {
  const { origin } = flow;
  return origin.kind === 'loop' ? [...flowsOnTheWay(closedFlow(origin)), flow] : [flow];
}

/** @throws StageError when the cycle is open */
function closedFlow({ closedBy }: Loop): Flow {
  if (closedBy === null)
    throw new StageError(
      'Cannot define a line: expected every feedback to come `from` a stage, found one that is open',
    );
  return closedBy;
}

/** A line cannot be found by other threads. */
export class LineNotFoundError extends InputError {
  override name = 'LineNotFoundError';
}
