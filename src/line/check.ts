/** The check of a line. Every engine calls it before anything starts. */
import { mistakeInCopies } from './check-copies.ts';
import { cyclesOf } from './cycles.ts';
import { InputError } from './factory-error.ts';
import type { KindSpec } from './kind/spec.ts';
import { type Edge, kindOf, type Line, specsOf } from './line.ts';
import { isName, show } from './printable.ts';

/** Ports, rings and mailboxes carry 16 bits. */
export const MOST_ITEMS = 2 ** 16;
/** More would cost memory and gain nothing: the widest channel that a recipe asks for holds 16 384 items. */
export const MOST_CAPACITY = 2 ** 20;

/** A line that no engine can run, or that this engine cannot run. */
export class LineError extends InputError {
  override name = 'LineError';
}

/**
 * Checks that an engine can run a line.
 *
 * - Names are unique, also where Unicode writes the same name in two ways. They are visible, and can be printed on one line.
 * - A spec names the module and the export of its coroutine.
 * - There is a source or more. An edge joins a station or a source to a station.
 * - An item on the list of an edge is a place in the alphabet of its sender, which names at most `MOST_ITEMS` items, and is on
 *   the list once.
 * - A capacity is an integer from 1 to `MOST_CAPACITY`; in bytes, an integer from 1.
 * - A feedback closes a cycle. On any other edge it would refuse what its sender sends while it ends: the way back is over then.
 * - Copies that keep the order of a single station lie where it can be kept: see check-copies.ts.
 * - The edges lead from the sources to every station: otherwise it would wait for ever.
 * - Where there is no cycle without a feedback, each station comes after the stations that feed it.
 * - There is no such cycle where the engine resumes receivers on top of their senders. Other engines run one, but none
 *   ends one by itself: its stations wait for each other.
 *
 * @param cycles `allowed` for engines whose stations wait at channels
 * @throws LineError in one line: what was found, what was wanted, where
 */
export function checkLine(line: Line, cycles: 'allowed' | 'refused'): void {
  checkNames(line);
  if (line.sources.length === 0) fail('expected a source, found none');
  if (line.alphabet.length > MOST_ITEMS)
    fail(`expected an alphabet of at most ${MOST_ITEMS} items, found ${line.alphabet.length}`);
  checkEdges(line);
  checkReached(line);
  checkFeedbacks(line);
  const mistake = mistakeInCopies(line);
  if (mistake !== null) fail(mistake);
  const forward = { ...line, edges: line.edges.filter((edge) => edge.feedback !== true) };
  const cycle = cycleIn(forward);
  if (cycle === null) checkOrder(forward);
  else if (cycles === 'refused')
    fail(`expected no cycle without a feedback under an engine whose sends are calls, found ${pathOf(cycle)}`);
}

function fail(what: string): never {
  throw new LineError(`Cannot run this line: ${what}`);
}

function checkNames(line: Line): void {
  const names = new Set<string>();
  for (const { name, module, export: exported, firstWorkIndex } of specsOf(line)) {
    if (typeof name !== 'string' || name === '') fail(`expected a name for every station, found ${show(name)}`);
    if (!isName(name))
      fail(`expected a name that is visible, on one line and without space at its ends, found ${show(name)}`);
    const normal = name.normalize('NFC');
    if (names.has(normal)) fail(`expected a different name for every station, found ${show(name)} twice`);
    if (typeof module !== 'string' || module === '')
      fail(`expected the URL of the module of ${show(name)}, found ${show(module)}`);
    if (typeof exported !== 'string' || exported === '')
      fail(`expected the name of the export of ${show(name)}, found ${show(exported)}`);
    if (!Number.isSafeInteger(firstWorkIndex) || firstWorkIndex < 0)
      fail(`expected the first work index of ${show(name)} to be a whole number from 0, found ${firstWorkIndex}`);
    names.add(normal);
  }
}

