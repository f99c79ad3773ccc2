/** Control of a far end, on its own port: the next task for it, and its answers. */
import type { MessagePort } from 'node:worker_threads';
import type { Schedule, TallyReport } from './tally.ts';

/** A task for a far end: take `count` messages and tally them, or send `count` messages back. */
export type FarTask =
  | { readonly kind: 'take'; readonly count: number; readonly schedule: Schedule | null }
  | { readonly kind: 'echo'; readonly count: number };

export type Answer = { readonly kind: 'ready' } | { readonly kind: 'done'; readonly report: TallyReport };

/** Control as the near end sees it. */
export class Control {
  readonly #port: MessagePort;
  readonly #answers: Answer[] = [];
  #wake: (() => void) | null = null;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (answer: Answer) => {
      this.#answers.push(answer);
      this.#wake?.();
    });
  }

  /** Settles when the far end is ready for the first message. */
  async begin(task: FarTask): Promise<void> {
    this.#port.postMessage(task);
    await this.#next();
  }

  /** Settles when the far end has finished its task. */
  async done(): Promise<TallyReport> {
    const answer = await this.#next();
    if (answer.kind !== 'done') throw new Error(`expected "done" from the far end, found "${answer.kind}"`);
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
        this.#wake = resolve;
      });
    }
  }
}

/** Control as the far end sees it: does one task after the other. */
export function obey(port: MessagePort, begin: (task: FarTask, done: (report: TallyReport) => void) => void): void {
  const answer = (message: Answer): void => port.postMessage(message);
  port.on('message', (task: FarTask) => {
    begin(task, (report) => answer({ kind: 'done', report }));
    answer({ kind: 'ready' });
  });
}
