/**
 * Deadlines: every wait ends, and time in which the process did not run does not count.
 *
 * A process does not run while it is stopped (Ctrl-Z), while the laptop is closed, in a debugger or on a virtual machine
 * that is paused. One long timer would go off at once afterwards, before any answer that is already there is read. So a
 * deadline is a chain of short steps. A step that comes late by more than its own length means that the process did not
 * run, and then the patience starts anew.
 */

/** How long a thread may take until its coroutines are loaded and primed, by default. */
export const READY_MS = 20_000;

/** What a deadline needs of its host. A test brings its own. */
export interface Timers {
  /** Milliseconds since some fixed moment. */
  nowMs(): number;
  /** Calls `then` once, after so many milliseconds; what it returns cancels that. */
  after(ms: number, then: () => void): () => void;
}

const hostTimers: Timers = {
  nowMs: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

const MOST_STEPS = 10;
/** Shorter steps would be late whenever the machine is busy. */
const SHORTEST_STEP_MS = 50;
/** A thread that is always busy makes every step late. It must not wait for ever because of that. */
const MOST_RESTARTS = 20;

/** Whether a step came so late that the process cannot have run all the time. */
export function isLate(tookMs: number, stepMs: number): boolean {
  return tookMs > 2 * stepMs;
}

/** Counts the steps of one wait. Whoever waits begins a step, waits for `stepMs`, and ends it. */
export class Patience {
  readonly stepMs: number;
  readonly #steps: number;
  readonly #nowMs: () => number;
  #left: number;
  #restarts = 0;
  #beganMs = 0;

  /** @param ms how long the wait may take, in milliseconds, above 0 */
  constructor(ms: number, nowMs: () => number = hostTimers.nowMs) {
    this.#steps = Math.min(MOST_STEPS, Math.max(1, Math.floor(ms / SHORTEST_STEP_MS)));
    this.stepMs = ms / this.#steps;
    this.#left = this.#steps;
    this.#nowMs = nowMs;
  }

  beginStep(): void {
    this.#beganMs = this.#nowMs();
  }

  /** @returns whether the time is over */
  endStep(): boolean {
    if (isLate(this.#nowMs() - this.#beganMs, this.stepMs) && this.#restarts < MOST_RESTARTS) {
      this.#restarts++;
      this.#left = this.#steps;
    } else this.#left--;
    return this.#left <= 0;
  }
}

/**
 * The first of some promises, or an error when none settles in time.
 *
 * @param ms the most that may pass, in milliseconds, above 0
 * @param missing what did not happen, for the error: `not ready` becomes "not ready within 20000 ms"
 */
export async function within<T>(
  ms: number,
  missing: string,
  promises: readonly Promise<T>[],
  timers = hostTimers,
): Promise<T> {
  let cancel = (): void => {};
  const late = new Promise<never>((_, reject) => {
    cancel = countDown(ms, () => reject(lateError(ms, missing)), timers);
  });
  try {
    return await Promise.race([...promises, late]);
  } finally {
    cancel();
  }
}

export interface Deadline {
  /** Is aborted when the time is over; its reason is the error. */
  readonly signal: AbortSignal;
  cancel(): void;
}

/**
 * A deadline for what takes a signal, such as a child process. It has to be cancelled: it keeps the process alive.
 *
 * @param ms the most that may pass, in milliseconds, above 0
 * @param missing what did not happen, for the error
 */
export function deadline(ms: number, missing: string, timers = hostTimers): Deadline {
  const over = new AbortController();
  const cancel = countDown(ms, () => over.abort(lateError(ms, missing)), timers);
  return { signal: over.signal, cancel };
}

function countDown(ms: number, over: () => void, timers: Timers): () => void {
  const patience = new Patience(ms, timers.nowMs);
  let cancel = (): void => {};
  const step = (): void => {
    patience.beginStep();
    cancel = timers.after(patience.stepMs, () => (patience.endStep() ? over() : step()));
  };
  step();
  return () => cancel();
}

function lateError(ms: number, missing: string): Error {
  return new Error(`${missing} within ${ms} ms`);
}
