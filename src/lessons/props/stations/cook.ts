/** A cook who works step by step until he is stopped: on the thread that stops him, or on a worker thread. */
import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';

/** Words in shared memory. The first one is the flag: 1 for a stop. */
export const FLAG = 0;
/** The steps begun, and how often the cook has cleaned up. */
const [STEPS, CLEANED] = [1, 2];
/** The thread stays in the step in which it is to be stopped until this word is 1: by then the stop is on its way. */
export const GO = 3;

const STEP_MS = 0.5;

export type Looks = 'each-step' | 'never';

export interface Job {
  readonly steps: number;
  readonly looks: Looks;
  /** Does one step. Returns how many have been done. */
  readonly work: () => number;
  readonly cleanUp: () => void;
}

export function* cook({ steps, looks, work, cleanUp }: Job) {
  try {
    while (work() < steps) if (looks === 'each-step') yield;
  } finally {
    cleanUp();
  }
}

/** Says whether a stop is wanted. */
type Look = () => boolean | Promise<boolean>;

export async function cookUntil(job: Iterable<void>, isStopped: Look) {
  for (const _ of job) if (await isStopped()) break; // break calls return().
}

/** Looks after a turn of the event loop, in which timers and messages can act. */
function afterTurn(look: () => boolean): Look {
  return () => setImmediate().then(look);
}

const hasAborted = (signal: AbortSignal) => afterTurn(() => signal.aborted);

export { hasAborted };
export const isSet = (flag: Int32Array) => () => Atomics.load(flag, 0) === 1;

export function newNotes(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(16));
}

/** What the cook has done, by his notes. */
export function cookedIn(notes: Int32Array) {
  return { steps: Atomics.load(notes, STEPS), cleaned: Atomics.load(notes, CLEANED) > 0 };
}

/**
 * A job whose steps take half a millisecond each.
 *
 * @param inStep called in each step with its number, from 1
 */
export function jobOf(
  notes: Int32Array,
  { steps, looks }: Pick<Job, 'steps' | 'looks'>,
  inStep = (_: number): void => {},
): Job {
  return {
    steps,
    looks,
    work() {
      const step = Atomics.add(notes, STEPS, 1) + 1;
      const endMs = performance.now() + STEP_MS;
      while (performance.now() < endMs);
      inStep(step);
      return step;
    },
    cleanUp: () => void Atomics.add(notes, CLEANED, 1),
  };
}

/** The chapter about cancellation: the cook on a thread. */
export interface CookRole extends Pick<Job, 'steps' | 'looks'> {
  readonly kind: 'cook';
  /** The thread sends a message in the step in which it is to be stopped, and one at the end. It gets a stop here. */
  readonly control: MessagePort;
  readonly hears: 'signal' | 'flag';
  /** The step in which it is to be stopped. */
  readonly after: number;
  readonly notes: Int32Array;
}

export async function cookOnThread({ control, hears, after, notes, ...role }: CookRole): Promise<void> {
  const controller = new AbortController();
  control.on('message', () => controller.abort());
  const job = jobOf(notes, role, (step) => {
    if (step !== after) return;
    control.postMessage('in the step');
    while (Atomics.load(notes, GO) === 0);
  });
  await cookUntil(cook(job), hears === 'signal' ? hasAborted(controller.signal) : isSet(notes));
  control.postMessage('ended');
  control.close();
}
