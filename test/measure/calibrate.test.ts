/** The calibration with the clocks of browsers, and after a disturbance. */
import { expect, test } from 'vitest';
import { calibrate } from '../../src/measure/machine/calibrate.ts';
import { nodeClock } from '../../src/platform/node/clock.ts';

/** @param jump after how many readings the clock jumps by 10 ms, as when another program gets the core */
function coarse(stepMs: number, jump = Number.POSITIVE_INFINITY): typeof nodeClock {
  let readings = 0;
  return {
    ...nodeClock,
    nowMs: () => Math.floor((nodeClock.nowMs() + (++readings > jump ? 10 : 0)) / stepMs) * stepMs,
  };
}

test.each([
  ['of steps of a tenth of a millisecond', coarse(0.1)],
  ['of steps of a millisecond', coarse(1)],
  ['that jumps in the middle of the first trial', coarse(1, 25_000)],
] as const)('a clock %s gives a speed, and not infinity', (_, clock) => {
  for (let i = 0; i < 3; i++) {
    const speed = calibrate(clock);
    expect(speed).toBeGreaterThan(0);
    expect(speed).toBeLessThan(1e6);
  }
});