function checkEdges(line: Line): void {
  const { sources, stations, edges } = line;
  const specs = new Map(specsOf(line).map((spec) => [spec.name, spec]));
  const readable = new Set(stations.map(({ name }) => name));
  for (const { from, to, items, capacity, capacityBytes } of edges) {
    const edge = `the edge from ${show(from)} to ${show(to)}`;
    const sender = specs.get(from);
    if (sender === undefined) fail(`expected ${edge} to start at a station of the line`);
    if (sources.some(({ name }) => name === to))
      fail(`expected ${edge} to end at a station, found a source, which takes no items`);
    if (!readable.has(to)) fail(`expected ${edge} to end at a station of the line`);
    if (!Number.isSafeInteger(capacity) || capacity < 1 || capacity > MOST_CAPACITY)
      fail(`expected ${edge} to have a capacity from 1 to ${MOST_CAPACITY}, found ${show(capacity)}`);
    if (capacityBytes !== undefined && (!Number.isSafeInteger(capacityBytes) || capacityBytes < 1))
      fail(`expected ${edge} to have a capacity of 1 byte or more, a whole number, found ${show(capacityBytes)}`);
    if (items !== null) checkList(items, kindOf(sender, line), edge);
  }
}

function checkList(items: readonly number[], kind: KindSpec, edge: string): void {
  if (kind.kind !== 'places') fail(`expected ${edge} to carry ${kind.kind}, found a list of places`);
  const listed = new Set<number>();
  for (const item of items) {
    if (!Number.isSafeInteger(item) || item < 0 || item >= kind.names.length)
      fail(`expected ${edge} to carry items from 0 to ${kind.names.length - 1}, found ${item}`);
    if (listed.has(item)) fail(`expected ${edge} to carry each item once, found ${show(kind.names[item])} twice`);
    listed.add(item);
  }
}

function checkReached({ sources, stations, edges }: Line): void {
  const next = nextOf(edges);
  const reached = new Set(sources.map(({ name }) => name));
  // A set that grows while it is walked: each station is visited once.
  for (const name of reached) for (const to of next.get(name) ?? []) reached.add(to);
  const unreached = stations.find(({ name }) => !reached.has(name));
  if (unreached !== undefined) fail(`expected edges that lead from a source to ${show(unreached.name)}, found none`);
}

function checkFeedbacks({ edges }: Line): void {
  if (edges.every(({ feedback }) => feedback !== true)) return;
  const cycles = cyclesOf(edges);
  const open = edges.find(({ feedback }, i) => feedback === true && cycles.edges[i]?.edge !== 'back');
  if (open === undefined) return;
  const [from, to] = [show(open.from), show(open.to)];
  fail(`expected the feedback from ${from} to ${to} to close a cycle, found none; let ${to} read ${from} itself`);
}

/** The stations that each station sends to, in the order of the edges. */
function nextOf(edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  return next;
}

/** The stations of a cycle, the first of them also at the end; null where there is none. Walks without recursion. */
function cycleIn({ sources, edges }: Pick<Line, 'sources' | 'edges'>): readonly string[] | null {
  const next = nextOf(edges);
  const visited = new Set<string>();
  const path = new Set<string>();
  /** The stations of the path, each with those of its next ones that are left to visit. */
  const steps: { readonly name: string; readonly left: string[] }[] = [];
  const enter = (name: string): void => {
    visited.add(name);
    path.add(name);
    steps.push({ name, left: (next.get(name) ?? []).toReversed() });
  };
  for (const source of sources) {
    enter(source.name);
    for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
      const to = step.left.pop();
      if (to === undefined) {
        steps.pop();
        path.delete(step.name);
      } else if (path.has(to)) {
        const names = [...path];
        return [...names.slice(names.indexOf(to)), to];
      } else if (!visited.has(to)) enter(to);
    }
  }
  return null;
}

const LONGEST_PATH = 12;

function pathOf(cycle: readonly string[]): string {
  const names =
    cycle.length > LONGEST_PATH ? cycle.toSpliced(LONGEST_PATH - 2, cycle.length - LONGEST_PATH, '...') : cycle;
  return names.join(' -> ');
}

function checkOrder({ stations, edges }: Pick<Line, 'stations' | 'edges'>): void {
  const places = new Map(stations.map(({ name }, place) => [name, place]));
  const placeOf = (name: string): number => places.get(name) ?? -1;
  const wrong = edges.find(({ from, to }) => placeOf(from) > placeOf(to));
  if (wrong !== undefined)
    fail(`expected ${show(wrong.from)} before ${show(wrong.to)} in the list of stations, since it feeds it`);
}
