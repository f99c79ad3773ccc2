/**
 * Deadlines: every wait ends, and time in which the process did not run does not count.
 *
 * A process does not run while it is stopped (Ctrl-Z), while the laptop is closed, in a debugger, or on a virtual machine
 * that is paused. Afterwards one long timer would go off at once, before answers that have already arrived are read. So a
 * deadline is a chain of short steps. A step that takes more than twice its time means that the process did not run. Then the
 * countdown starts again.
 */

/** How long a thread may take to load and prime its coroutines, by default, in milliseconds. */
export const READY_MS = 20_000;

/** The clock and the timers of a deadline. A test passes its own. */
export interface Timers {
  /** Milliseconds since a fixed moment. */
  nowMs(): number;
  /** Calls `then` once, after `ms` milliseconds. Returns a function that cancels this. */
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
/** In milliseconds. Shorter steps would be late whenever the machine is busy. */
const SHORTEST_STEP_MS = 50;
/** On a thread that is always busy every step is late. Even then the wait has to end. */
const MOST_RESTARTS = 20;

/** Whether a step took so long that the process cannot have run all the time. */
export function isLate(tookMs: number, stepMs: number): boolean {
  return tookMs > 2 * stepMs;
}

/** Counts the steps of one wait. The caller begins a step, waits for `stepMs` milliseconds, and ends the step. */
export class Countdown {
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

  /** Ends a step. Returns true when the time is over. */
  endStep(): boolean {
    if (isLate(this.#nowMs() - this.#beganMs, this.stepMs) && this.#restarts < MOST_RESTARTS) {
      this.#restarts++;
      this.#left = this.#steps;
    } else this.#left--;
    return this.#left <= 0;
  }
}

/**
 * Settles as soon as one of the promises settles, and in the same way. Rejects when none settles in time.
 *
 * @param ms the most that may pass, in milliseconds, above 0
 * @param missing what did not happen, for the error: `not ready` gives "not ready within 20000 ms"
 */
export async function within<T>(
  ms: number,
  missing: string,
  promises: readonly Promise<T>[],
  timers = hostTimers,
): Promise<T> {
  let cancel = (): void => {};
  const late = new Promise<never>((_, reject) => {
    cancel = startTimers(ms, () => reject(lateError(ms, missing)), timers);
  });
  try {
    return await Promise.race([...promises, late]);
  } finally {
    cancel();
  }
}

export interface Deadline {
  /** It is aborted when the time is over. Its reason is the error. */
  readonly signal: AbortSignal;
  cancel(): void;
}

/**
 * A deadline for code that takes an AbortSignal, such as a child process. The caller has to cancel it: until then it keeps the
 * process alive.
 *
 * @param ms the most that may pass, in milliseconds, above 0
 * @param missing what did not happen, for the error
 */
export function deadline(ms: number, missing: string, timers = hostTimers): Deadline {
  const over = new AbortController();
  const cancel = startTimers(ms, () => over.abort(lateError(ms, missing)), timers);
  return { signal: over.signal, cancel };
}

function startTimers(ms: number, over: () => void, timers: Timers): () => void {
  const countdown = new Countdown(ms, timers.nowMs);
  let cancel = (): void => {};
  const step = (): void => {
    countdown.beginStep();
    cancel = timers.after(countdown.stepMs, () => (countdown.endStep() ? over() : step()));
  };
  step();
  return () => cancel();
}

function lateError(ms: number, missing: string): Error {
  return new Error(`${missing} within ${ms} ms`);
}
