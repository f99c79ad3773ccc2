/**
 * The loads as a search reads them. What a thread is busy depends on its own stations alone:
 *
 *     sum of what each of them costs alone on a thread - sum of what each two of them save together
 */
import type { Loads } from './loads.ts';

/** Placements whose most loaded threads differ by less than this share are equally light. No measurement is as exact. */
export const SAME = 1e-9;

/** All that two stations send each other, in either direction. */
export interface Link {
  readonly one: number;
  /** Above `one`. */
  readonly other: number;
  readonly items: number;
  /** What the items cost in one whole run where both share a thread, in microseconds. */
  readonly togetherUs: number;
  /** What they cost the thread of `one` where the other has another thread. */
  readonly oneUs: number;
  /** What they cost the thread of `other` then. */
  readonly otherUs: number;
}

export interface Costs {
  /** Of each station on any thread: its work, and what it sends itself. Microseconds. */
  readonly ownUs: readonly number[];
  /** At most one for each two stations. */
  readonly links: readonly Link[];
}

export function costsOf({ busyUs, edges }: Loads): Costs {
  const ownUs = [...busyUs];
  const links = new Map<number, Link>();
  for (const { from, to, items, sendUs, takeUs, callUs } of edges) {
    const callsUs = items * callUs;
    if (from === to) {
      ownUs[from] = (ownUs[from] ?? 0) + callsUs;
      continue;
    }
    const [one, other] = from < to ? [from, to] : [to, from];
    const [oneUs, otherUs] = from < to ? [items * sendUs, items * takeUs] : [items * takeUs, items * sendUs];
    const key = one * busyUs.length + other;
    const before = links.get(key);
    links.set(key, {
      one,
      other,
      items: (before?.items ?? 0) + items,
      togetherUs: (before?.togetherUs ?? 0) + callsUs,
      oneUs: (before?.oneUs ?? 0) + oneUs,
      otherUs: (before?.otherUs ?? 0) + otherUs,
    });
  }
  return { ownUs, links: [...links.values()] };
}
