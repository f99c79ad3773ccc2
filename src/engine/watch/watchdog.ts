/**
 * The watchdog: reads the status board now and then, and reports a line that will not go on by itself.
 *
 * - **Stuck**: a station has shown no sign of life in its coroutine for too long, or rests longer than it asked for.
 *   A piece of work is never stuck: its iterations are counted, and with many stations to a core it may take long.
 * - **Stalled**: every station that has not ended waits, and nothing has moved for a second, or for `stalledMs`.
 *
 * It counts its own looks and not the time: a laptop that was closed for an hour has not been stuck for an hour. The clock
 * only says that a look came late, because the process did not run. Such a look is not counted, since the stations had no
 * time before it. Of two late looks in a row the second one counts: then this thread itself is busy.
 */
import type { Edge } from '../../line/line.ts';
import { isLate } from '../../platform/deadline.ts';
import { StationFailure } from '../failure.ts';
import { StallError, waitsOf } from './stall.ts';
import { readStatusBoard, type StationView } from './status-board.ts';

/** How long a station may show no sign of life in its coroutine, by default. */
export const HANG_MS = 10_000;
/** Ten looks a second take some hundredths of a percent of a core. */
const LOOK_MS = 100;
/** An item on its way between two sleeping threads arrives a thousand times as fast. */
const STALLED_MS = 1000;

export type Diagnosis =
  | { readonly kind: 'fine' }
  | { readonly kind: 'stuck'; readonly view: StationView }
  | { readonly kind: 'stalled'; readonly views: readonly StationView[] };

/** Remembers for how many looks each station has not changed. */
export class Watchdog {
  readonly #hangLooks: number;
  readonly #stalledLooks: number;
  readonly #last = new Map<string, StationView>();
  readonly #still = new Map<string, number>();
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
    for (const view of views) {
      const still = sameAs(view, this.#last.get(view.name)) ? this.#stillOf(view) + 1 : 0;
      this.#still.set(view.name, still);
      this.#last.set(view.name, view);
    }
    const here = views.filter(({ activity }) => activity !== 'ended');
    const stuck =
      views.find((view) => this.#stillOf(view) >= this.#allowed(view)) ??
      // All have ended, and the engine still waits: a report does not arrive.
      (here.length === 0 ? views.find((view) => this.#stillOf(view) >= this.#hangLooks) : undefined);
    if (stuck !== undefined) return { kind: 'stuck', view: stuck };
    const stalled =
      here.length > 0 &&
      here.every(({ activity }) => activity === 'waiting for input' || activity === 'waiting for room') &&
      views.every((view) => this.#stillOf(view) >= this.#stalledLooks);
    return stalled ? { kind: 'stalled', views } : { kind: 'fine' };
  }

  #stillOf({ name }: StationView): number {
    return this.#still.get(name) ?? 0;
  }

  /** For how many looks its activity may stay the same. */
  #allowed({ activity, restMs }: StationView): number {
    switch (activity) {
      case 'starting':
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

export interface Watch {
  /** Never resolves; rejects when the line will not go on. */
  readonly failed: Promise<never>;
  stop(): void;
}

/**
 * Watches over a line until it is stopped.
 *
 * @param names the stations in the order of their places on the board
 * @param hangMs how long a station may be in its coroutine without a sign of life, above 0
 * @param stalledMs how long everybody may wait, above 0
 */
export function watch(
  board: ArrayBufferLike,
  names: readonly string[],
  edges: readonly Edge[],
  hangMs: number,
  stalledMs = STALLED_MS,
): Watch {
  const dog = new Watchdog(hangMs, stalledMs);
  let alarm: ReturnType<typeof setInterval> | undefined;
  let lastMs = performance.now();
  const failed = new Promise<never>((_, reject) => {
    alarm = setInterval(() => {
      const nowMs = performance.now();
      const diagnosis = dog.look(readStatusBoard(board, names), nowMs - lastMs);
      lastMs = nowMs;
      switch (diagnosis.kind) {
        case 'fine':
          return;
        case 'stuck':
          return reject(stuckFailure(diagnosis.view, hangMs));
        case 'stalled':
          return reject(new StallError(waitsOf(diagnosis.views, edges), diagnosis.views));
      }
    }, LOOK_MS);
  });
  // The engine races it. A rejection that comes after the race must not count as unhandled.
  failed.catch(() => {});
  return { failed, stop: () => clearInterval(alarm) };
}

/** What a station that shows no sign of life is said to have died of. */
export function stuckFailure(view: StationView, hangMs: number): StationFailure {
  return new StationFailure(view.name, new Error(`no sign of life for ${hangMs / 1000} s`), {
    activity: view.activity,
    made: view.made,
    exact: false,
  });
}

function sameAs(view: StationView, last: StationView | undefined): boolean {
  return (
    view.activity === last?.activity &&
    view.received === last.received &&
    view.made === last.made &&
    view.pieces === last.pieces
  );
}
