/** Three plain functions, each of which calls the next one; and a thread on which they run. */
import type { MessagePort } from 'node:worker_threads';
import { functionsOnStack } from '../call-stack.ts';
import { SmallBelt } from './small-belt.ts';

/** Waits by blocking its thread. */
export function send(belt: SmallBelt): void {
  while (belt.isFull()) belt.sleep(); // Blocks this thread.
  belt.put();
}

export function pack(send: () => void): void {
  send();
}

export function mixer(pack: () => void): void {
  pack();
}

/** The chapter about the colour of functions. */
export interface MixerRole {
  readonly kind: 'mixer';
  readonly port: MessagePort;
  /** The words of a `SmallBelt`. */
  readonly belt: Int32Array;
}

/** What the thread sends when its mixer has returned. */
export interface MixedOnThread {
  readonly sent: number;
  /** The functions on its call stack while it waited, innermost first; none if it did not wait. */
  readonly stack: readonly string[];
}

export function mixOnThread({ port, belt: words }: MixerRole): void {
  let stack: string[] = [];
  const belt = new SmallBelt(words, () => {
    stack = functionsOnStack([send, pack, mixer].map(({ name }) => name));
  });
  mixer(() => pack(() => send(belt)));
  const mixed: MixedOnThread = { sent: belt.sent(), stack };
  port.postMessage(mixed);
  port.close();
}
