/** What a thread takes from a defined line: its own station, and the guards that it asks. */
import type { CoroutineFunction } from './coroutine.ts';
import { type DefinedLine, isDefinedLine, isLineMaker } from './defined-line.ts';
import type { Guard } from './guard.ts';
import { dealByKey, type KeyedDeal } from './key.ts';
import type { StationSpec } from './line.ts';
import { nameOf, wiresOf } from './plan.ts';
import { show } from './printable.ts';

export interface FoundStation {
  readonly create: CoroutineFunction;
  /** The predicates of the edges that have one, by the `guard` of the edge. */
  readonly guards: ReadonlyMap<number, Guard>;
  /** Who gets an item that is dealt by its key, by the `wire` of the edge. */
  readonly deals: ReadonlyMap<number, KeyedDeal>;
}

/**
 * Takes a station from what its module exports.
 *
 * @throws TypeError when that is not what the spec says
 */
export function findStation(exported: unknown, spec: StationSpec): FoundStation {
  return spec.place === undefined ? plainStation(exported, spec) : stationAt(spec.place, exported, spec);
}

/** Any function: a plain one may return a generator too. What it returns is checked when it has been called. */
function plainStation(exported: unknown, { export: name, options }: StationSpec): FoundStation {
  if (typeof exported !== 'function')
    // The module may be a compiled copy, whose name says nothing to the user.
    throw new TypeError(`expected its module to export a generator function ${show(name)}, found ${show(exported)}`);
  return { create: (host) => exported(options, host), guards: new Map(), deals: new Map() };
}

function stationAt(place: number, exported: unknown, { export: name, options }: StationSpec): FoundStation {
  const line = lineIn(exported, options);
  const node = line?.nodes[place];
  if (line === null || node === undefined || typeof node.coroutine !== 'function')
    throw new TypeError(
      `expected its module to export a line with ${place + 1} stations or more as ${show(name)}, found ${line === null ? show(exported) : `one with ${line.nodes.length}`}`,
    );
  const { coroutine } = node;
  const wires = wiresOf(line).map((wire, number) => ({ ...wire, number }));
  const own = wires.filter(({ from }) => from === node);
  const guards = own.flatMap((wire) => (wire.guards.length > 0 ? [[wire.number, allOf(wire.guards)] as const] : []));
  const deals = own.flatMap(({ to, number }) => {
    const { by, concurrency } = to;
    const name = nameOf(to, line.nodes);
    return typeof by === 'function' && concurrency > 1 ? [[number, dealByKey((item) => by(item), name)] as const] : [];
  });
  return { create: (host) => coroutine(host), guards: new Map(guards), deals: new Map(deals) };
}

function lineIn(exported: unknown, options: unknown): DefinedLine | null {
  if (isDefinedLine(exported)) return exported;
  return isLineMaker(exported) ? exported(options) : null;
}

/** A predicate that lets through what all of them let through. */
function allOf(guards: readonly unknown[]): Guard {
  const functions = guards.filter((guard) => typeof guard === 'function');
  const [only] = functions;
  if (only !== undefined && functions.length === 1) return (item) => Boolean(only(item));
  return (item) => functions.every((guard) => Boolean(guard(item)));
}
