/** The function that is measured. */

export type Callable = (input: unknown) => unknown;

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
