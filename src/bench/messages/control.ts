/** Control of a far end: what it is to do next, on a port of its own, and what it answers. */
import type { MessagePort } from 'node:worker_threads';
import type { Schedule, TallyReport } from './tally.ts';

/** What a far end is asked: to take and tally so many messages, or to send back so many. */
export type Task =
  | { readonly kind: 'take'; readonly count: number; readonly schedule: Schedule | null }
  | { readonly kind: 'echo'; readonly count: number };

export type Answer = { readonly kind: 'ready' } | { readonly kind: 'done'; readonly report: TallyReport };

/** The near end's side. */
export class Control {
  readonly #port: MessagePort;
  readonly #answers: Answer[] = [];
  #heard: (() => void) | null = null;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (answer: Answer) => {
      this.#answers.push(answer);
      this.#heard?.();
    });
  }

  /** Settles when the far end is ready for the first message. */
  async begin(task: Task): Promise<void> {
    this.#port.postMessage(task);
    await this.#next();
  }

  /** Settles when the far end has done what it was asked. */
  async done(): Promise<TallyReport> {
    const answer = await this.#next();
    if (answer.kind !== 'done') throw new Error(`expected a report of the far end, found "${answer.kind}"`);
    return answer.report;
  }

  close(): void {
    this.#port.close();
  }

  async #next(): Promise<Answer> {
    while (true) {
      const answer = this.#answers.shift();
      if (answer !== undefined) return answer;
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }
}

/** The far end's side: one task after the other. */
export function obey(port: MessagePort, begin: (task: Task, done: (report: TallyReport) => void) => void): void {
  const answer = (message: Answer): void => port.postMessage(message);
  port.on('message', (task: Task) => {
    begin(task, (report) => answer({ kind: 'done', report }));
    answer({ kind: 'ready' });
  });
}
