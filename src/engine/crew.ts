/** The crew: a Piscina pool with exactly as many threads as there are tasks at a time. */
import { Piscina } from 'piscina';

/**
 * A pool of threads that stay. With fewer threads than stations a line would wait for ever for the station that never
 * starts, so there are never fewer. The pool's default of parking an idle thread in `Atomics.wait` is off: a parked thread
 * does not hear its ports.
 */
export function hire(threads: number): Piscina {
  const crew = new Piscina({
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    atomics: 'disabled',
    idleTimeout: Number.POSITIVE_INFINITY,
    // The main thread's options are not inherited: the threads run plain JavaScript and need no loader.
    execArgv: [],
  });
  // What a thread still says while its crew is being dismissed; whoever waits for a task is told by the task.
  crew.on('error', () => {});
  return crew;
}
