/** The counters of a CPU quota, from the files of Linux control groups. */
import { expect, test } from 'vitest';
import { throttleCounters, throttledBetween } from '../../src/platform/node/throttle.ts';

function counters(files: Readonly<Record<string, string>>) {
  return throttleCounters((path) => files[path] ?? null);
}

function second(times: number, us: number): string {
  return `usage_usec 9000\nuser_usec 8000\nnr_periods 100\nnr_throttled ${times}\nthrottled_usec ${us}\n`;
}

test('the group of a container is the root', () => {
  const files = (times: number, us: number) => ({
    '/proc/self/cgroup': '0::/\n',
    '/sys/fs/cgroup/cpu.stat': second(times, us),
  });
  expect(throttledBetween(counters(files(5, 1000)), counters(files(12, 3_501_000)))).toEqual({ times: 7, ms: 3500 });
  expect(throttledBetween(counters(files(5, 1000)), counters(files(5, 1000)))).toBeNull();
});

test('the quota of a parent group is found', () => {
  const files = (times: number) => ({
    '/proc/self/cgroup': '0::/user.slice/run.scope\n',
    '/sys/fs/cgroup/cpu.stat': 'usage_usec 1\n',
    '/sys/fs/cgroup/user.slice/cpu.stat': second(times, times * 2000),
    '/sys/fs/cgroup/user.slice/run.scope/cpu.stat': second(0, 0),
  });
  expect(throttledBetween(counters(files(1)), counters(files(4)))).toEqual({ times: 3, ms: 6 });
});

test('version 1 counts nanoseconds, in the group of the cpu controller', () => {
  const files = (times: number) => ({
    '/proc/self/cgroup': '9:memory:/a\n4:cpu,cpuacct:/docker/abc\n1:cpuset:/b\n',
    '/sys/fs/cgroup/cpu,cpuacct/cpu.stat': `nr_periods 9\nnr_throttled ${times}\nthrottled_time ${times * 5e6}\n`,
  });
  expect(throttledBetween(counters(files(0)), counters(files(2)))).toEqual({ times: 2, ms: 10 });
});

test('without readable counters the result is null', () => {
  expect(throttledBetween(counters({}), counters({}))).toBeNull();
  const odd = { '/proc/self/cgroup': 'odd\n0::/\n', '/sys/fs/cgroup/cpu.stat': 'nr_throttled x\n' };
  expect(counters(odd).size).toBe(0);
});
