/** Stops from outside. */

/** Calls `act` when the signal is aborted: at once where it already is. Returns a function that ends the listening. */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted === true) act();
  else signal?.addEventListener('abort', act, { once: true });
  return () => signal?.removeEventListener('abort', act);
}

export interface Abort {
  /** Never resolves. Rejects with the signal's reason. */
  readonly aborted: Promise<never>;
  /** Ends the listening. */
  ignore(): void;
}

/** An abort as a promise, to race with. */
export function abortOf(signal: AbortSignal | undefined): Abort {
  let ignore = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    ignore = onAbort(signal, () => reject(signal?.reason));
  });
  // A rejection that comes after the race must not count as unhandled.
  aborted.catch(() => {});
  return { aborted, ignore };
}
