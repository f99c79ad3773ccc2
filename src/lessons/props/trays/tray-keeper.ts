/** The thread that keeps trays, and reports what it sees in them. */
import type { MessagePort } from 'node:worker_threads';

export interface TrayRole {
  readonly kind: 'tray';
  readonly port: MessagePort;
}

/** A tray of eggs: an object, a buffer, or shared memory. */
export type Tray = { readonly eggs: number } | Int32Array;
export type TrayRequest =
  | { readonly kind: 'keep'; readonly tray: Tray }
  /** It only counts the way there and back: the tray is not kept. */
  | { readonly kind: 'return'; readonly tray: Tray }
  | { readonly kind: 'look' };

/** Answers every request with the eggs in all trays that it keeps. */
export function keepTrays({ port }: TrayRole): void {
  const trays: Tray[] = [];
  port.on('message', (request: TrayRequest) => {
    if (request.kind === 'keep') trays.push(request.tray);
    port.postMessage(trays.map((tray) => (tray instanceof Int32Array ? tray[0] : tray.eggs)));
  });
}
