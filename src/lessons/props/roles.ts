/** The roles of the lecture's worker threads. Types only: each side has its own code. */
import type { MixerRole } from './belts/plain-mixer.ts';
import type { CounterRole } from './counting/adders.ts';
import type { LockedRole } from './counting/locked-adder.ts';
import type { JobRole } from './jobs/job.ts';
import type { BowlRole } from './messages/bowl.ts';
import type { CrateRole } from './messages/crates.ts';
import type { CookRole } from './stations/cook.ts';
import type { MelterRole } from './stations/melter.ts';
import type { TrayRole } from './trays/tray-keeper.ts';

export type Role =
  | JobRole
  | MelterRole
  | TrayRole
  | CrateRole
  | BowlRole
  | CookRole
  | MixerRole
  | CounterRole
  | LockedRole;
