/** The line with which the capacity for computing is measured: one item, one station, one piece of work. */
import type { Host, Source, Station } from '../../line/coroutine.ts';
import type { Line, StationSpec } from '../../line/line.ts';

interface KernelOptions {
  readonly iterations: number;
}

/** Yields one item. */
export function* one(): Source {
  yield 0;
}

/** Works on what it is sent. */
export function* kernelStation({ iterations }: KernelOptions, host: Host): Station {
  while (true) {
    const item = yield;
    host.work(iterations);
    host.send(item);
  }
}

/**
 * @param parts how many threads of a pool can work on it at once, 1 or more
 * @param iterations of the kernel in each part, 0 to 2^32 - 1
 */
export function kernelLine(parts: number, iterations: number): Line {
  const options: KernelOptions = { iterations };
  return oneItemLine(parts, { module: import.meta.url, export: 'kernelStation', options });
}

/** Parts that each send one item to one station. */
export function oneItemLine(parts: number, station: Pick<StationSpec, 'module' | 'export' | 'options'>): Line {
  const line: Line = {
    sources: [{ name: 'source', module: import.meta.url, export: 'one', options: {}, firstWorkIndex: 0 }],
    stations: [{ ...station, name: 'station', firstWorkIndex: 0 }],
    edges: [{ from: 'source', to: 'station', items: [0], capacity: 1 }],
    alphabet: ['item'],
    parts: [],
  };
  return { ...line, parts: Array.from({ length: parts }, () => line) };
}
