/** How long a CPU quota has stopped this process, from the `cpu.stat` files of Linux control groups (version 1 or 2). */
import { readFileSync } from 'node:fs';
import type { Throttled } from '../platform.ts';

/** The counters of each control group, by the path of its file. */
export type ThrottleCounters = ReadonlyMap<string, Throttled>;

/**
 * Reads the counters of the process's own group, and of all groups above it: each may have a quota.
 *
 * @param read returns the text of a file, or null where it cannot be read
 * @returns empty where there are no control groups
 */
export function throttleCounters(read: (path: string) => string | null = textOf): ThrottleCounters {
  const found = new Map<string, Throttled>();
  for (const path of filesOf(read('/proc/self/cgroup') ?? '')) {
    const text = read(path);
    const counters = text === null ? null : countersIn(text);
    if (counters !== null) found.set(path, counters);
  }
  return found;
}

/** The difference of two readings, in the group where it is largest; null where no group used up its quota in between. */
export function throttledBetween(before: ThrottleCounters, after: ThrottleCounters): Throttled | null {
  let most: Throttled | null = null;
  for (const [path, { times, ms }] of after) {
    const earlier = before.get(path);
    if (earlier === undefined) continue;
    const added = { times: times - earlier.times, ms: ms - earlier.ms };
    if (added.times > 0 && added.ms > (most?.ms ?? 0)) most = added;
  }
  return most;
}

/** The paths of the `cpu.stat` files, from the text of /proc/self/cgroup (see cgroups(7)). */
function filesOf(groups: string): string[] {
  return groups.split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    if (controllers !== '' && !controllers.split(',').includes('cpu')) return [];
    const root = controllers === '' ? '/sys/fs/cgroup' : `/sys/fs/cgroup/${controllers}`;
    const names = path.split('/').filter((name) => name !== '');
    return [...names.keys(), names.length].map((depth) => [root, ...names.slice(0, depth), 'cpu.stat'].join('/'));
  });
}

/** The counters in the text of a `cpu.stat`; null where there are none. Version 2 counts microseconds, version 1 nanoseconds. */
function countersIn(text: string): Throttled | null {
  const value = (name: string): number | null => {
    const [, figure] = new RegExp(`^${name} (\\d+)$`, 'm').exec(text) ?? [];
    return figure === undefined ? null : Number(figure);
  };
  const times = value('nr_throttled');
  const us = value('throttled_usec');
  const ns = value('throttled_time');
  if (times === null || (us === null && ns === null)) return null;
  return { times, ms: us === null ? (ns ?? 0) / 1e6 : us / 1000 };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
