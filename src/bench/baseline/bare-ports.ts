/**
 * The hand-written line on threads, over ports: batches one way, how many items were taken back.
 *
 * A station handles a batch when the event loop delivers it, and the batches that come while an outlet has no room left wait
 * in a list. Nobody watches the threads, counts what they do or stops them.
 */
import type { MessagePort } from 'node:worker_threads';
import type { Ingredient } from '../../cake/recipe/graph.ts';

/** The writer's end. */
export class BarePortWriter {
  readonly #port: MessagePort;
  readonly #batch: Uint16Array;
  #filled = 0;
  /** How many more items may be posted. A batch that is smaller than a full one uses less of it. */
  #room: number;

  /**
   * @param batches how many full ones may be on their way
   * @param resume called when there is room again
   */
  constructor(port: MessagePort, batch: number, batches: number, resume: () => void) {
    this.#room = batch * batches;
    this.#port = port;
    this.#batch = new Uint16Array(batch);
    port.on('message', (taken: number) => {
      this.#room += taken;
      resume();
    });
  }

  /** False when nothing may be posted. */
  get open(): boolean {
    return this.#room > 0;
  }

  next(ingredient: Ingredient): void {
    this.#batch[this.#filled++] = ingredient;
    if (this.#filled === this.#batch.length) this.#post();
  }

  flush(): void {
    if (this.#filled > 0) this.#post();
  }

  close(): void {
    this.flush();
    this.#port.postMessage(null);
  }

  #post(): void {
    this.#room -= this.#filled;
    this.#port.postMessage(this.#filled === this.#batch.length ? this.#batch : this.#batch.slice(0, this.#filled));
    this.#filled = 0;
  }
}

/** Runs a station until every inlet has ended. */
export function runOverBarePorts(
  station: { next(ingredient: Ingredient): unknown },
  inlets: readonly MessagePort[],
  outlets: readonly BarePortWriter[],
): { readonly pump: () => void; readonly ended: Promise<void> } {
  const waiting: { readonly inlet: MessagePort; readonly batch: Uint16Array }[] = [];
  let running = inlets.length;
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const pump = (): void => {
    while (outlets.every((outlet) => outlet.open)) {
      const next = waiting.shift();
      if (next === undefined) break;
      for (const ingredient of next.batch) station.next(ingredient);
      next.inlet.postMessage(next.batch.length);
    }
    for (const outlet of outlets) outlet.flush();
    if (running === 0 && waiting.length === 0) end();
  };
  for (const inlet of inlets)
    inlet.on('message', (batch: Uint16Array | null) => {
      if (batch === null) running--;
      else waiting.push({ inlet, batch });
      pump();
    });
  return { pump, ended };
}
