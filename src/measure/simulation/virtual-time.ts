/** Virtual time: threads that only say what they would do, and for how long. */

/** What a simulated thread does next. It is resumed when that is over. */
export type Step =
  /** It computes for so long, if it has a core to itself. */
  | { readonly kind: 'work'; readonly ns: number }
  /** It rests, and needs no core. */
  | { readonly kind: 'rest'; readonly ns: number }
  /** It waits until this is true. It is asked whenever another thread has done something. */
  | { readonly kind: 'wait'; readonly until: () => boolean };

export type SimulatedThread = Generator<Step, void, void>;

/**
 * How threads share the processor.
 *
 * - `cores`: all that compute go on at once; where there are more of them than `atOnce`, each is slower. `atOnce` is the parallel
 *   capacity: 1 or more.
 * - `turns`: one after the other. Who computes goes on until it waits or rests, as on an event loop.
 */
export type Sharing = { readonly kind: 'cores'; readonly atOnce: number } | { readonly kind: 'turns' };

/** Nanoseconds since the start, 0 or more. */
export interface VirtualClock {
  ns: number;
}

interface Computing {
  readonly thread: SimulatedThread;
  leftNs: number;
}

/** Less than this is rounding, in nanoseconds. */
const NOTHING_LEFT = 1e-6;

/**
 * Runs threads in virtual time until all have ended.
 *
 * @param clock goes on as the threads do
 * @throws Error when all threads wait
 */
export function runVirtually(clock: VirtualClock, threads: readonly SimulatedThread[], sharing: Sharing): void {
  /** In the order in which they began: with `turns` the first one has the processor. */
  const computing: Computing[] = [];
  const resting: { readonly thread: SimulatedThread; readonly untilNs: number }[] = [];
  let waiting: { readonly thread: SimulatedThread; readonly until: () => boolean }[] = [];

  /** @param place where it stands among those that compute, if it goes on computing [the end] */
  const resume = (thread: SimulatedThread, place = computing.length): void => {
    const { value: step, done } = thread.next();
    if (done) return;
    switch (step.kind) {
      case 'work':
        computing.splice(place, 0, { thread, leftNs: step.ns });
        return;
      case 'rest':
        resting.push({ thread, untilNs: clock.ns + step.ns });
        return;
      case 'wait':
        waiting.push({ thread, until: step.until });
    }
  };
  const wake = (): void => {
    for (let woken = true; woken; ) {
      const ready = waiting.filter(({ until }) => until());
      waiting = waiting.filter((one) => !ready.includes(one));
      for (const { thread } of ready) resume(thread);
      woken = ready.length > 0;
    }
  };

  for (const thread of threads) resume(thread);
  wake();
  while (computing.length + resting.length > 0) {
    const active = sharing.kind === 'turns' ? computing.slice(0, 1) : [...computing];
    const speed = sharing.kind === 'turns' ? 1 : Math.min(1, sharing.atOnce / Math.max(1, active.length));
    const workNs = Math.min(...active.map(({ leftNs }) => leftNs / speed));
    const restNs = Math.min(...resting.map(({ untilNs }) => untilNs - clock.ns));
    const passedNs = Math.max(0, Math.min(workNs, restNs));
    clock.ns += passedNs;
    for (const one of active) one.leftNs -= passedNs * speed;
    for (const one of active) {
      if (one.leftNs > NOTHING_LEFT) continue;
      const place = computing.indexOf(one);
      computing.splice(place, 1);
      resume(one.thread, place);
    }
    const rested = resting.filter(({ untilNs }) => untilNs - clock.ns <= NOTHING_LEFT);
    for (const one of rested) {
      resting.splice(resting.indexOf(one), 1);
      resume(one.thread);
    }
    wake();
  }
  if (waiting.length > 0)
    throw new Error(
      `Cannot simulate: expected a thread that goes on, found ${waiting.length} that wait for each other`,
    );
}
