/** The speed of this machine. */
import { calibrate } from '../../measure/machine/calibrate.ts';
import { nodeClock } from '../../platform/node/clock.ts';

let measured: number | null = null;

/** Iterations of the work loop per microsecond on this machine, measured once. */
export function speed(): number {
  measured ??= calibrate(nodeClock);
  return measured;
}
