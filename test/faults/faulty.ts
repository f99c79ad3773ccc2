/** Coroutines that go wrong in every way that a thread can: passing on, until they are sent the item `at`. */
import { spawnSync } from 'node:child_process';
import { MessagePort } from 'node:worker_threads';
import type { Host, Source, Station } from '../../src/station/coroutine.ts';

/** Yields 0, 1, ... below `count`. */
export function* counter({ count }: { readonly count: number }, host: Host): Source {
  let yielded = 0;
  host.report(() => ({ yielded }));
  while (yielded < count) yield yielded++;
}

/** Counts what it is sent and passes it on. */
export function* passOn(_options: unknown, host: Host): Station {
  let passed = 0;
  host.report(() => ({ passed }));
  while (true) {
    const item = yield;
    passed++;
    host.send(item);
  }
}

/** For whatever it is sent sends some of its own kind. */
export function* answering(
  { first, kinds, copies }: { readonly first: number; readonly kinds: number; readonly copies: number },
  host: Host,
): Station {
  while (true) {
    const item = yield;
    for (let i = 0; i < copies; i++) host.send(first + (item % kinds));
  }
}

export interface FaultyOptions {
  readonly at: number;
  readonly fault: Fault;
}

export function* faulty({ at, fault }: FaultyOptions, host: Host): Station {
  if (fault === 'an account that cannot be cloned') host.report(() => ({ passed: () => 0 }));
  while (true) {
    const item = yield;
    if (item === at) FAULTS[fault]();
    host.send(item);
  }
}

const FAULTS = {
  'an uncaught throw': () => {
    throw new Error('burnt');
  },
  'an error of several lines and colours': () => {
    throw new Error('burnt\n  \u001b[31mblack\u001b[0m');
  },
  'throw undefined': () => {
    throw undefined;
  },
  'an unhandled rejection': () => {
    void Promise.reject(new Error('nobody catches this'));
  },
  'a throw outside of the coroutine': () => {
    setImmediate(() => {
      throw new Error('behind its back');
    });
  },
  'throw undefined outside of the coroutine': () => {
    setImmediate(() => {
      throw undefined;
    });
  },
  'process.exit(0)': () => process.exit(0),
  'process.exit(3)': () => process.exit(3),
  'a heap that is exhausted': () => {
    const heap: number[][] = [];
    while (true) heap.push(new Array<number>(10_000).fill(heap.length));
  },
  'a stack that overflows': () => overflow(),
  'an endless loop': () => {
    while (true);
  },
  'endless microtasks': () => {
    const again = (): void => void Promise.resolve().then(again);
    again();
  },
  'a wait for nobody': () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  // Longer than anybody waits for it, and not for ever: the process that it starts outlives a thread that is killed.
  "a call of the system's that does not return": () => void spawnSync('sleep', ['8'], { stdio: 'ignore' }),
  'a port that is closed early': () => {
    // The next batch is the last thing that the port is asked to carry.
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (message: unknown) {
      if (message instanceof Uint16Array) this.close();
      else post.call(this, message);
    };
  },
  'an account that cannot be cloned': () => {},
} satisfies Record<string, () => void>;

export type Fault = keyof typeof FAULTS;

function overflow(): void {
  overflow();
  overflow();
}
