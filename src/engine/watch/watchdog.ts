/**
 * The watchdog: looks at the board now and then, and tells when a line will not go on by itself.
 *
 * - **Stuck**: a station has been in its coroutine for longer than anybody has patience, or rests longer than it said.
 *   A piece of work is never stuck: its iterations are counted, and with many stations to a core it may take long.
 * - **Stalled**: everybody who has not ended waits, and nothing has moved for a second, or for as long as is said.
 *
 * It counts its own looks and not the time: a laptop that was closed for an hour has not been stuck for an hour. The clock
 * only says that a look came late, because the process did not run. Such a look is not counted, since the stations had no
 * time before it. Of two late looks in a row the second one counts: then it is this thread that is busy.
 */
import type { Edge } from '../../line/line.ts';
import { isLate } from '../../platform/deadline.ts';
import { StationFailure } from '../engine.ts';
import { StallError, waitsOf } from './stall.ts';
import { readStatusBoard, type StationView } from './status-board.ts';

/** How long a station may be in its coroutine without a sign of life, where nobody says otherwise. */
export const HANG_MS = 10_000;
/** Ten looks a second take some hundredths of a percent of a core. */
const LOOK_MS = 100;
/** What is on its way between two threads that sleep arrives a thousand times as fast. */
const STALLED_MS = 1000;

export type Diagnosis =
  | { readonly kind: 'fine' }
  | { readonly kind: 'stuck'; readonly view: StationView }
  | { readonly kind: 'stalled'; readonly views: readonly StationView[] };

/** Looks again and again, and remembers for how many looks each station has not changed. */
export class Watchdog {
  readonly #patienceLooks: number;
  readonly #stalledLooks: number;
  readonly #last = new Map<string, StationView>();
  readonly #still = new Map<string, number>();
  #wasLate = false;

  constructor(patienceMs: number, stalledMs = STALLED_MS) {
    this.#patienceLooks = Math.ceil(patienceMs / LOOK_MS);
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
    const here = views.filter(({ doing }) => doing !== 'ended');
    const stuck =
      views.find((view) => this.#stillOf(view) >= this.#allowed(view)) ??
      // All have ended, and still somebody watches: a report is on its way that does not arrive.
      (here.length === 0 ? views.find((view) => this.#stillOf(view) >= this.#patienceLooks) : undefined);
    if (stuck !== undefined) return { kind: 'stuck', view: stuck };
    const stalled =
      here.length > 0 &&
      here.every(({ doing }) => doing === 'waiting for input' || doing === 'waiting for room') &&
      views.every((view) => this.#stillOf(view) >= this.#stalledLooks);
    return stalled ? { kind: 'stalled', views } : { kind: 'fine' };
  }

  #stillOf({ name }: StationView): number {
    return this.#still.get(name) ?? 0;
  }

  /** For how many looks it may do what it does. */
  #allowed({ doing, restMs }: StationView): number {
    switch (doing) {
      case 'starting':
      case 'ready':
      case 'running':
        return this.#patienceLooks;
      case 'resting':
        return this.#patienceLooks + Math.ceil(restMs / LOOK_MS);
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
 * @param patienceMs how long a station may be in its coroutine without a sign of life, above 0
 * @param stalledMs how long everybody may wait, above 0
 */
export function watch(
  board: ArrayBufferLike,
  names: readonly string[],
  edges: readonly Edge[],
  patienceMs: number,
  stalledMs = STALLED_MS,
): Watch {
  const dog = new Watchdog(patienceMs, stalledMs);
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
          return reject(stuckFailure(diagnosis.view, patienceMs));
        case 'stalled':
          return reject(new StallError(waitsOf(diagnosis.views, edges), diagnosis.views));
      }
    }, LOOK_MS);
  });
  // Whoever races it is told; this keeps one that comes too late from counting as unhandled.
  failed.catch(() => {});
  return { failed, stop: () => clearInterval(alarm) };
}

/** What a station that shows no sign of life is said to have died of. */
export function stuckFailure(view: StationView, patienceMs: number): StationFailure {
  return new StationFailure(view.name, new Error(`no sign of life for ${patienceMs / 1000} s`), {
    doing: view.doing,
    made: view.made,
    exact: false,
  });
}

function sameAs(view: StationView, last: StationView | undefined): boolean {
  return (
    view.doing === last?.doing &&
    view.received === last.received &&
    view.made === last.made &&
    view.pieces === last.pieces
  );
}
