/** The loads of a line: what a measured run says about its stations and its edges. */
import { show } from '../../line/printable.ts';

/** What the items of an edge cost. All items and times are those of one whole run. */
export interface LoadedEdge {
  /** The place of the sender in the list of sources and stations. */
  readonly from: number;
  /** The place of the reader; it may be the sender itself. */
  readonly to: number;
  /** How many items went over it, 0 or more. */
  readonly items: number;
  /** What an item costs the sender's thread where the reader has another one, in microseconds, 0 or more. */
  readonly sendUs: number;
  /** What an item costs the reader's thread where the sender has another one, in microseconds, 0 or more. */
  readonly takeUs: number;
  /** What an item costs where both share a thread, in microseconds, 0 or more: a call. */
  readonly callUs: number;
}

export interface Loads {
  /** Of each source and station in the order of their places, without what it sends: microseconds of one whole run, 0 or more. */
  readonly busyUs: readonly number[];
  readonly edges: readonly LoadedEdge[];
}

/** @throws RangeError when there is no station, an edge has no such end, or a load is negative, no number, or too large to add */
export function checkLoads({ busyUs, edges }: Loads): void {
  if (busyUs.length === 0) fail('expected a station, found none');
  for (const [place, us] of busyUs.entries()) checkLoad(us, `busyUs of place ${place}`);
  for (const [number, edge] of edges.entries()) {
    for (const end of ['from', 'to'] as const)
      if (!Number.isInteger(edge[end]) || edge[end] < 0 || edge[end] >= busyUs.length)
        fail(
          `expected ${end} of edge ${number} to be a place from 0 to ${busyUs.length - 1}, found ${show(edge[end])}`,
        );
    for (const load of ['items', 'sendUs', 'takeUs', 'callUs'] as const)
      checkLoad(edge[load], `${load} of edge ${number}`);
  }
  let sumUs = busyUs.reduce((sum, us) => sum + us, 0);
  let items = 0;
  for (const edge of edges) {
    sumUs += edge.items * (edge.sendUs + edge.takeUs + edge.callUs);
    items += edge.items;
  }
  if (!Number.isFinite(sumUs)) fail(`expected loads with a finite sum, found ${sumUs} microseconds`);
  if (!Number.isFinite(items)) fail(`expected a finite number of items on all edges, found ${items}`);
}

function checkLoad(load: number, where: string): void {
  if (!Number.isFinite(load) || load < 0) fail(`expected ${where} to be a finite number from 0, found ${show(load)}`);
}

function fail(what: string): never {
  throw new RangeError(`Cannot plan: ${what}`);
}
