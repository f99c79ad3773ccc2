/** Counts what leaves a line, as its reader sees it: whatever the stations say of themselves. */
import { UNLIMITED } from '../../../channel/channel.ts';
import type { ResultSink } from '../../../engine/results.ts';

export class ResultCounter implements ResultSink {
  count = 0;
  #awaited: { readonly count: number; readonly reached: () => void } | null = null;

  put(): void {
    this.count++;
    if (this.#awaited === null || this.count < this.#awaited.count) return;
    this.#awaited.reached();
    this.#awaited = null;
  }

  /** Resolves when so many more have come. One caller at a time. */
  async more(items: number): Promise<void> {
    const count = this.count + items;
    await new Promise<void>((reached) => {
      this.#awaited = { count, reached };
    });
  }

  /** It never makes the line wait. */
  room(): number {
    return UNLIMITED;
  }

  waiting(): number {
    return 0;
  }

  onRoom(): void {}
}
