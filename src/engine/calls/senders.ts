/** The send of a station in a line of calls. Where nobody watches it is as short as can be. */
import type { Outlet } from '../../channel/channel.ts';
import type { Fifo } from '../../channel/fifo.ts';
import type { Item } from '../../line/coroutine.ts';
import type { FoundStation } from '../../line/found-station.ts';
import type { Guard } from '../../line/guard.ts';
import { carryOf, checkPlace } from '../../line/kind/carry.ts';
import type { KindSpec } from '../../line/kind/spec.ts';
import type { Label, Labels } from '../../line/labels.ts';
import { type Edge, endsOf, kindOf, type Line, type StationSpec } from '../../line/line.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { FirstFailure } from '../failure.ts';
import { resultOutlet } from '../results.ts';
import { Counts, endsUnit, INPUT_ENDED } from '../station/counts.ts';
import { ENDED_CYCLE } from '../station/cycle.ts';
import { dealtRoutes, type SharedRoute } from '../station/deal.ts';
import { Dispatch, type Route } from '../station/dispatch.ts';
import { instrumentCall } from '../station/instrument.ts';
import { observed } from '../station/observer.ts';
import type { Witness } from '../station/witness.ts';
import { type CallLineOptions, type RunningStation, resume, resumeOneOf } from './station.ts';

/**
 * What is on its way back to a station that may be in the middle of a call: it waits until that call is over. In two lists: to make
 * an object for each item takes three times as long.
 */
interface WayBack {
  readonly receivers: Fifo<string>;
  readonly items: Fifo<Item>;
  /** Whether the sources have ended and nothing waits: then nothing goes back any more. */
  over: boolean;
}

/** What all stations of a line share while they start. */
export interface Shared {
  readonly line: Line;
  readonly running: Map<string, RunningStation>;
  readonly labels: Labels;
  /** Null in a line without feedback edges. */
  readonly wayBack: WayBack | null;
  /** What disconnects the senders from their receivers. */
  readonly disconnect: (() => void)[];
  readonly firstFailure: FirstFailure;
  readonly options: CallLineOptions;
}

interface Sender {
  readonly send: (item: Item) => void;
  /** How many items it has sent. */
  readonly made: () => number;
  /** Where it deals whole units: what says where they end. */
  readonly counts?: Counts | null;
}

/** The send of a station. Where nobody watches, and readers are found by a look into a list, it is as short as can be. */
export function senderOf(
  spec: StationSpec,
  recorder: Recorder | null,
  witness: Witness | null,
  { guards, deals }: Pick<FoundStation, 'guards' | 'deals'>,
  shared: Shared,
): Sender {
  const { line, options } = shared;
  const { observer, results } = options;
  const kind = kindOf(spec, line);
  const edges = line.edges.filter(({ from }) => from === spec.name);
  const leaves = endsOf(line).includes(spec.name);
  const watched = recorder !== null || witness !== null || observer !== null || (leaves && results !== null);
  const forward = edges.every(({ feedback }) => feedback !== true);
  if (!watched && forward && kind.kind === 'places' && edges.every(isListed) && areApart(edges))
    return tableSender(edges, kind.names.length, shared);
  const [only] = edges;
  if (
    !watched &&
    forward &&
    only !== undefined &&
    edges.length === 1 &&
    only.items === null &&
    only.guard === undefined
  )
    return plainSender(only, kind, shared);
  const shares = edges.map((edge) => callRoute(edge, recorder, witness, guards, shared));
  const counts = edges.some(({ dealt }) => dealt?.by === 'unit') ? new Counts() : null;
  const routes = dealtRoutes(shares, deals, counts);
  const dispatch = new Dispatch([...routes, ...exitRoutes(spec, leaves, recorder, witness, shared)], kind);
  return { send: dispatch.send, made: () => dispatch.sent, counts };
}

function isListed({ items }: Edge): boolean {
  return items !== null;
}

/** Whether no two edges carry the same item. */
function areApart(edges: readonly Edge[]): boolean {
  const items = edges.flatMap((edge) => edge.items ?? []);
  return new Set(items).size === items.length;
}

/**
 * Their coroutines are in a list of their own. A send is a chain of loads from memory, each of which waits for the one before: one
 * load less makes a line without work 4 % faster.
 */
