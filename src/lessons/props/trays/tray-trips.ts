/** Requests to the thread that keeps trays, and how long a buffer takes there and back. */
import type { MessagePort } from 'node:worker_threads';
import { nodeClock as clock } from '../../../platform/node/clock.ts';
import { answerOn } from '../lesson-workers.ts';
import type { TrayRequest } from './tray-keeper.ts';

/** Resolves with the eggs in all trays that the other thread keeps. Rejects if the request cannot be cloned. */
export type Ask = (request: TrayRequest, transfer?: ArrayBuffer[]) => Promise<(number | undefined)[]>;

export function asking(port: MessagePort): Ask {
  return async (request, transfer = []) => {
    port.postMessage(request, transfer);
    return await answerOn<(number | undefined)[]>(port);
  };
}

/** In microseconds, one for each round. */
export interface Trips {
  readonly cloned: readonly number[];
  readonly transferred: readonly number[];
  readonly shared: readonly number[];
}

/** The times from a request with a buffer to its answer. In each round each way takes its turn. */
export async function tripsOf(bytes: number, rounds: number, ask: Ask): Promise<Trips> {
  const cloned = new Int32Array(bytes / 4);
  const shared = new Int32Array(new SharedArrayBuffer(bytes));
  const timedUs = async (tray: Int32Array, transfer: ArrayBuffer[]): Promise<number> => {
    const beganMs = clock.nowMs();
    await ask({ kind: 'return', tray }, transfer);
    return (clock.nowMs() - beganMs) * 1000;
  };
  const us: { cloned: number[]; transferred: number[]; shared: number[] } = { cloned: [], transferred: [], shared: [] };
  for (let round = 0; round < rounds; round++) {
    const transferred = new Int32Array(bytes / 4);
    us.cloned.push(await timedUs(cloned, []));
    us.transferred.push(await timedUs(transferred, [transferred.buffer]));
    us.shared.push(await timedUs(shared, []));
  }
  return us;
}
