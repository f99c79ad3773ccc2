/** Asks the thread that coordinates the others for a job. One job runs at a time: two would take each other's cores. */
import type { FirstMessage } from '../../platform/web/requests.ts';
import type { Fault } from '../fault.ts';
import type { Asked, JobKind, Jobs, News } from '../messages.ts';
import { faultIn } from '../query.ts';
import { beginMeasuring } from './measuring.ts';
import { EPOCH_MS, messageOf, threadsFor } from './threads.ts';

/** The script of every thread, packed by gzip, in base 64: the page is one file. It is put in here when the page is made. */
declare const WORKER_SCRIPT: string;

const script = unpacked(WORKER_SCRIPT);

/** An address that cannot be used starts nothing. */
const asked = faultIn(location.search);
const fault = typeof asked === 'string' ? null : asked;

/** Ends when the last job that was asked for has ended. */
let last: Promise<void> = Promise.resolve();

/** These measure nothing: the one shows the line, the other what a clock does meanwhile. */
const NOT_MEASURED: readonly JobKind[] = ['show-line', 'bake'];

/**
 * Runs a job on a new thread, as soon as the jobs before it have ended. All that it tells goes to `hear`; the last news are `done` or
 * `failed`.
 *
 * @returns stops the job, also one that has not begun: nothing is told any more
 */
export function ask<Kind extends JobKind>(
  kind: Kind,
  request: Jobs[Kind]['request'],
  hear: (news: News<Kind>) => void,
): () => void {
  const over = NOT_MEASURED.includes(kind) ? () => {} : beginMeasuring();
  let isStopped = false;
  let end = (): void => {};
  const run = async (): Promise<void> => {
    const text = await script;
    if (isStopped) return;
    await new Promise<void>((resolve) => {
      const endThreads = start(text, { kind, request }, (news) => {
        if (isStopped) return;
        if (news.kind !== 'done' && news.kind !== 'failed') return hear(news);
        end();
        over();
        hear(news);
      });
      end = () => {
        endThreads();
        resolve();
      };
    });
  };
  // A job that cannot even start fails like any other, and the next one has its turn.
  last = last.then(run).catch((error: unknown) => {
    if (isStopped) return;
    over();
    hear({ kind: 'failed', message: messageOf(error) });
  });
  return () => {
    isStopped = true;
    end();
    over();
  };
}

/** @returns ends the thread, and all threads that it has asked for */
function start<Kind extends JobKind>(text: string, asked: Asked<Kind>, hear: (news: News<Kind>) => void): () => void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const coordinator = new Worker(url, { name: 'coordinator' });
  coordinator.onmessage = ({ data }: MessageEvent<News<Kind>>) => hear(data);
  coordinator.onerror = (event) => {
    event.preventDefault();
    hear({ kind: 'failed', message: event.message || 'the script of the threads did not run' });
  };
  const { port1, port2 } = new MessageChannel();
  const endThreads = threadsFor(port1, url, fault);
  coordinator.postMessage({ port: port2, fault: null, epochMs: EPOCH_MS } satisfies FirstMessage<Fault>, [port2]);
  coordinator.postMessage(asked);
  return () => {
    coordinator.terminate();
    endThreads();
    URL.revokeObjectURL(url);
  };
}

/** Asynchronous, so that a browser that cannot do it fails in the first job, and not as the page is opened. */
async function unpacked(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
