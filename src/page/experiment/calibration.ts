/** The calibration: what this device needs for a simulation, without the run that is simulated. */
import type { ThreadsChannel } from '../../engine/engine-table.ts';
import type { BeltCost } from '../../measure/simulation/belt.ts';
import type { Way } from '../../measure/simulation/simulate.ts';
import type { TimerCost } from '../../measure/simulation/station-thread.ts';
import type { WayName } from './setting.ts';

export interface Calibration {
  /** The speed of the kernel, undisturbed. */
  readonly iterationsPerUs: number;
  /** Time of a real run on one thread / the work in it: about 1, and more where other programs use the device. Measured between the runs. */
  readonly slowdown: number;
  /** As the browser says. */
  readonly cores: number;
  /** How many threads that compute really run at once, 1 or more. Measured between the runs. */
  readonly parallelCapacity: number;
  /** To move an item with a call, in nanoseconds. */
  readonly callNs: number;
  /** To move an item over a mailbox, on one thread. */
  readonly mailbox: BeltCost;
  /** What carries the items from worker to worker. */
  readonly channel: ThreadsChannel;
  /** To move an item from worker to worker. */
  readonly crossing: BeltCost;
  /** What timers make of rests. */
  readonly timer: TimerCost;
  /** What a run takes beside its cakes, in milliseconds: to start the stations on their threads, and to collect their reports. */
  readonly startMs: Readonly<Record<WayName, number>>;
}

/** A device that nobody has measured: moving items costs nothing, timers are exact. Good for a first guess, and labelled one. */
export function uncalibrated(cores: number, channel: ThreadsChannel): Calibration {
  const free = { itemNs: 0, messageNs: 0 };
  return {
    iterationsPerUs: 1000,
    slowdown: 1,
    cores,
    parallelCapacity: cores,
    callNs: 0,
    mailbox: free,
    channel,
    crossing: free,
    timer: { lateNs: 0, leastNs: 0 },
    startMs: { 'one-thread': 0, timers: 0, 'a-thread-each': 0, pool: 0 },
  };
}

/** The way in which a line is simulated on that device. */
export function wayOn(device: Calibration, way: WayName): Way {
  const { callNs, parallelCapacity: atOnce, timer, channel } = device;
  switch (way) {
    case 'one-thread':
      return { kind: way, callNs };
    case 'timers':
      return { kind: way, cost: device.mailbox, timer };
    case 'a-thread-each':
      // Over rings a thread sleeps by itself.
      return { kind: way, cost: device.crossing, atOnce, timer: channel === 'ring' ? null : timer };
    case 'pool':
      return { kind: way, callNs, threads: device.cores, atOnce };
  }
}
