/** The cost of an egg on its way to another thread. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { medianOf } from '../../../measure/statistics/samples.ts';
import { nodeClock as clock } from '../../../platform/node/clock.ts';
import { inTurn } from '../gains/gain.ts';
import { answerOn, withWorkers } from '../lesson-workers.ts';
import { CRATE } from './crates.ts';

/** In nanoseconds per egg, until the other thread has counted all of them. */
export interface EggCosts {
  /** Each egg in a message of its own. */
  readonly alone: number;
  /** In full crates. */
  readonly crated: number;
}

export type Post = (eggs: readonly number[], perMessage: number, port: MessagePort) => void;

/**
 * @param count how many eggs are sent in each round
 * @throws Error if the other thread counts another number
 */
export async function eggCosts(post: Post, count: number, rounds: number): Promise<EggCosts> {
  const { port1, port2 } = new MessageChannel();
  const eggs = Array.from({ length: count }, (_, i) => i);
  return await withWorkers(async (start) => {
    start({ kind: 'crates', port: port2 }, [port2]);
    const sending = (perMessage: number) => async (): Promise<number> => {
      const beganMs = clock.nowMs();
      post(eggs, perMessage, port1);
      // An empty crate asks for the count.
      port1.postMessage([]);
      const found = await answerOn<number>(port1);
      if (found !== count) throw new Error(`expected ${count} eggs on the other thread, found ${found}`);
      return (1e6 * (clock.nowMs() - beganMs)) / count;
    };
    const ways = [sending(1), sending(CRATE)];
    // Until the code is compiled.
    await inTurn(1, ways);
    const [alone = [], crated = []] = await inTurn(rounds, ways);
    return { alone: medianOf(alone), crated: medianOf(crated) };
  }).finally(() => port1.close());
}
