/** The prediction behind the sliders: what it says of a setting on a device that is known. */
import { expect, test } from 'vitest';
import { type Calibration, uncalibrated } from '../../src/page/experiment/calibration.ts';
import { predict } from '../../src/page/experiment/predict.ts';
import { FIRST_SETTING, type Setting, WAYS } from '../../src/page/experiment/setting.ts';
import { leftNs } from '../../src/trace/metrics.ts';

const DEVICE: Calibration = { ...uncalibrated(2, 'ring'), parallelCapacity: 4 };
const setting = (change: Partial<Setting>): Setting => ({ ...FIRST_SETTING, ...change });
const msOf = (change: Partial<Setting>, device = DEVICE): number => predict(setting(change), device).figures.ms;

/** All stations, for 40 cakes: 200 + 160 + 200 + 240 us each. */
const SUM_MS = 40 * 0.8;

test.each(WAYS)('every cake is baked: %s', (way) => {
  for (const does of ['work', 'rest'] as const)
    expect(leftNs(predict(setting({ way, does, cakes: 15 }), DEVICE).trace)).toHaveLength(15);
});

test('the slowest station is the bottleneck, and moves with its slider', () => {
  const { figures } = predict(FIRST_SETTING, DEVICE);
  expect(figures.bottleneck).toBe('oven');
  expect(figures.stations.map(({ name }) => name).toSorted()).toEqual([
    'butter melter',
    'dry mixer',
    'oven',
    'wet mixer',
  ]);
  const moved = predict(setting({ workUs: [900, 160, 200, 240] }), DEVICE).figures;
  expect(moved.bottleneck).toBe('dry mixer');
  // What waits for the dry mixer fills its belt; the oven's belt from it is empty.
  const fullness = new Map(moved.belts.map(({ from, to, fullness }) => [`${from} to ${to}`, fullness]));
  expect(fullness.get('producer to dry mixer')).toBeGreaterThan(0.8);
  expect(fullness.get('dry mixer to oven')).toBeLessThan(0.1);
});

test('without work or rest there is no bottleneck', () => {
  expect(predict(setting({ workUs: [0, 0, 0, 0] }), DEVICE).figures.bottleneck).toBe(null);
});

test('one thread needs the time of all stations, and workers as long as the cores allow', () => {
  expect(msOf({ way: 'one-thread' })).toBeCloseTo(SUM_MS, 6);
  expect(msOf({ way: 'timers' })).toBeCloseTo(SUM_MS, 6);
  expect(msOf({ way: 'a-thread-each' }, { ...DEVICE, parallelCapacity: 1 })).toBeCloseTo(SUM_MS, 6);
  expect(msOf({ way: 'a-thread-each' })).toBeLessThan(SUM_MS / 2);
});

test('a device that is slowed down takes longer for work, and not for rests', () => {
  const slow = { ...DEVICE, slowdown: 2 };
  expect(msOf({ way: 'one-thread' }, slow)).toBeCloseTo(2 * SUM_MS, 6);
  expect(msOf({ way: 'one-thread', does: 'rest' }, slow)).toBeCloseTo(msOf({ way: 'one-thread', does: 'rest' }), 6);
});

test('timers that come late delay rests where timers make them', () => {
  const late = { ...DEVICE, timer: { lateNs: 1e6, leastNs: 0 } };
  const rests = { does: 'rest', way: 'timers' } as const;
  expect(msOf(rests, late)).toBeGreaterThan(msOf(rests));
  // Over rings a thread sleeps by itself; over ports it sets a timer.
  expect(msOf({ ...rests, way: 'a-thread-each' }, late)).toBe(msOf({ ...rests, way: 'a-thread-each' }));
  const ports = { ...late, channel: 'port' } as const;
  expect(msOf({ ...rests, way: 'a-thread-each' }, ports)).toBeGreaterThan(msOf({ ...rests, way: 'a-thread-each' }));
});

test.each(WAYS)('what a run takes beside its cakes is added: %s', (way) => {
  const startMs = { ...DEVICE.startMs, [way]: 7 };
  expect(msOf({ way }, { ...DEVICE, startMs })).toBeCloseTo(msOf({ way }) + 7, 6);
});
