/** A line that stands still: every station waits for another one. */
import { FactoryError } from '../../line/factory-error.ts';
import type { Edge } from '../../line/line.ts';
import type { StationView } from './status-board.ts';

/** Who waits for whom. */
export interface Wait {
  readonly station: string;
  readonly kind: 'input' | 'room';
  /** The stations that would have to send, or to take. */
  readonly on: readonly string[];
}

/** Every station waits. The message lists which station waits for which. */
export class StallError extends FactoryError {
  override name = 'StallError';
  readonly waits: readonly Wait[];

  constructor(waits: readonly Wait[], views: readonly StationView[]) {
    super(`${headline(waits, views)}: ${waits.map(sentence).join(', ')}`);
    this.waits = waits;
  }
}

/** From the status board and the edges of the line. */
export function waitsOf(views: readonly StationView[], edges: readonly Edge[]): Wait[] {
  return views.flatMap(({ name, activity, full }): Wait[] => {
    if (activity === 'waiting for input')
      return [{ station: name, kind: 'input', on: edges.filter((edge) => edge.to === name).map((edge) => edge.from) }];
    if (activity !== 'waiting for room') return [];
    const outlets = edges.filter((edge) => edge.from === name);
    return [{ station: name, kind: 'room', on: full.flatMap((outlet) => outlets[outlet]?.to ?? []) }];
  });
}

/** What kind of stall it is. */
function headline(waits: readonly Wait[], views: readonly StationView[]): string {
  const ended = new Set(views.filter(({ activity }) => activity === 'ended').map(({ name }) => name));
  const starved = (name: string): boolean => waits.some(({ station, kind }) => station === name && kind === 'input');
  // Full at one end and empty at the other: the channel between them does not carry.
  const cut = waits.find(({ kind, on }) => kind === 'room' && on.some(starved));
  if (cut !== undefined)
    return `nothing arrives between the ${cut.station} and the ${cut.on.filter(starved).join(' and ')}`;
  const deserted = waits.find(({ kind, on }) => kind === 'input' && on.every((name) => ended.has(name)));
  if (deserted !== undefined) return `the end of the input does not arrive at the ${deserted.station}`;
  return inCircle(waits) ? 'deadlock' : 'the line stands still';
}

function sentence({ station, kind, on }: Wait): string {
  return `the ${station} waits for ${kind === 'input' ? 'input from' : 'room on the way to'} ${on.join(' and ') || 'nobody'}`;
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
