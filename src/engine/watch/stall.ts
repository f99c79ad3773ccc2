/** A stall: every station of a line waits for another one. The error says who waits for whom. */
import { FactoryError } from '../../line/factory-error.ts';
import type { Edge } from '../../line/line.ts';
import type { StationView } from './status-board.ts';

/** A station that waits, and the stations that it waits for. */
export interface Wait {
  readonly station: string;
  readonly kind: 'input' | 'room';
  /** The stations that would have to send (input), or to take (room). */
  readonly on: readonly string[];
}

/** Every station waits for another one. */
export class StallError extends FactoryError {
  override name = 'StallError';
  readonly waits: readonly Wait[];

  constructor(waits: readonly Wait[], views: readonly StationView[]) {
    super(`${headline(waits, views)}: ${waits.map(sentence).join(', ')}`);
    this.waits = waits;
  }
}

/** Finds out who waits for whom, from the status board and the edges of the line. */
export function waitsOf(views: readonly StationView[], edges: readonly Edge[]): Wait[] {
  return views.flatMap(({ name, activity, full }): Wait[] => {
    if (activity === 'waiting for input')
      return [{ station: name, kind: 'input', on: edges.filter((edge) => edge.to === name).map((edge) => edge.from) }];
    if (activity !== 'waiting for room') return [];
    const outlets = edges.filter((edge) => edge.from === name);
    return [{ station: name, kind: 'room', on: full.flatMap((outlet) => outlets[outlet]?.to ?? []) }];
  });
}

/** Says what kind of stall it is. */
function headline(waits: readonly Wait[], views: readonly StationView[]): string {
  const ended = new Set(views.filter(({ activity }) => activity === 'ended').map(({ name }) => name));
  const starved = (name: string): boolean => waits.some(({ station, kind }) => station === name && kind === 'input');
  // Full at one end and empty at the other: the items are lost on the way.
  const broken = waits.find(({ kind, on }) => kind === 'room' && on.some(starved));
  if (broken !== undefined)
    return `items from "${broken.station}" do not arrive at ${quoted(broken.on.filter(starved))}`;
  const orphan = waits.find(({ kind, on }) => kind === 'input' && on.every((name) => ended.has(name)));
  if (orphan !== undefined) return `the end of the input does not arrive at "${orphan.station}"`;
  if (!inCircle(waits)) return 'every station waits';
  return waits.some(({ kind }) => kind === 'room') ? 'deadlock' : 'a cycle has no item left and does not end';
}

function sentence({ station, kind, on }: Wait): string {
  return `"${station}" waits for ${kind === 'input' ? 'input from' : 'room in the channel to'} ${quoted(on)}`;
}

function quoted(names: readonly string[]): string {
  return names.length === 0 ? 'no station' : names.map((name) => `"${name}"`).join(' and ');
}

/** Whether a station waits, through others, for itself. */
function inCircle(waits: readonly Wait[]): boolean {
  const on = new Map(waits.map((wait) => [wait.station, wait.on]));
  return waits.some(({ station }) => {
    const seen = new Set<string>();
    const next = [...(on.get(station) ?? [])];
    for (let name = next.pop(); name !== undefined; name = next.pop()) {
      if (name === station) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      next.push(...(on.get(name) ?? []));
    }
    return false;
  });
}
