/** What a page and its threads say to each other about threads and tasks. Types only. */
/** What the page sends to each thread first. */
export interface FirstMessage<Fault> {
  /** Where the thread gets its tasks, or asks for other threads. */
  readonly port: MessagePort;
  /** A fault that its tasks are to have; null for none. */
  readonly fault: Fault | null;
  /** The moment from which the clocks of all threads of the page count, in milliseconds since 1970. */
  readonly epochMs: number;
}

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

/** What the thread that coordinates the others asks of the page. */
export type ThreadRequest =
  /** The thread gets its tasks from the port, and answers there. */
  | { readonly kind: 'start'; readonly number: number; readonly port: MessagePort }
  | { readonly kind: 'end'; readonly number: number };

/** The page tells of a thread with an error that its script did not handle, or that could not start. */
export interface ThreadError {
  readonly number: number;
  readonly message: string;
}
