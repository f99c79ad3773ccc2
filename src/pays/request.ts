/** What one process measures, and what it says meanwhile. Plain data: it goes from process to process. */
import type { Answer } from './answer.ts';

/** Where the inputs come from. Paths are absolute. */
export type InputsPlace =
  | { readonly kind: 'json'; readonly path: string }
  /** One JSON value a line. */
  | { readonly kind: 'json-lines'; readonly path: string }
  | { readonly kind: 'module'; readonly path: string; readonly url: string; readonly exported: string }
  /** The text of a module. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'values'; readonly values: readonly unknown[] };

export interface Request {
  /** The file of the function, absolute. */
  readonly path: string;
  /** The URL from which it can be loaded. */
  readonly url: string;
  readonly exported: string;
  /** `work.ts#resize` */
  readonly name: string;
  readonly inputs: InputsPlace;
  /** About how long the whole answer may take, in milliseconds. */
  readonly budgetMs: number;
  /** How much of that had passed when the process was started. */
  readonly spentMs: number;
}

export type Report =
  /** What comes next. It takes about `expectedMs` milliseconds, above all that is added for a call that hangs. */
  | { readonly kind: 'step'; readonly what: string; readonly expectedMs: number }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** `isInput`: the function or its inputs cannot be used. `isKnown`: the message is complete; otherwise it is a stack trace. */
  | { readonly kind: 'failed'; readonly message: string; readonly isInput: boolean; readonly isKnown: boolean };
