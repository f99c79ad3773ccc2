/** What is done to a line while it runs, and what has to come of it. Another fault is another row. */
import type { EngineName } from '../../src/engine/engine.ts';

/** Where a fault may strike: `anywhere` includes the main thread, which a fault that ends its thread must not hit. */
export type Ground = 'anywhere' | 'threads';

export interface FaultKind {
  readonly ground: Ground;
  /** How often it is chosen, compared with the others: what takes seconds is rare. */
  readonly weight: number;
  /** Who does it: the station itself, or whoever is told that the station has come to that point. */
  readonly by: 'station' | 'outside';
  /** What the error says. */
  readonly failure: RegExp;
  /**
   * Whom it names: the station that went wrong; any station, where several fall at once; or nobody, where a thread may
   * fail when its station has ended already.
   */
  readonly names: 'station' | 'any' | 'nobody';
  /** Whether the run may also end as if nothing had happened, since the fault may come too late. */
  readonly mayMiss: boolean;
}

const EXITED = /its thread ended without a report|its thread exited with code|worker|thread/i;

export const FAULTS = {
  throws: { ground: 'anywhere', weight: 6, by: 'station', failure: /burnt/, names: 'station', mayMiss: false },
  'throws undefined': {
    ground: 'anywhere',
    weight: 2,
    by: 'station',
    failure: /it threw undefined/,
    names: 'station',
    mayMiss: false,
  },
  'throws outside': { ground: 'threads', weight: 2, by: 'station', failure: /burnt/, names: 'station', mayMiss: true },
  'exits with 0': { ground: 'threads', weight: 3, by: 'station', failure: EXITED, names: 'station', mayMiss: false },
  'exits with 3': { ground: 'threads', weight: 3, by: 'station', failure: EXITED, names: 'station', mayMiss: false },
  'loops for ever': {
    ground: 'threads',
    weight: 1,
    by: 'station',
    failure: /no sign of life/,
    names: 'station',
    mayMiss: false,
  },
  'sleeps for ever': {
    ground: 'threads',
    weight: 1,
    by: 'station',
    failure: /no sign of life/,
    names: 'station',
    mayMiss: false,
  },
  'is terminated': { ground: 'threads', weight: 6, by: 'outside', failure: /./, names: 'station', mayMiss: true },
  'is closed': { ground: 'threads', weight: 4, by: 'outside', failure: /./, names: 'any', mayMiss: true },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS).filter((name): name is FaultName => name in FAULTS);

/** Which engines a fault may be given to. */
export function strikes(fault: FaultName, engine: EngineName): boolean {
  return FAULTS[fault].ground === 'anywhere' || engine === 'threads' || engine === 'bakers';
}
