import type { EngineName } from '../../src/engine/engine-table.ts';
/** What is done to a line while it runs, and what has to come of it. Another fault is another row. */

export interface FaultKind {
  /** `threads` for what would end the main thread. */
  readonly ground: 'anywhere' | 'threads';
  /** How often it is chosen, compared with the others: what takes seconds is rare. */
  readonly weight: number;
  /** What the error says. */
  readonly failure: RegExp;
  /**
   * Whom it names: the station that went wrong; any station, where several fall at once; or nobody, where a thread may
   * fail when its station has ended already, or where the line stands still.
   */
  readonly names: 'station' | 'any' | 'nobody';
  /** Whether the run may also end as if nothing had happened, since the fault may come too late. */
  readonly mayMiss: boolean;
}

const thrown = { ground: 'anywhere', names: 'station', mayMiss: false } as const;
const silent = { ground: 'threads', names: 'station', mayMiss: false } as const;
const struck = { ground: 'threads', mayMiss: true } as const;

const EXITED = /its thread (ended|exited with code \d+ and) without a report/;
const STUCK = /no sign of life|not ready within/;
/** A thread that hears nothing any more, though its coroutine goes on. */
const DEAF =
  /no sign of life|not ready within|nothing arrives between|stands still|deadlock|the end of the input does not arrive/;

const ROWS = {
  throws: { ...thrown, weight: 6, failure: /burnt/ },
  'throws undefined': { ...thrown, weight: 2, failure: /it threw undefined/ },
  'exits with 0': { ...silent, weight: 3, failure: EXITED },
  'exits with 3': { ...silent, weight: 3, failure: EXITED },
  'loops for ever': { ...silent, weight: 1, failure: STUCK },
  'sleeps for ever': { ...silent, weight: 1, failure: STUCK },
  'microtasks for ever': { ...silent, weight: 1, failure: DEAF, names: 'nobody' },
  'exhausts its heap': { ...silent, weight: 1, failure: /memory limit/ },
  'throws outside': { ...struck, weight: 2, failure: /burnt/, names: 'nobody' },
  'is terminated': { ...struck, weight: 6, failure: EXITED, names: 'station' },
  'is closed': { ...struck, weight: 4, failure: /./, names: 'any' },
} as const;

export type FaultName = keyof typeof ROWS;

export const FAULTS: Readonly<Record<FaultName, FaultKind>> = ROWS;

export const FAULT_NAMES = Object.keys(ROWS).filter((name): name is FaultName => name in ROWS);

/** Whether a fault may be given to an engine. */
export function strikes(fault: FaultName, engine: EngineName): boolean {
  return FAULTS[fault].ground === 'anywhere' || engine === 'threads' || engine === 'pool';
}
