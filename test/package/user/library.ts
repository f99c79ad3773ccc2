/**
 * A program of a user: it runs lines of other files by the library, and prints what it finds as JSON. It never ends its own
 * process: a thread that is left would keep it alive, or be counted.
 */
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { type Line, LineError, type OpenOptions, race, run, start } from 'cake-factory';
import { cakes } from 'cake-factory/cake';

const ENGINES: readonly OpenOptions[] = [
  { engine: 'cooperative' },
  { engine: 'event-loop' },
  { engine: 'threads', channel: 'port' },
  { engine: 'threads', channel: 'ring' },
  { engine: 'pool' },
];

/** What one way to run a line has given. */
export interface Outcome {
  readonly engine: string;
  readonly results: readonly unknown[];
  /** Null where the line has run to its end. */
  readonly error: string | null;
  /** How many threads were alive afterwards. */
  readonly threads: number;
}

export interface Findings {
  readonly primes: readonly Outcome[];
  /** On one thread, and with the default engine. */
  readonly examples: Readonly<Record<string, readonly Outcome[]>>;
  /** Neither rings nor a pool can run the line. */
  readonly refused: readonly Outcome[];
  readonly left: readonly { readonly engine: string; readonly taken: readonly unknown[]; readonly threads: number }[];
  readonly stopped: readonly { readonly engine: string; readonly reason: boolean; readonly threads: number }[];
  readonly stoppedBefore: { readonly reason: boolean; readonly started: number };
  readonly open: {
    readonly results: readonly (readonly unknown[])[];
    readonly started: number;
    readonly threads: number;
    readonly closed: number;
  };
  readonly disposed: { readonly results: readonly unknown[]; readonly threads: number; readonly after: number };
  readonly dependency: readonly Outcome[];
  readonly failing: readonly Outcome[];
  readonly cakes: readonly Outcome[];
  /** A document, as `cake-factory run --json` prints it. */
  readonly raced: unknown;
}

const alive = new Set<Worker>();
let started = 0;
process.on('worker', (worker) => {
  started++;
  alive.add(worker);
  worker.once('exit', () => alive.delete(worker));
});

/** How many threads live. The event of a new thread comes on the next turn. */
async function threads(): Promise<number> {
  await nextTurn();
  return alive.size;
}

async function lineIn(file: string): Promise<Line> {
  const { default: line }: { readonly default: Line } = await import(new URL(file, import.meta.url).href);
  return line;
}

function nameOf({ engine, channel }: OpenOptions): string {
  return channel === undefined ? (engine ?? 'default') : `${engine} ${channel}`;
}

async function outcomeOf(line: Line, options: OpenOptions): Promise<Outcome> {
  const results: unknown[] = [];
  let error: string | null = null;
  try {
    for await (const item of run(line, options))
      results.push(item instanceof Uint8Array ? Buffer.from(item).toString('hex') : item);
  } catch (thrown) {
    error = thrown instanceof LineError ? thrown.name : inspect(thrown);
  }
  return { engine: nameOf(options), results, error, threads: await threads() };
}

async function outcomesOf(line: Line, engines = ENGINES): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const options of engines) outcomes.push(await outcomeOf(line, options));
  return outcomes;
}

/** A reader that leaves the loop. */
async function leave(line: Line): Promise<Findings['left']> {
  const found: Findings['left'][number][] = [];
  for (const options of ENGINES) {
    const taken: unknown[] = [];
    for await (const item of run(line, options)) if (taken.push(item) === 3) break;
    found.push({ engine: nameOf(options), taken, threads: await threads() });
  }
  return found;
}

async function reasonIs(reason: unknown, reading: Promise<void>): Promise<boolean> {
  return await reading.then(
    () => false,
    (error: unknown) => error === reason,
  );
}

/** A reader whose signal is aborted at its first result. */
async function stop(line: Line): Promise<Findings['stopped']> {
  const found: Findings['stopped'][number][] = [];
  for (const options of ENGINES) {
    const [stopping, reason] = [new AbortController(), new Error('enough')];
    const read = async (): Promise<void> => {
      for await (const _ of run(line, { ...options, signal: stopping.signal, results: 1 })) stopping.abort(reason);
    };
    found.push({ engine: nameOf(options), reason: await reasonIs(reason, read()), threads: await threads() });
  }
  return found;
}

async function stopBefore(line: Line): Promise<Findings['stoppedBefore']> {
  const before = started;
  const reason = new Error('not at all');
  const read = async (): Promise<void> => {
    for await (const _ of run(line, { engine: 'threads', signal: AbortSignal.abort(reason) }))
      throw new Error('a result');
  };
  return { reason: await reasonIs(reason, read()), started: started - before };
}

/** An open line runs twice on the same threads; in between a reader leaves it. */
async function openTwice(line: Line): Promise<Findings['open']> {
  const before = started;
  const open = await start(line, { engine: 'threads', channel: 'port' });
  const results: unknown[][] = [[], []];
  for await (const item of open.run()) results[0]?.push(item);
  for await (const item of open.run()) results[1]?.push(item);
  const living = await threads();
  const count = started - before;
  await open.close();
  return { results, started: count, threads: living, closed: await threads() };
}

/** What a compiler makes of `await using open = await start(line)`. */
async function dispose(line: Line): Promise<Findings['disposed']> {
  const results: unknown[] = [];
  const open = await start(line);
  let living = 0;
  try {
    for await (const item of open.run()) results.push(item);
    living = await threads();
  } finally {
    await open[Symbol.asyncDispose]();
  }
  return { results, threads: living, after: await threads() };
}

const examples: Record<string, readonly Outcome[]> = {};
for (const name of process.argv.slice(2))
  examples[name] = await outcomesOf(await lineIn(`./${name}.mjs`), [{ engine: 'cooperative' }, {}]);
const primes = await lineIn('./primes.mjs');
const numbers = await lineIn('./numbers.mjs');
const findings: Findings = {
  primes: await outcomesOf(primes),
  examples,
  refused: await outcomesOf(await lineIn('./network.mjs'), ENGINES.slice(3)),
  left: await leave(primes),
  stopped: await stop(primes),
  stoppedBefore: await stopBefore(primes),
  open: await openTwice(numbers),
  disposed: await dispose(numbers),
  dependency: await outcomesOf(numbers),
  failing: await outcomesOf(await lineIn('./failing.mjs')),
  cakes: await outcomesOf(cakes({ cakes: 100 })),
  raced: await race(numbers, { engines: ['event-loop', 'pool'], rounds: 1 }),
};
if (!process.stdout.write(JSON.stringify(findings))) await once(process.stdout, 'drain');
