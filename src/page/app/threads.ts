/** Starts and ends the threads of a job: the thread that coordinates them asks the page for each. */
import type { FirstMessage, ThreadError, ThreadRequest } from '../../platform/web/requests.ts';
import type { Fault } from '../fault.ts';

/** The moment from which the clocks of all threads of this page count. */
export const EPOCH_MS = performance.timeOrigin;

/**
 * @param coordinator where that thread asks
 * @param fault of one station, on these threads; null for none
 * @param script the address of the script that every thread runs
 * @returns ends all threads
 */
export function threadsFor(coordinator: MessagePort, script: string, fault: Fault | null): () => void {
  const workers = new Map<number, Worker>();
  const end = (number: number): void => {
    workers.get(number)?.terminate();
    workers.delete(number);
  };
  const start = (number: number, port: MessagePort): void => {
    const failed = (message: string): void => coordinator.postMessage({ number, message } satisfies ThreadError);
    const worker = started(script, number, failed);
    if (worker === null) return;
    workers.set(number, worker);
    worker.onerror = (event) => {
      event.preventDefault();
      failed(event.message || 'its script did not run');
    };
    worker.postMessage({ port, fault, epochMs: EPOCH_MS } satisfies FirstMessage<Fault>, [port]);
  };
  coordinator.onmessage = ({ data }: MessageEvent<ThreadRequest>) => {
    switch (data.kind) {
      case 'start':
        return start(data.number, data.port);
      case 'end':
        return end(data.number);
    }
  };
  return () => {
    coordinator.close();
    for (const number of [...workers.keys()]) end(number);
  };
}

/** @returns null where the browser starts no more threads */
function started(script: string, number: number, failed: (message: string) => void): Worker | null {
  try {
    return new Worker(script, { name: String(number) });
  } catch (error) {
    failed(messageOf(error));
    return null;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