function tableSender(edges: readonly Edge[], places: number, { running, disconnect }: Shared): Sender {
  const receivers: (RunningStation | undefined)[] = Array.from({ length: places });
  for (const { to, items } of edges) for (const item of items ?? []) receivers[item] = running.get(to);
  const coroutines = receivers.map((receiver) => receiver?.coroutine);
  disconnect.push(() => void coroutines.fill(undefined));
  let made = 0;
  const send = (item: Item): void => {
    made++;
    // As in dispatch.ts: '0' and -0 are keys of the lists too.
    const coroutine = typeof item === 'number' ? coroutines[item] : undefined;
    if (coroutine === undefined || typeof item !== 'number') checkPlace(item, places);
    else resumeOneOf(receivers, coroutine, item | 0);
  };
  return { send, made: () => made };
}

function plainSender({ to }: Edge, kind: KindSpec, { running, disconnect }: Shared): Sender {
  const { pass } = carryOf(kind);
  let receiver = running.get(to);
  disconnect.push(() => {
    receiver = undefined;
  });
  let made = 0;
  const send = (item: Item): void => {
    const passed = pass(item);
    made++;
    if (receiver !== undefined) resume(receiver, passed);
  };
  return { send, made: () => made };
}

/** An edge as an outlet: to send is to call the receiver, or to let the item wait where the edge leads back. */
function callRoute(
  edge: Edge,
  recorder: Recorder | null,
  witness: Witness | null,
  guards: ReadonlyMap<number, Guard>,
  { line, running, labels, wayBack, disconnect, options: { observer, resumes } }: Shared,
): SharedRoute {
  const label: Label = labels.edges[line.edges.indexOf(edge)] ?? { base: 0, perItem: false };
  let connected = true;
  disconnect.push(() => {
    connected = false;
  });
  const back = edge.feedback === true;
  const receiver = back ? undefined : running.get(edge.to);
  const plain = callOutlet((item) => {
    if (!connected) return;
    if (receiver !== undefined) resume(receiver, item);
    else if (wayBack === null || wayBack.over) throw new Error(ENDED_CYCLE);
    else {
      wayBack.receivers.push(edge.to);
      wayBack.items.push(item);
    }
  });
  const recorded =
    recorder === null
      ? plain
      : instrumentCall(plain, label, recorder, receiver?.recorder ?? null, resumes && sendsInside(edge.from, line));
  const seen = observer === null ? recorded : observed(edge.from, edge.to, recorded, observer);
  const outlet = witness === null ? seen : witness.outlet(seen);
  const guard = edge.guard === undefined ? null : (guards.get(edge.guard) ?? null);
  const { items, dealt } = edge;
  const counts = callOutlet((count) => {
    if (count === INPUT_ENDED) receiver?.counts?.inputEnded();
    else if (endsUnit(Number(count))) receiver?.counts?.inputHandled(true);
  });
  return { outlet, items, guard, label, ...(dealt === undefined ? {} : { dealt, counts }) };
}

/** Where the items of a station leave the line, if they do: to the sink, to the recorder, to the observer. */
function exitRoutes(
  { name }: StationSpec,
  leaves: boolean,
  recorder: Recorder | null,
  witness: Witness | null,
  { line, labels, options: { results, observer, resumes } }: Shared,
): Route[] {
  const label = labels.exits.get(name);
  if (!leaves || label === undefined) return [];
  const plain = results === null ? callOutlet(() => {}) : resultOutlet(results, name, () => {});
  const recorded =
    recorder === null ? plain : instrumentCall(plain, label, recorder, null, resumes && sendsInside(name, line));
  const seen = observer === null ? recorded : observed(name, null, recorded, observer);
  const outlet = witness === null ? seen : witness.exit(seen);
  return [{ outlet, items: null, guard: null, label }];
}

/** Whether it sends while its coroutine runs. What a source yields is sent when it has yielded. */
function sendsInside(name: string, { sources }: Line): boolean {
  return sources.every((source) => source.name !== name);
}

function callOutlet(send: (item: Item) => void): Outlet {
  return { room: () => Number.POSITIVE_INFINITY, send, flush: () => true, close() {} };
}
