/** The faults that a soak injects, and the failure that each must cause. A new fault is a new row. */
import type { EngineName } from '../../src/engine/engine-table.ts';
export interface FaultKind {
  /** `worker threads` for a fault that would end the main thread. */
  readonly where: 'any thread' | 'worker threads';
  /** How often it is chosen, compared with the others. Faults that take seconds are rare. */
  readonly weight: number;
  /** The expected text of the error. */
  readonly failure: RegExp;
  /**
   * What the error names: the faulty station; any station, if several fail at once; or perhaps none, if a thread may fail
   * after its station has ended, or if the line stalls.
   */
  readonly names: 'station' | 'any' | 'none';
  /** Whether the run may also succeed, because the fault may come too late. */
  readonly mayMiss: boolean;
}

const thrown = { where: 'any thread', names: 'station', mayMiss: false } as const;
const silent = { where: 'worker threads', names: 'station', mayMiss: false } as const;
const late = { where: 'worker threads', mayMiss: true } as const;

const EXITED = /its thread (ended|exited with code \d+ and) without a report/;
const HANGS = /no sign of life|not ready within/;
/** The event loop of the thread is blocked, but its coroutine may continue. */
const BLOCKED = /no sign of life|not ready within|(do|does) not arrive at|every station waits|deadlock/;

const ROWS = {
  throws: { ...thrown, weight: 6, failure: /burnt/ },
  'throws undefined': { ...thrown, weight: 2, failure: /it threw undefined/ },
  'exits with 0': { ...silent, weight: 3, failure: EXITED },
  'exits with 3': { ...silent, weight: 3, failure: EXITED },
  'loops for ever': { ...silent, weight: 1, failure: HANGS },
  'sleeps for ever': { ...silent, weight: 1, failure: HANGS },
  'microtasks for ever': { ...silent, weight: 1, failure: BLOCKED, names: 'none' },
  'exhausts its heap': { ...silent, weight: 1, failure: /memory limit/ },
  'throws outside': { ...late, weight: 2, failure: /burnt/, names: 'none' },
  'is terminated': { ...late, weight: 6, failure: EXITED, names: 'station' },
  'is closed': { ...late, weight: 4, failure: /./, names: 'any' },
} as const;

export type FaultName = keyof typeof ROWS;

export const FAULTS: Readonly<Record<FaultName, FaultKind>> = ROWS;

export const FAULT_NAMES = Object.keys(ROWS).filter((name): name is FaultName => name in ROWS);

/** Whether a fault may be injected under an engine. */
export function mayInject(fault: FaultName, engine: EngineName): boolean {
  return FAULTS[fault].where === 'any thread' || engine === 'threads' || engine === 'pool';
}
