/** The role of a thread of the bench. Only types: each side has its own code. */
import type { MessagePort } from 'node:worker_threads';
import type { Wiring } from '../../engine/threads/messages.ts';
import type { Durations } from './link.ts';
import type { Payload } from './payload.ts';

interface MessageEnd {
  readonly port: MessagePort;
  readonly control: MessagePort;
  readonly payload: Payload;
}

export type BenchWorker =
  | ({ readonly kind: 'far-messages' } & MessageEnd)
  | ({ readonly kind: 'near-messages'; readonly durations: Durations; readonly result: MessagePort } & MessageEnd)
  | { readonly kind: 'far-stream'; readonly wiring: Wiring; readonly control: MessagePort }
  | { readonly kind: 'far-comlink'; readonly port: MessagePort }
  /** Runs stations of the hand-written line. */
  | { readonly kind: 'bare'; readonly control: MessagePort }
  /** Reports that it has started, and ends. */
  | { readonly kind: 'started'; readonly port: MessagePort };
