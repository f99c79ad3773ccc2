/** The thread that receives crates of eggs and counts the eggs. */
import type { MessagePort } from 'node:worker_threads';

/** How many eggs are in a full crate. */
export const CRATE = 100;

export interface CrateRole {
  readonly kind: 'crates';
  readonly port: MessagePort;
}

/** Answers an empty crate with the number of eggs since the last one. */
export function countCrates({ port }: CrateRole): void {
  let count = 0;
  port.on('message', (eggs: readonly number[]) => {
    count += eggs.length;
    if (eggs.length > 0) return;
    port.postMessage(count);
    count = 0;
  });
}
