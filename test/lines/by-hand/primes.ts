/**
 * The line of docs/lines/primes.ts written by hand: three threads of Node, ports, batches, credit. No library.
 *
 * It does what `run(primes, { engine: 'threads', channel: 'port' })` does: a reader that is slow stops the line, a reader that
 * leaves ends the threads, the first failure names its station.
 */
import { isMainThread, MessageChannel, type MessagePort, Worker, workerData } from 'node:worker_threads';

const FIRST = 1_000_000_000;
const COUNT = 100_000;
/** The first of the two stations divides by numbers below this. */
const SMALL = 14_000;

/** How many numbers travel in one message. */
const BATCH = 512;
/** How many numbers may be on their way between two threads. */
const MOST_WAITING = 4096;

type StationName = 'numbers' | 'small' | 'large';

/** What the main thread gives to a thread. */
interface Task {
  readonly station: StationName;
  /** Null for the source. */
  readonly input: MessagePort | null;
  readonly output: MessagePort;
}

/** From a writer to its reader. The reader answers with the number of items that it has taken. */
type Message = { readonly kind: 'batch'; readonly numbers: Int32Array } | { readonly kind: 'end' };

class Writer {
  readonly #port: MessagePort;
  readonly #batch = new Int32Array(BATCH);
  #filled = 0;
  #room = MOST_WAITING;
  #wake = (): void => {};

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (taken: number) => {
      this.#room += taken;
      this.#wake();
    });
  }

  /** Waits until there is room. The reader gives it for what it has taken, so nothing may stay in the batch. */
  async room(): Promise<void> {
    this.flush();
    while (this.#room <= 0)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }

  /** Call it only while there is room. */
  write(n: number): void {
    this.#batch[this.#filled++] = n;
    this.#room--;
    if (this.#filled === BATCH) this.flush();
  }

  get isFull(): boolean {
    return this.#room <= 0;
  }

  flush(): void {
    if (this.#filled === 0) return;
    const numbers = this.#batch.slice(0, this.#filled);
    this.#post({ kind: 'batch', numbers }, [numbers.buffer]);
    this.#filled = 0;
  }

  /** The reader closes the port when it has taken everything. */
  end(): void {
    this.flush();
    this.#post({ kind: 'end' });
  }

  #post(message: Message, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }
}

class Reader {
  readonly #port: MessagePort;
  readonly #waiting: Message[] = [];
  #failure: unknown = null;
  #wake = (): void => {};

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: Message) => {
      this.#waiting.push(message);
      this.#wake();
    });
  }

  /** The first failure counts: what fails later mostly fails because of it. */
  fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }

  /** Gives room to the writer after each batch, when it has been used. */
  async *batches(): AsyncGenerator<Int32Array, void> {
    while (true) {
      const message = this.#waiting.shift();
      if (message?.kind === 'batch') {
        yield message.numbers;
        this.#port.postMessage(message.numbers.length);
      } else if (message?.kind === 'end') {
        this.#port.close();
        return;
      } else if (this.#failure !== null) {
        throw this.#failure;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}

/** Runs the line and gives its results. */
export async function* primes(signal?: AbortSignal): AsyncGenerator<number, void> {
  signal?.throwIfAborted();
  const [toSmall, toLarge, toMain] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
  const results = new Reader(toMain.port2);
  const threads = [
    threadFor({ station: 'numbers', input: null, output: toSmall.port1 }, results),
    threadFor({ station: 'small', input: toSmall.port2, output: toLarge.port1 }, results),
    threadFor({ station: 'large', input: toLarge.port2, output: toMain.port1 }, results),
  ];
  const abort = (): void => results.fail(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    for await (const batch of results.batches()) {
      yield* batch;
      signal?.throwIfAborted();
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    await Promise.all(threads.map((thread) => thread.terminate()));
    toMain.port2.close();
  }
}

function threadFor(task: Task, results: Reader): Worker {
  const ports = task.input === null ? [task.output] : [task.input, task.output];
  const thread = new Worker(new URL(import.meta.url), { workerData: task, transferList: ports });
  const fail = (reason: string, cause?: unknown): void =>
    results.fail(new Error(`station "${task.station}" failed: ${reason}`, { cause }));
  thread.on('error', (error) => fail(error.message, error));
  thread.on('exit', (code) => {
    if (code !== 0) fail(`its thread ended with code ${code}`);
  });
  return thread;
}

async function runStation({ station, input, output }: Task): Promise<void> {
  const writer = new Writer(output);
  if (input === null) await numbers(writer);
  else if (station === 'small') await filter((n) => hasNoDivisor(n, 2, SMALL), new Reader(input), writer);
  else await filter((n) => hasNoDivisor(n, SMALL, Math.sqrt(n)), new Reader(input), writer);
  writer.end();
}

async function numbers(writer: Writer): Promise<void> {
  for (let n = FIRST; n < FIRST + COUNT; n++) {
    if (writer.isFull) await writer.room();
    writer.write(n);
  }
}

/** Passes on what fits. */
async function filter(fits: (n: number) => boolean, reader: Reader, writer: Writer): Promise<void> {
  for await (const batch of reader.batches()) {
    for (const n of batch) {
      if (!fits(n)) continue;
      if (writer.isFull) await writer.room();
      writer.write(n);
    }
    // Nobody may wait for a batch that this station fills only much later.
    writer.flush();
  }
}

function hasNoDivisor(n: number, from: number, to: number): boolean {
  for (let divisor = from; divisor <= to; divisor++) if (n % divisor === 0) return false;
  return true;
}

if (!isMainThread) {
  const task: Task = workerData;
  await runStation(task);
}
