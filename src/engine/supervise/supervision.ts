/** What a supervised run is asked for, and what it reports. */
import type { Promised } from '../../channel/committed-ring.ts';

/** A kill that is asked for. It does not count as a failure of its station. */
export type Kill =
  /** The thread of a station ends in the middle of its item `item`, counted from 1 by what it sends. */
  | { readonly kind: 'at'; readonly station: string; readonly item: number }
  /** So many threads a second, above 0, end at random moments, at random stations. The seed decides when and which. */
  | { readonly kind: 'random'; readonly perSecond: number; readonly seed: number }
  /** The thread of a station ends whenever somebody asks for it. `begun` is called in each run, when the stations have started. */
  | { readonly kind: 'on-demand'; readonly station: string; readonly begun: (control: KillControl) => void };

/** Kills the thread of one station while its line runs. */
export interface KillControl {
  /** Ends the thread at once; false while there is none to end: the next one gets ready, or the station has ended. */
  kill(): boolean;
  /** What has happened in the whole line so far. */
  report(): SupervisionReport;
}

export interface Supervision {
  /** [exactly-once] */
  readonly promised?: Promised;
  /** [none] */
  readonly kills?: readonly Kill[];
  /** Whether an item at which a thread dies again and again is put aside [false: the run ends there]. */
  readonly skipPoison?: boolean;
  readonly limits?: Partial<RestartLimits>;
}

/** How many restarts are too many. Kills that are asked for do not count. */
export interface RestartLimits {
  /** Of one station within `withinMs` [5]. */
  readonly perStation: number;
  /** In milliseconds [30 000]. */
  readonly withinMs: number;
  /** Of all stations in one run [20]. */
  readonly inAll: number;
}

export const RESTART_LIMITS: RestartLimits = { perStation: 5, withinMs: 30_000, inAll: 20 };

/** What happened in a supervised run. */
export interface SupervisionReport {
  /** Threads that were killed because that was asked for. */
  readonly kills: number;
  /** Threads that took the place of others. */
  readonly restarts: number;
  /** Items that were begun and not committed when a thread died; of a source, over all its edges. */
  readonly redone: number;
  /** From each death to the first commit of the thread that took its place, added up. Milliseconds. */
  readonly lostMs: number;
  /** Each of these times in milliseconds, in the order of the deaths. Two deaths without a commit between them make one. */
  readonly recoveries: readonly number[];
  /** Items that were put aside: how many items had come before it over the edge from `from`, and 1. */
  readonly putAside: readonly { readonly station: string; readonly from: string; readonly item: number }[];
}
