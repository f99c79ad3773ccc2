/** A line that stands still: every station waits, and nobody is left whom it could wait for. */
import type { Edge } from '../../line/line.ts';
import type { StationView } from './status-board.ts';

/** Who waits for whom. */
export interface Wait {
  readonly station: string;
  readonly kind: 'input' | 'room';
  /** Who would have to send, or to take. */
  readonly on: readonly string[];
}

/** Everybody waits. The message lists who waits for whom. */
export class StallError extends Error {
  override name = 'StallError';
  readonly waits: readonly Wait[];

  constructor(waits: readonly Wait[], views: readonly StationView[]) {
    super(`${headline(waits, views)}: ${waits.map(sentence).join(', ')}`);
    this.waits = waits;
  }
}

/** What the board says, put together with the edges of the line. */
export function waitsOf(views: readonly StationView[], edges: readonly Edge[]): Wait[] {
  return views.flatMap(({ name, doing, full }): Wait[] => {
    if (doing === 'waiting for input')
      return [{ station: name, kind: 'input', on: edges.filter((edge) => edge.to === name).map((edge) => edge.from) }];
    if (doing !== 'waiting for room') return [];
    const outlets = edges.filter((edge) => edge.from === name);
    return [{ station: name, kind: 'room', on: full.flatMap((place) => outlets[place]?.to ?? []) }];
  });
}

/** Which of the ways to stand still it is. */
function headline(waits: readonly Wait[], views: readonly StationView[]): string {
  const ended = new Set(views.filter(({ doing }) => doing === 'ended').map(({ name }) => name));
  const starved = (name: string): boolean => waits.some(({ station, kind }) => station === name && kind === 'input');
  // Full at one end and empty at the other: whatever lies between them does not carry.
  const cut = waits.find(({ kind, on }) => kind === 'room' && on.some(starved));
  if (cut !== undefined)
    return `nothing arrives between the ${cut.station} and the ${cut.on.filter(starved).join(' and ')}`;
  const deserted = waits.find(({ kind, on }) => kind === 'input' && on.every((name) => ended.has(name)));
  if (deserted !== undefined) return `nobody tells the ${deserted.station} that its input has ended`;
  return inCircle(waits) ? 'deadlock' : 'the line stands still';
}

function sentence({ station, kind, on }: Wait): string {
  return `the ${station} waits for ${kind === 'input' ? 'input from' : 'room on the way to'} ${on.join(' and ') || 'nobody'}`;
}

/** Whether somebody waits, through others, for themselves. */
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
