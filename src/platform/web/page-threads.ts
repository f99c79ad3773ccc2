/**
 * Threads that the page starts, as the thread that coordinates them sees them.
 *
 * A worker may start other workers itself. But in Firefox 153 this call sometimes never returns: one run in four of a page that is
 * isolated stood still there. The page itself has never waited for it. What the threads say goes from thread to thread, also while
 * the page is busy.
 */
import type { ThreadError, ThreadRequest } from './requests.ts';

export interface PageThread {
  /** 1 or more; the worker has it as its name. */
  readonly number: number;
  /** Its tasks and answers. */
  readonly port: MessagePort;
  /** A browser ends a worker at once, and says nothing about it. */
  end(): void;
}

/** @param failed called when the script of the thread throws, or does not run */
export type StartThread = (failed: (message: string) => void) => PageThread;

/** @param page where the page listens */
export function pageThreads(page: MessagePort): StartThread {
  let started = 0;
  const listeners = new Map<number, (message: string) => void>();
  const ask = (request: ThreadRequest, transfer: readonly Transferable[]): void =>
    page.postMessage(request, [...transfer]);
  page.onmessage = ({ data: { number, message } }: MessageEvent<ThreadError>) => listeners.get(number)?.(message);
  return (failed) => {
    const number = ++started;
    const { port1, port2 } = new MessageChannel();
    listeners.set(number, failed);
    ask({ kind: 'start', number, port: port2 }, [port2]);
    return {
      number,
      port: port1,
      end() {
        listeners.delete(number);
        port1.close();
        ask({ kind: 'end', number }, []);
      },
    };
  };
}
