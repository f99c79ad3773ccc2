/** A host that does what it is told by writing it down, in sequence. */
import type { Host, Item } from '../../src/line/coroutine.ts';

export type Deed =
  | { readonly kind: 'sent'; readonly item: Item }
  | { readonly kind: 'worked'; readonly iterations: number };

export class RecordingHost implements Host {
  /** What it was told, first to last. */
  readonly deeds: Deed[] = [];
  #account: () => unknown = () => 'no account';

  send(item: Item): void {
    this.deeds.push({ kind: 'sent', item });
  }

  work(iterations: number): void {
    this.deeds.push({ kind: 'worked', iterations });
  }

  report(account: () => unknown): void {
    this.#account = account;
  }

  /** The coroutine's own account as of now, or 'no account' of one that has left none. */
  account(): unknown {
    return this.#account();
  }
}
