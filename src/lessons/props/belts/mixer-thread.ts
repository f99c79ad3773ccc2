/** Runs the plain mixer on a thread of its own, while an oven on this thread takes an item off its belt. */
import { setTimeout as timer } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { answerOn, withWorkers } from '../lesson-workers.ts';
import type { MixedOnThread } from './plain-mixer.ts';
import { SmallBelt } from './small-belt.ts';

/** @param room on the belt; if there is none, the oven takes an item only when the thread sleeps */
export async function mixWithThread(room: number): Promise<MixedOnThread> {
  const belt = SmallBelt.withRoom(room);
  const { port1: near, port2: far } = new MessageChannel();
  return await withWorkers(async (start) => {
    const mixed = answerOn<MixedOnThread>(near);
    start({ kind: 'mixer', port: far, belt: belt.words }, [far]);
    while (room === 0 && !belt.hasSleeper()) await timer(1);
    belt.take();
    return await mixed;
  });
}
