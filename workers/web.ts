/** The script of every thread of a page. A worker that has a number for a name runs tasks; the other one coordinates them. */
import { runPoolTask } from '../src/engine/threads/pool-worker.ts';
import { runStation } from '../src/engine/threads/station-worker.ts';
import { coordinator } from '../src/page/coordinator.ts';
import { type Fault, faultyStations } from '../src/page/fault.ts';
import * as modules from '../src/page/modules.ts';
import type { Platform } from '../src/platform/platform.ts';
import { pageThreads } from '../src/platform/web/page-threads.ts';
import { webPlatform } from '../src/platform/web/platform.ts';
import type { FirstMessage, TaskAnswer } from '../src/platform/web/requests.ts';
import { webThread } from '../src/platform/web/thread.ts';

const number = Number(self.name);
self.onmessage = ({ data: { port, fault, epochMs } }: MessageEvent<FirstMessage<Fault>>) => {
  if (Number.isInteger(number) && number > 0) {
    const cakeStations = fault === null ? modules.cakeStations : faultyStations(fault);
    serve(webThread(number, { ...modules, cakeStations }, epochMs), port);
  } else {
    const handle = coordinator(webPlatform(pageThreads(port), modules, epochMs), (news) => postMessage(news));
    self.onmessage = ({ data }: MessageEvent) => handle(data);
  }
};

function serve(platform: Platform, tasks: MessagePort): void {
  const answer = (message: TaskAnswer): void => tasks.postMessage(message);
  tasks.onmessage = async ({ data: { entry, task } }: MessageEvent) => {
    try {
      const result = entry === 'station' ? await runStation(task, platform) : await runPoolTask(task, platform);
      answer({ kind: 'result', result });
    } catch (error) {
      answer({ kind: 'thrown', message: messageOf(error) });
    }
  };
  self.onunhandledrejection = (event) => {
    event.preventDefault();
    answer({ kind: 'unhandled', message: messageOf(event.reason) });
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
