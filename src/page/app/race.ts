/** The thread that coordinates the races of this page. */
import type { RaceNews, RaceRequest } from '../messages.ts';

/** The script of every thread, as text: the page is one file. It is put in here when the page is made. */
declare const WORKER_SCRIPT: string;

const script = WORKER_SCRIPT;

/** Runs a race on a new thread. Everything that it tells goes to `hear`; the last news are `done` or `failed`. */
export function startRace(request: RaceRequest, hear: (news: RaceNews) => void): void {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const coordinator = new Worker(url, { name: 'coordinator' });
  const end = (news: RaceNews): void => {
    coordinator.terminate();
    URL.revokeObjectURL(url);
    hear(news);
  };
  coordinator.onmessage = ({ data: news }: MessageEvent<RaceNews>) => {
    if (news.kind === 'done' || news.kind === 'failed') end(news);
    else hear(news);
  };
  coordinator.onerror = (event) => {
    event.preventDefault();
    end({ kind: 'failed', message: event.message || 'the script of the threads did not run' });
  };
  coordinator.postMessage(script);
  coordinator.postMessage(request);
}
