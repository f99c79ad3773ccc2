/** The roles of the lecture's worker threads. Types only: each side has its own code. */
import type { CounterRole } from './adders.ts';
import type { BowlRole } from './bowl.ts';
import type { CookRole } from './cook.ts';
import type { CrateRole } from './crates.ts';
import type { JobRole } from './job.ts';
import type { LockedRole } from './locked-adder.ts';
import type { MelterRole } from './melter.ts';
import type { MixerRole } from './plain-mixer.ts';
import type { TrayRole } from './tray-keeper.ts';

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
