/** The parallel capacities, with engines whose times are known. */
import { expect, test } from 'vitest';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Line } from '../../src/line/line.ts';
import { capacityMeters, sharedCoresText } from '../../src/measure/machine/capacity.ts';
import { resumingLine } from '../../src/measure/machine/resuming-line.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';

/** A pool of two threads on which computing takes 10 ms, and resuming 10 ms alone and 15 ms beside another thread. */
function simulatedPool(): Engine {
  return {
    name: 'pool',
    channel: 'none',
    packed: null,
    async run({ stations, parts }: Line) {
      const shared = stations[0]?.export === 'resumingStation' && parts.length > 1;
      return {
        threads: 2,
        placement: null,
        onMain: false,
        startupMs: 0,
        wallMs: shared ? 15 : 10,
        cpuMs: 0,
        sources: [],
        stations: [],
        recording: null,
      };
    },
    async close() {},
  };
}

test('each code has its own capacity: threads x (time of one part alone) / (time of one part on each thread)', async () => {
  const { computing, resuming } = capacityMeters(simulatedPool(), 2, 100);
  expect([computing.capacity(), resuming.capacity()]).toEqual([1, 1]);
  for (let i = 0; i < 3; i++) for (const meter of [computing, resuming]) await meter.sample();
  expect(computing.capacity()).toBe(2);
  expect(resuming.capacity()).toBeCloseTo((2 * 10) / 15);
});

test('the line that resumes runs to its end', async () => {
  const { stations } = await cooperative({ platform }).run(resumingLine(2, 1000));
  expect(stations.map(({ name }) => name)).toEqual(['station']);
});

test.each([
  [2, { computing: 1.95, resuming: 1.9 }, null],
  [1, { computing: 1, resuming: 1 }, null],
  [2, { computing: 1.95, resuming: 1.31 }, /^All 2 cores together resume coroutines only 1\.31 times as fast as one: /],
  [8, { computing: 4.1, resuming: 3.9 }, /^All 8 cores together compute only 4\.10 times as fast as one: /],
] as const)('of %i cores with %j is told if they share what they need', (cores, capacity, wanted) => {
  const said = sharedCoresText(cores, capacity);
  if (wanted === null) expect(said).toBeNull();
  else expect(said).toMatch(wanted);
});
