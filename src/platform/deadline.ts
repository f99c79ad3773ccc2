/** Nothing is waited for without an end. */

/** How long a thread may take until its coroutines are loaded and primed, where nobody says otherwise. */
export const READY_MS = 20_000;

/**
 * The first of some promises, or an error when none settles in time.
 *
 * @param ms the most that may pass
 * @param wanted what is waited for, for the error
 */
export async function within<T>(ms: number, wanted: string, promises: readonly Promise<T>[]): Promise<T> {
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    alarm = setTimeout(() => reject(new Error(`expected ${wanted} within ${ms} ms, found none`)), ms);
  });
  try {
    return await Promise.race([...promises, late]);
  } finally {
    clearTimeout(alarm);
  }
}
