/** A station that goes wrong, in every way that a thread can: it passes on, until it is sent the item `at`. */
import { spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { BlockList } from 'node:net';
import { MessagePort } from 'node:worker_threads';
import type { Host, Station } from '../../src/line/coroutine.ts';

export interface FaultyOptions {
  readonly at: number;
  readonly fault: Fault;
}

export function* faulty({ at, fault }: FaultyOptions, host: Host): Station {
  if (fault === 'an account that cannot be cloned') host.report(() => ({ passed: () => 0 }));
  while (true) {
    const item = yield;
    // More in all than the patience of its test, and for one item less.
    if (fault === 'long ways' && item < 5) dawdle(300);
    if (item === at) FAULTS[fault]();
    host.send(item);
  }
}

/** Tells that it is at work, and is for a minute. */
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
  // The end of this turn is when a baker reports; what comes then is in nobody's way but the next part's.
  'a wait for nobody behind its report': () => void setImmediate(() => setImmediate(waitForNobody)),
  'an endless loop': () => {
    while (true);
  },
  'endless microtasks': () => {
    const again = (): void => void Promise.resolve().then(again);
    again();
  },
  'a wait for nobody': waitForNobody,
  // Longer than anybody waits for it, and not for ever: the process that it starts outlives a thread that is killed.
  "a call of the system's that does not return": () => {
    // Said by the process that is called, so that nobody hears of it before the thread is inside the call.
    spawnSync('sh', ['-c', 'echo called; exec sleep 8 >/dev/null'], { stdio: ['ignore', 1, 'ignore'] });
  },
  'a port that is closed early': () => {
    // The next batch is the last thing that the port is asked to carry.
    insteadOfABatch((port) => port.close());
  },
  // Two of them: one loses the art of reading a list, and the other sends it one in the place of its next batch.
  'a reader that has lost the art': () => {
    const read = Object.getOwnPropertySymbols(BlockList.prototype).find((symbol) =>
      String(symbol).includes('deserialize'),
    );
    if (read === undefined) throw new Error('expected a list to know how it is read, found nothing');
    Object.defineProperty(BlockList.prototype, read, {
      value() {
        throw new Error('it has lost the art');
      },
    });
  },
  'a message that cannot be read': () => {
    insteadOfABatch((port) => port.postMessage(new BlockList()));
  },
  'an account that cannot be cloned': () => {},
  'long ways': () => {},
} satisfies Record<string, () => void>;

export type Fault = keyof typeof FAULTS;

/** What the ports of this thread do from now on when they are to send a batch. */
function insteadOfABatch(act: (port: MessagePort) => void): void {
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (message: unknown) {
    if (message instanceof Uint16Array) act(this);
    else post.call(this, message);
  };
}

function dawdle(ms: number): void {
  for (const beganMs = performance.now(); performance.now() - beganMs < ms; );
}

function waitForNobody(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function overflow(): void {
  overflow();
  overflow();
}
