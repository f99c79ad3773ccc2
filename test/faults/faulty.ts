/** A station that forwards items until item `at`, and then fails in one of the ways in which a thread can fail. */
import { spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { BlockList } from 'node:net';
import { MessagePort } from 'node:worker_threads';
import type { Host, Station } from '../../src/line/coroutine.ts';

export interface FaultyOptions {
  readonly at: number;
  readonly fault: Fault;
}

export function* faulty({ at, fault }: FaultyOptions, host: Host<number>): Station<number> {
  if (fault === 'an account that cannot be cloned') host.report(() => ({ passed: () => 0 }));
  while (true) {
    const item = yield;
    // Together longer than the hang limit of its test. Each item alone is far shorter: a busy machine may stop the thread for seconds.
    if (fault === 'long work for each item' && item < 16) spin(350);
    if (item === at) FAULTS[fault]();
    host.send(item);
  }
}

/** Prints that it works, and then works for a minute. */
export function* busy({ iterations }: { readonly iterations: number }, host: Host): Station {
  yield;
  writeSync(1, 'busy\n');
  for (let piece = 0; piece < 60_000; piece++) {
    host.work(iterations);
    yield;
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
    void Promise.reject(new Error('not handled'));
  },
  'a throw outside of the coroutine': () => {
    setImmediate(() => {
      throw new Error('thrown in a callback');
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
  // A thread of a pool reports at the end of this turn. What follows can only block the next part.
  'a wait that never ends, after the report': () => void setImmediate(() => setImmediate(waitForEver)),
  'an endless loop': () => {
    while (true);
  },
  'endless microtasks': () => {
    const again = (): void => void Promise.resolve().then(again);
    again();
  },
  'a wait that never ends': waitForEver,
  // Longer than any test waits, but not for ever: the process that it starts outlives a killed thread.
  'a blocking system call': () => {
    // The called process prints it, so that the thread is inside the call when a test reads it. It takes longer than all that is tried to
    // end the thread, also on a busy machine.
    spawnSync('sh', ['-c', 'echo called; exec sleep 20 >/dev/null'], { stdio: ['ignore', 1, 'ignore'] });
  },
  'a port that is closed early': () => {
    // Instead of sending its next batch, the port closes.
    insteadOfNextBatch((port) => port.close());
  },
  // Two stations together: one can no longer deserialize a BlockList, and the other sends it one instead of a batch.
  'a reader that cannot deserialize': () => {
    const read = Object.getOwnPropertySymbols(BlockList.prototype).find((symbol) =>
      String(symbol).includes('deserialize'),
    );
    if (read === undefined) throw new Error('expected a method that deserializes a BlockList, found none');
    Object.defineProperty(BlockList.prototype, read, {
      value() {
        throw new Error('cannot deserialize');
      },
    });
  },
  'a message that cannot be read': () => {
    insteadOfNextBatch((port) => port.postMessage(new BlockList()));
  },
  'an account that cannot be cloned': () => {},
  'long work for each item': () => {},
} satisfies Record<string, () => void>;

export type Fault = keyof typeof FAULTS;

/** Replaces what the ports of this thread do to send a batch. */
function insteadOfNextBatch(act: (port: MessagePort) => void): void {
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (message: unknown) {
    if (message instanceof Uint16Array) act(this);
    else post.call(this, message);
  };
}

/** Keeps the thread busy. */
function spin(ms: number): void {
  for (const beganMs = performance.now(); performance.now() - beganMs < ms; );
}

function waitForEver(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function overflow(): void {
  overflow();
  overflow();
}
