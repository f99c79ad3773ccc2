/** The check of a line. Every engine calls it before anything starts. */
import { InputError } from './factory-error.ts';
import { type Line, specsOf } from './line.ts';

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
 * - Names are unique and not empty.
 * - An edge joins a station or the source to a station. Two edges from one station carry no item in common.
 * - An item is a place in the alphabet, which names at most `MOST_ITEMS` items.
 * - A capacity is an integer from 1 to `MOST_CAPACITY`.
 * - The edges lead from the source to every station: otherwise it would wait for ever.
 * - There is no cycle where the engine resumes receivers on top of their senders.
 *
 * @param cycles `allowed` for engines whose stations wait at channels
 * @throws LineError in one line: what was found, what was wanted, where
 */
export function checkLine(line: Line, cycles: 'allowed' | 'refused'): void {
  checkNames(line);
  if (line.alphabet.length > MOST_ITEMS)
    fail(`expected an alphabet of at most ${MOST_ITEMS} items, found ${line.alphabet.length}`);
  checkEdges(line);
  checkReached(line);
  if (cycles === 'refused') checkNoCycle(line);
}

function fail(what: string): never {
  throw new LineError(`Cannot run this line: ${what}`);
}

function checkNames(line: Line): void {
  const names = new Set<string>();
  for (const { name, firstWorkIndex } of specsOf(line)) {
    if (name === '') fail('expected a name for every station, found ""');
    if (names.has(name)) fail(`expected a different name for every station, found "${name}" twice`);
    if (!Number.isSafeInteger(firstWorkIndex) || firstWorkIndex < 0)
      fail(`expected the first work index of "${name}" to be a whole number from 0, found ${firstWorkIndex}`);
    names.add(name);
  }
}

function checkEdges({ source, stations, edges, alphabet }: Line): void {
  const stationNames = new Set(stations.map(({ name }) => name));
  const carried = new Map<string, Map<number, string>>();
  for (const { from, to, items, capacity } of edges) {
    const edge = `the edge from "${from}" to "${to}"`;
    if (from !== source.name && !stationNames.has(from)) fail(`expected ${edge} to start at a station of the line`);
    if (to === source.name) fail(`expected ${edge} to end at a station, found the source, which takes no items`);
    if (!stationNames.has(to)) fail(`expected ${edge} to end at a station of the line`);
    if (!Number.isSafeInteger(capacity) || capacity < 1 || capacity > MOST_CAPACITY)
      fail(`expected ${edge} to have a capacity from 1 to ${MOST_CAPACITY}, found ${capacity}`);
    const taken = carried.get(from) ?? new Map<number, string>();
    carried.set(from, taken);
    for (const item of items) {
      if (!Number.isSafeInteger(item) || item < 0 || item >= alphabet.length)
        fail(`expected ${edge} to carry items from 0 to ${alphabet.length - 1}, found ${item}`);
      const other = taken.get(item);
      if (other !== undefined)
        fail(
          `expected each item of "${from}" on one edge, found "${alphabet[item]}" on those to "${other}" and "${to}"`,
        );
      taken.set(item, to);
    }
  }
}

function checkReached({ source, stations, edges }: Line): void {
  const reached = new Set([source.name]);
  // A set that grows while it is walked: each station is visited once.
  for (const name of reached) for (const { from, to } of edges) if (from === name) reached.add(to);
  const unreached = stations.find(({ name }) => !reached.has(name));
  if (unreached !== undefined) fail(`expected edges from the source to "${unreached.name}", found none`);
}

function checkNoCycle({ source, edges }: Line): void {
  const settled = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    const seen = path.indexOf(name);
    if (seen !== -1)
      fail(
        `expected no cycle under an engine whose sends are calls, found ${[...path.slice(seen), name].join(' -> ')} (event-loop and threads run cycles)`,
      );
    if (settled.has(name)) return;
    for (const { from, to } of edges) if (from === name) visit(to, [...path, name]);
    settled.add(name);
  };
  for (const name of new Set([source.name, ...edges.map(({ from }) => from)])) visit(name, []);
}
