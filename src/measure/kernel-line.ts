/** The line with which the parallel capacity is measured: one item, one station, one piece of work. */
import type { Host, Source, Station } from '../line/coroutine.ts';
import type { Line } from '../line/line.ts';

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
  const module = import.meta.url;
  const line: Line = {
    source: { name: 'source', module, export: 'one', options: {}, firstWorkIndex: 0 },
    stations: [{ name: 'kernel', module, export: 'kernelStation', options, firstWorkIndex: 0 }],
    edges: [{ from: 'source', to: 'kernel', items: [0], capacity: 1 }],
    alphabet: ['item'],
    parts: [],
  };
  return { ...line, parts: Array.from({ length: parts }, () => line) };
}
