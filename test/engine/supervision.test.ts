import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { MessageChannel, type Worker } from 'node:worker_threads';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import { pool } from '../../src/engine/pool.ts';
import { sharedWakerMemory } from '../../src/engine/station/shared-waker.ts';
import { connect } from '../../src/engine/threads/connect.ts';
import type { PortEnd, Wiring } from '../../src/engine/threads/messages.ts';
import { threads } from '../../src/engine/threads.ts';
import { StallError } from '../../src/engine/watch/stall.ts';
import { ints } from '../../src/line/kind/kinds.ts';
import { ThreadFailure } from '../../src/platform/errors.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { NodeThreadPool, terminateAll } from '../../src/platform/node/thread-pool.ts';
import { chain, circle, runUnder, seenBy, spec } from './lines.ts';

const source = spec('source', 'counter', { count: 100 });

describe('a thread that is terminated at a random moment', () => {
  test.each(['port', 'ring'] as const)(
    'over %ss: the run is whole or its station is named, and the next one is whole',
    async (channel) => {
      const started: Worker[] = [];
      const note = (worker: Worker): void => void started.push(worker);
      process.on('worker', note);
      const engine = threads({ platform, channel });
      const line = chain([source, spec('a', 'passOn'), spec('b', 'passOn')], 100, 2);
      try {
        await fc.assert(
          fc.asyncProperty(fc.nat(40), fc.nat(2), async (turns, place) => {
            // It starts threads anew. Without it every second victim would belong to threads that the next run does not use.
            expect(seenBy(await engine.run(line), 'b')).toHaveLength(100);
            const alive = started.filter((worker) => worker.threadId > 0);
            const victim = alive[place % alive.length];
            const run = engine.run(line).then(
              (done) => seenBy(done, 'b'),
              (error: unknown) => error,
            );
            for (let turn = 0; turn < turns; turn++) await yieldToLoop();
            await victim?.terminate();
            const outcome = await run;
            if (outcome instanceof StationFailure || outcome instanceof ThreadFailure)
              expect(outcome.message).toMatch(/exited with code|being terminated/);
            else expect(outcome).toHaveLength(100);
          }),
          { numRuns: 8 },
        );
        expect(seenBy(await engine.run(line), 'b')).toHaveLength(100);
      } finally {
        await engine.close();
        process.off('worker', note);
      }
    },
  );
});

test('a thread of a pool that has ended between two runs is replaced', async () => {
  const started: Worker[] = [];
  const note = (worker: Worker): void => void started.push(worker);
  process.on('worker', note);
  const engine = pool({ platform, threads: 2 });
  const whole = chain([source, spec('a', 'passOn')], 100, 2);
  const line = { ...whole, parts: [whole, whole, whole] };
  try {
    const first = await engine.run(line);
    expect(seenBy(first, 'a')).toHaveLength(100);
    await started[0]?.terminate();
    const second = await engine.run(line);
    expect(second.stations.map(({ accounts }) => accounts)).toEqual(first.stations.map(({ accounts }) => accounts));
  } finally {
    await engine.close();
    process.off('worker', note);
  }
});

test('on one thread too a deadlock is reported: which station waits for which', async () => {
  const failure = await eventLoop({ platform })
    .run(circle())
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StallError);
  expect(failure).toHaveProperty(
    'message',
    expect.stringMatching(
      /^deadlock: .*"a" waits for room in the channel to "b", "b" waits for room in the channel to "a"$/,
    ),
  );
});

test('options that cannot be sent to a thread are a failure of their station', async () => {
  const line = chain([source, spec('a', 'passOn', { cook: () => {} }), spec('b', 'passOn')], 100);
  await expect(runUnder('threads (port)', line)).rejects.toThrow(/station "a" failed: .*could not be cloned/);
});

test('a message that cannot be read ends its station, with that reason', async () => {
  const { port1, port2 } = new MessageChannel();
  const kind = ints().spec;
  const inlet: PortEnd = {
    edge: 0,
    port: port1,
    capacity: 1,
    capacityBytes: undefined,
    batch: 1,
    items: null,
    guard: null,
    kind,
    cycle: null,
    counts: null,
    label: { base: 0, perItem: false },
  };
  const wiring: Wiring = { kind: 'port', inlets: [inlet], outlets: [], waker: sharedWakerMemory() };
  const connection = connect({ wiring, exit: null, kind }, platform);
  try {
    const waiting = connection.waker.wait();
    port1.emit('messageerror', new Error('torn'));
    await expect(waiting).rejects.toThrow('a message could not be read: torn');
  } finally {
    connection.close(true);
    port2.close();
  }
});

test('a line of 32 stations gets a thread for each, or it would wait for ever', async () => {
  const stations = Array.from({ length: 31 }, (_, i) => spec(`s${i}`, 'passOn'));
  const { threads: count } = await runUnder(
    'threads (ring)',
    chain([spec('source', 'counter', { count: 2 }), ...stations], 2),
  );
  expect(count).toBe(32);
});

test('all pools can be ended at once, also one that has work', async () => {
  const threadPool = await NodeThreadPool.start(1);
  const task = threadPool.run({}, new URL('../platform/never-ends.cjs', import.meta.url).pathname);
  const ended = task.catch((error: unknown) => error);
  expect(await terminateAll()).toBe(0);
  expect(await ended).toBeInstanceOf(Error);
  // No thread is left to end.
  expect(await threadPool.terminate()).toEqual([]);
});

describe.each([
  ['threads', () => threads({ platform, channel: 'ring' })],
  ['pool', () => pool({ platform, threads: 2 })],
] as const)('%s that are closed while they start', (_, create) => {
  test('say so, and no thread is left', async () => {
    const started: Worker[] = [];
    const note = (worker: Worker): void => void started.push(worker);
    process.on('worker', note);
    const whole = chain([source, spec('a', 'passOn')], 100, 2);
    try {
      for (let turns = 0; turns < 20; turns += 4) {
        const engine = create();
        const run = engine.run({ ...whole, parts: [whole, whole] }).then(
          () => 'baked',
          (error: unknown) => String(error),
        );
        for (let turn = 0; turn < turns; turn++) await yieldToLoop();
        await engine.close();
        expect(await run).toMatch(/baked|was closed|been terminated|exited with code|Terminating worker thread/);
        await engine.close();
        await yieldToLoop();
        expect(started.filter((worker) => worker.threadId > 0)).toEqual([]);
      }
    } finally {
      process.off('worker', note);
      await Promise.all(started.map((worker) => worker.terminate()));
    }
  });
});
