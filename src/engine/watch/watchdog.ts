/**
 * The watchdog: it looks at the status board ten times a second, and reports a line that cannot go on.
 *
 * - **Stuck**: a station has shown no sign of life in its coroutine for too long, or rests longer than it asked for.
 *   A piece of work is never stuck: its iterations are counted, and with many stations to a core it may take long.
 * - **Stalled**: every station that has not ended waits, and nothing has moved for a second, or for `stalledMs`.
 *
 * It counts its looks and does not measure time: while a laptop is closed for an hour, no station hangs for an hour. The clock
 * only shows that a look is late, which means that the process did not run. A late look does not count, since the stations
 * did not run either. Of two late looks in a row the second one counts: then the thread of the watchdog itself is busy.
 */
import type { Edge } from '../../line/line.ts';
import { isLate } from '../../platform/deadline.ts';
import { StationFailure, type StationProgress } from '../failure.ts';
import { StallError, waitsOf } from './stall.ts';
import { activityOnTop, readStatusBoard, type StationView, stationOnTop } from './status-board.ts';

/** How long a station may show no sign of life in its coroutine, by default, in milliseconds. */
export const HANG_MS = 10_000;
/** The time between two looks, in milliseconds. Ten looks a second take less than a tenth of a percent of a core. */
const LOOK_MS = 100;
/** How long all stations may wait, in milliseconds. An item needs a thousandth of that to wake a sleeping thread. */
const STALLED_MS = 1000;

export type Diagnosis =
  | { readonly kind: 'fine' }
  | { readonly kind: 'stuck'; readonly view: StationView }
  | { readonly kind: 'stalled'; readonly views: readonly StationView[] };

/** Counts for how many looks each station has not changed, and decides what that means. */
export class Watchdog {
  readonly #hangLooks: number;
  readonly #stalledLooks: number;
  readonly #last = new Map<string, StationView>();
  readonly #unchanged = new Map<string, number>();
  #wasLate = false;

  constructor(hangMs: number, stalledMs = STALLED_MS) {
    this.#hangLooks = Math.ceil(hangMs / LOOK_MS);
    this.#stalledLooks = Math.ceil(stalledMs / LOOK_MS);
  }

