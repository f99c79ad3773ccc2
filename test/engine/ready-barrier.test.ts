import { describe, expect, test } from 'vitest';
import { PoolFailure, StationFailure } from '../../src/engine/failure.ts';
import type { PoolResult, PreloadTask } from '../../src/engine/threads/messages.ts';
import { readyBarrier } from '../../src/engine/threads/ready-barrier.ts';
import { chain, spec } from './lines.ts';

const LINE = chain([spec('producer', 'counter', { count: 1 }), spec('mixer', 'passOn')], 1);
const COROUTINES = 2;
const never = new Promise<never>(() => {});

/** A thread of a pool that has started and loaded so many of the coroutines. */
function hasLoaded({ loading, place }: PreloadTask, coroutines: number): void {
  Atomics.add(loading, place, 1 + coroutines);
}

/** @param answers what the thread of each place does with its task */
async function failureOf(...answers: readonly ((task: PreloadTask) => Promise<PoolResult>)[]): Promise<unknown> {
  const ask = (task: PreloadTask): Promise<PoolResult> => answers[task.place]?.(task) ?? never;
  return await readyBarrier(answers.length, LINE, ask, 5).catch((error: unknown) => error);
}

const present = async (task: PreloadTask): Promise<PoolResult> => {
  hasLoaded(task, COROUTINES);
  return { kind: 'ready' };
};
const waitsForOthers = (task: PreloadTask): Promise<PoolResult> => {
  hasLoaded(task, COROUTINES);
  return never;
};
const neverStarts = (): Promise<PoolResult> => never;
const failsToStart = (): Promise<PoolResult> => Promise.reject(new Error('no memory'));
const hangsIn = (coroutine: number) => (task: PreloadTask) => {
  hasLoaded(task, coroutine);
  return never;
};

describe('the ready barrier', () => {
  test('is over when all are ready', async () => {
    expect(await failureOf(present, present)).toBeUndefined();
  });

  test.each([
    ['a module that hangs, by its coroutine', [waitsForOthers, hangsIn(1)], 'mixer', 'not ready within 5 ms'],
    ['the first module that hangs', [hangsIn(0), hangsIn(1)], 'producer', 'not ready within 5 ms'],
  ] as const)('names the station of %s', async (_, answers, station, reason) => {
    const failure = await failureOf(...answers);
    expect(failure).toBeInstanceOf(StationFailure);
    expect(failure).toMatchObject({ station, reason });
  });

  test.each([
    ['that does not start', [waitsForOthers, neverStarts], 2, 'its thread has not started within 5 ms'],
    ['that fails at its start', [failsToStart, waitsForOthers], 1, 'no memory'],
    ['that has loaded everything and does not answer', [present, waitsForOthers], 2, 'not ready within 5 ms'],
  ] as const)('names a thread %s, and no station', async (_, answers, thread, reason) => {
    const failure = await failureOf(...answers);
    expect(failure).toBeInstanceOf(PoolFailure);
    expect(String(failure)).toBe(`PoolFailure: thread ${thread} of the pool failed: ${reason} (starting, had made 0)`);
  });
});
