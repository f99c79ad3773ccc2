/** The entry point of a thread of the bench: the far or the near end of a link, or a worker of a pool. */
import { workerData } from 'node:worker_threads';
import { expose } from 'comlink';
import { serveBareParts } from '../src/bench/baseline/bare-thread.ts';
import { costOf } from '../src/bench/messages/link.ts';
import { farMessages, messageLink } from '../src/bench/messages/messages.ts';
import type { BenchWorker } from '../src/bench/messages/roles.ts';
import { farStream } from '../src/bench/messages/streams.ts';
import { type TakerTask, taker } from '../src/bench/messages/taker.ts';
import { connect } from '../src/engine/threads/connect.ts';
import { nodeThread } from '../src/platform/node/thread.ts';

function play(role: BenchWorker): void {
  switch (role.kind) {
    case 'far-messages':
      farMessages(role.port, role.control, role.payload);
      return;
    case 'near-messages':
      costOf(messageLink(role.port, role.control, role.payload), role.durations).then(
        (cost) => role.result.postMessage(cost),
        // As text: on Node 20 an Error object arrives empty.
        (error: unknown) => role.result.postMessage(String(error)),
      );
      return;
    case 'far-stream':
      farStream(
        connect({ wiring: role.wiring, exit: null, kind: { kind: 'places', names: ['item'] } }, nodeThread),
        role.control,
      );
      return;
    case 'far-comlink':
      expose(taker(), role.port);
      return;
    case 'bare':
      serveBareParts(role.control);
      return;
    case 'started':
      role.port.postMessage('started');
      role.port.close();
      return;
  }
}

const pooled = taker();

/** Runs one task, as a worker of a pool. */
export default function serve(task: TakerTask): unknown {
  switch (task.kind) {
    case 'begin':
      return pooled.begin(task.schedule);
    case 'take':
      return pooled.take(task.value);
    case 'report':
      return pooled.report();
  }
}

/** Whether the thread was started with a role. A worker of a pool gets other data, or none. */
function isRole(data: unknown): data is BenchWorker {
  return typeof data === 'object' && data !== null && 'kind' in data;
}

if (isRole(workerData)) play(workerData);
