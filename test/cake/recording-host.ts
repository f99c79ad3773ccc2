/** A host that records every call, in order. */
import type { Host, Item } from '../../src/line/coroutine.ts';

export type HostCall =
  | { readonly kind: 'sent'; readonly item: Item }
  | { readonly kind: 'worked'; readonly iterations: number };

export class RecordingHost implements Host {
  /** The calls so far, from first to last. */
  readonly calls: HostCall[] = [];
  #account: () => unknown = () => 'no account';

  send(item: Item): void {
    this.calls.push({ kind: 'sent', item });
  }

  work(iterations: number): void {
    this.calls.push({ kind: 'worked', iterations });
  }

  report(account: () => unknown): void {
    this.#account = account;
  }

  /** The current account of the coroutine, or 'no account' if it has reported none. */
  account(): unknown {
    return this.#account();
  }
}
