/** Two real threads that sleep at shared wakers between hand-overs: neither sleeps for ever, and everything arrives in order. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { ringMemory } from '../../src/channel/ring.ts';
import { sharedWakerMemory, stopAt } from '../../src/engine/station/shared-waker.ts';
import type { Outcome, Player, Role, Way } from './hand-over-thread.ts';

/** What the threads run, as plain JavaScript: on Node 20 a thread loads no TypeScript. */
let code = '';
const workers: Worker[] = [];

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./hand-over-thread.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  code = outputFiles.map((file) => file.text).join('');
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

interface Game {
  readonly total: number;
  /** How many items may be on their way there and back. */
  readonly ahead: number;
  readonly capacities: readonly [there: number, back: number];
  readonly looksAgain: boolean;
  readonly alarmMs: number;
}

/** The outcome of each of the two threads. */
async function play({ total, ahead, capacities, looksAgain, alarmMs }: Game): Promise<Outcome[]> {
  const way = (capacity: number): Way => ({
    memory: ringMemory(capacity),
    capacity,
    deliveries: new Int32Array(new SharedArrayBuffer(4)),
  });
  const [there, back] = [way(capacities[0]), way(capacities[1])];
  const sharedWakers = [sharedWakerMemory(), sharedWakerMemory()] as const;
  const join = (role: Role, own: 0 | 1): Player => ({
    role,
    inward: own === 0 ? back : there,
    outward: own === 0 ? there : back,
    sharedWaker: sharedWakers[own],
    neighbour: sharedWakers[own === 0 ? 1 : 0],
    looksAgain,
    seed: own === 0 ? 20_240 : 4_711,
    alarmMs,
  });
  const players = [join({ kind: 'begins', total, ahead }, 0), join({ kind: 'returns' }, 1)];
  return Promise.all(
    players.map(async (player) => {
      const outcome = await outcomeOf(player);
      // The other would wait for it until the test gives up.
      if (outcome.kind === 'failed') sharedWakers.forEach(stopAt);
      return outcome;
    }),
  );
}

function outcomeOf(player: Player): Promise<Outcome> {
  const worker = new Worker(code, { eval: true, workerData: player, execArgv: [] });
  workers.push(worker);
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const MANY = Number.POSITIVE_INFINITY;

test.each([
  ['to and fro, one at a time', 1, [1, 1]],
  ['in a stream, over rings for one item', MANY, [1, 1]],
  ['in a stream, there over more room than back', MANY, [7, 2]],
  ['in a stream, back over more room than there', MANY, [2, 7]],
] as const)('thousands of items go %s, and both threads sleep and are woken', async (_, ahead, capacities) => {
  const outcomes = await play({ total: 10_000, ahead, capacities, looksAgain: true, alarmMs: 5_000 });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ kind: 'over', wakings: expect.any(Number) });
    expect(outcome).not.toHaveProperty('wakings', 0);
  }
});

test('threads that do not look again before they sleep are found asleep with something to do', async () => {
  const game: Game = { total: 10_000, ahead: 1, capacities: [1, 1], looksAgain: false, alarmMs: 100 };
  expect(await play(game)).toContainEqual({ kind: 'failed', reason: 'it lost a wake-up' });
});
