/** What a page's threads say to each other about tasks. Types only. */
export interface TaskRequest {
  /** One of the `entries` of the platform. */
  readonly entry: string;
  readonly task: unknown;
}

export type TaskAnswer =
  | { readonly kind: 'result'; readonly result: unknown }
  /** The task threw. */
  | { readonly kind: 'thrown'; readonly message: string }
  /** An error, or a rejection, that nobody handled: a browser ends no worker for it. */
  | { readonly kind: 'unhandled'; readonly message: string };
