/** How long a CPU quota has stopped this process: Linux' control groups (cgroup v2 `cpu.stat`, or that of v1). */
import { readFileSync } from 'node:fs';
import type { Throttled } from '../platform.ts';

/** By the path of the group's file. */
export type ThrottleCounters = ReadonlyMap<string, Throttled>;

/** @param read the text of a file, or null where it cannot be read */
export function throttleCounters(read: (path: string) => string | null = textOf): ThrottleCounters {
  const found = new Map<string, Throttled>();
  for (const path of filesOf(read('/proc/self/cgroup') ?? '')) {
    const text = read(path);
    const counters = text === null ? null : countersIn(text);
    if (counters !== null) found.set(path, counters);
  }
  return found;
}

/** What has been added in between, in the group where it was most; null where no group has a quota that was used up. */
export function throttledBetween(before: ThrottleCounters, after: ThrottleCounters): Throttled | null {
  let most: Throttled | null = null;
  for (const [path, { times, ms }] of after) {
    const known = before.get(path);
    if (known === undefined) continue;
    const added = { times: times - known.times, ms: ms - known.ms };
    if (added.times > 0 && added.ms > (most?.ms ?? 0)) most = added;
  }
  return most;
}

/** Of the process's own group and of all above it: each may have a quota. */
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

/** Version 2 counts microseconds, version 1 nanoseconds. */
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