  /** @param sinceMs how long ago the last look was, in milliseconds */
  look(views: readonly StationView[], sinceMs = LOOK_MS): Diagnosis {
    const late = isLate(sinceMs, LOOK_MS) && !this.#wasLate;
    this.#wasLate = late;
    if (late) return { kind: 'fine' };
    const changed = views.filter((view) => !sameAs(view, this.#last.get(view.name)));
    // Stations that share a thread run one at a time: as long as one of them gets on, none of them hangs.
    const active = new Set(changed.flatMap(({ thread }) => (isShared(thread, views) ? [thread] : [])));
    for (const view of views) {
      const isStill = !changed.includes(view) && !active.has(view.thread);
      this.#unchanged.set(view.name, isStill ? this.#unchangedLooks(view) + 1 : 0);
      this.#last.set(view.name, view);
    }
    const alive = views.filter(({ activity }) => activity !== 'ended');
    const stuck =
      views.find((view) => this.#unchangedLooks(view) >= this.#allowedLooks(view) && !worksBeside(view, views)) ??
      // All have ended, and the engine still waits: a report does not arrive.
      (alive.length === 0 ? views.find((view) => this.#unchangedLooks(view) >= this.#hangLooks) : undefined);
    if (stuck !== undefined) return { kind: 'stuck', view: stuck };
    const stalled =
      alive.length > 0 &&
      alive.every(({ activity }) => activity === 'waiting for input' || activity === 'waiting for room') &&
      views.every((view) => this.#unchangedLooks(view) >= this.#stalledLooks);
    return stalled ? { kind: 'stalled', views } : { kind: 'fine' };
  }

  /** Forgets for how long nothing has moved. */
  startAnew(): void {
    this.#unchanged.clear();
  }

  #unchangedLooks({ name }: StationView): number {
    return this.#unchanged.get(name) ?? 0;
  }

  /** For how many looks the station may stay unchanged. */
  #allowedLooks({ activity, restMs }: StationView): number {
    switch (activity) {
      case 'starting':
      case 'before its first yield':
      case 'ready':
      case 'running':
        return this.#hangLooks;
      case 'resting':
        return this.#hangLooks + Math.ceil(restMs / LOOK_MS);
      case 'working':
      case 'waiting for input':
      case 'waiting for room':
      case 'ended':
        return Number.POSITIVE_INFINITY;
    }
  }
}

/** Whether a thread has several stations. The stations of a line on the main thread, 0, watch over themselves. */
function isShared(thread: number, views: readonly StationView[]): boolean {
  return thread !== 0 && views.filter((view) => view.thread === thread).length > 1;
}

/** Whether another station on the same thread is in a piece of work, which always ends. */
function worksBeside({ thread }: StationView, views: readonly StationView[]): boolean {
  return isShared(thread, views) && views.some((view) => view.thread === thread && view.activity === 'working');
}

export interface Watch {
  /** Never resolves. Rejects when the line cannot go on. */
  readonly failed: Promise<never>;
  stop(): void;
}

export interface WatchOptions {
  readonly board: ArrayBufferLike;
  /** The stations in the order of their places on the board. */
  readonly names: readonly string[];
  readonly edges: readonly Edge[];
  /** How long a station may be in its coroutine without a sign of life, in milliseconds, above 0. */
  readonly hangMs: number;
  /** How long all stations may wait, in milliseconds, above 0 [1000]. */
  readonly stalledMs?: number;
  /** The error for a stuck station: in a pool each place on the board is a part. */
  readonly failureOf?: FailureOf;
  /** Whether the line waits for something outside: for the reader of its results [never]. Then it is not stalled. */
  readonly isHeld?: () => boolean;
  /** Ends the thread of a station that hangs, where another one takes its place; false where the run has to end [it has]. */
  readonly endHanging?: (name: string) => boolean;
}

/** Watches a line until `stop` is called. */
export function watch(options: WatchOptions): Watch {
  const {
    board,
    names,
    edges,
    hangMs,
    stalledMs = STALLED_MS,
    failureOf = stationFailure,
    isHeld,
    endHanging,
  } = options;
  const watchdog = new Watchdog(hangMs, stalledMs);
  let timer: ReturnType<typeof setInterval> | undefined;
  let lastMs = performance.now();
  const failed = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      const nowMs = performance.now();
      const diagnosis = watchdog.look(readStatusBoard(board, names), nowMs - lastMs);
      lastMs = nowMs;
      if (isHeld?.() === true) return watchdog.startAnew();
      switch (diagnosis.kind) {
        case 'fine':
          return;
        case 'stuck':
          if (endHanging?.(diagnosis.view.name) === true) return watchdog.startAnew();
          return reject(stuckFailure(onTop(diagnosis.view, readStatusBoard(board, names), edges), hangMs, failureOf));
        case 'stalled':
          return reject(new StallError(waitsOf(diagnosis.views, edges), diagnosis.views));
      }
    }, LOOK_MS);
  });
  // The engine races it. A rejection that comes after the race must not count as unhandled.
  failed.catch(() => {});
  return { failed, stop: () => clearInterval(timer) };
}

/** The station that hangs: where stations share a thread, it may have been called by the one whose turn it is. */
function onTop(view: StationView, views: readonly StationView[], edges: readonly Edge[]): StationView {
  const top = views.find(({ thread, top }) => thread === view.thread && top !== null)?.top ?? null;
  if (view.activity === 'ended' || top === null) return view;
  const placeOf = (name: string): number => views.findIndex((one) => one.name === name);
  const placed = edges.map(({ from, to, items }) => ({ from: placeOf(from), to: placeOf(to), items }));
  const found = views[stationOnTop(top, placed)] ?? view;
  return { ...found, activity: activityOnTop(found.activity) };
}

type FailureOf = (name: string, cause: Error, progress: StationProgress) => Error;

const stationFailure: FailureOf = (name, cause, progress) => new StationFailure(name, cause, progress);

/** The failure of a station that shows no sign of life. */
function stuckFailure({ name, activity, made }: StationView, hangMs: number, failureOf: FailureOf): Error {
  return failureOf(name, new Error(`no sign of life for ${hangMs / 1000} s`), { activity, made, exact: false });
}

function sameAs(view: StationView, last: StationView | undefined): boolean {
  return (
    view.activity === last?.activity &&
    view.received === last.received &&
    view.made === last.made &&
    view.pieces === last.pieces
  );
}
