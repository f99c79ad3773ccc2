/** A host that records every call, in order. */
import type { Host, Item, Part } from '../../src/line/coroutine.ts';
import { keepForItself } from '../../src/line/keep.ts';
import { rest } from '../../src/line/rest.ts';

export type HostCall =
  | { readonly kind: 'sent'; readonly item: Item }
  | { readonly kind: 'worked'; readonly iterations: number };

/** Its functions are its own properties, as those of every host are: a coroutine may take them out. */
export class RecordingHost implements Host, Part {
  /** The calls so far, from first to last. */
  readonly calls: HostCall[] = [];
  readonly rest = rest;
  readonly keep = keepForItself;
  readonly part = 0;
  readonly parts = 1;
  #account: () => unknown = () => 'no account';

  readonly send = (item: Item): void => void this.calls.push({ kind: 'sent', item });

  readonly work = (iterations: number): void => void this.calls.push({ kind: 'worked', iterations });

  readonly report = (account: () => unknown): void => {
    this.#account = account;
  };

  /** The current account of the coroutine, or 'no account' if it has reported none. */
  account(): unknown {
    return this.#account();
  }
}
