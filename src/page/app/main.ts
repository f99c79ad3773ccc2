/** The page of the factory. */
import type { RaceNews, RaceRequest } from '../messages.ts';

declare const WORKER_SCRIPT: string;

const url = URL.createObjectURL(new Blob([WORKER_SCRIPT], { type: 'text/javascript' }));
const worker = new Worker(url, { name: 'coordinator' });
const out = document.createElement('pre');
document.body.append(out);
worker.onerror = (event) => out.append(`error ${event.message} ${event.lineno}\n`);
worker.onmessage = ({ data }: MessageEvent<RaceNews>) => {
  if (data.kind === 'done') {
    const last = document.createElement('script');
    last.type = 'application/json';
    last.id = 'last-run';
    last.textContent = JSON.stringify(data.document);
    document.body.append(last);
  }
  out.append(`${data.kind} ${data.kind === 'failed' ? data.message : data.kind === 'step' ? data.what : ''}\n`);
};
const request: RaceRequest = {
  workloads: ['message-bound', 'cpu-bound', 'wait-bound'],
  seed: 1,
  cakes: null,
  quick: true,
};
worker.postMessage(WORKER_SCRIPT);
worker.postMessage(request);
