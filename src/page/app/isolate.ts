/**
 * Isolates the page from all others, where its folder has a service worker for that: then its threads may share memory. The service
 * worker answers for the page from the next loading on, so the page loads itself once more.
 */
import { SHARES_MEMORY } from '../../line/shared-memory.ts';

/** What makes a page from disk one whose threads share memory. */
export const SERVE_COMMAND = 'npm run page -- --serve';

export type Isolation =
  /** The threads share memory. */
  | { readonly kind: 'isolated' }
  /** The page is about to be loaded again. */
  | { readonly kind: 'reloading' }
  /** They share none; why, in words that end a sentence. */
  | { readonly kind: 'refused'; readonly reason: string };

/** It loads the page again once at most. */
export async function isolate(): Promise<Isolation> {
  if (SHARES_MEMORY) return { kind: 'isolated' };
  const file = document.querySelector<HTMLMetaElement>('meta[name="service-worker"]')?.content;
  if (location.protocol === 'file:')
    return refused(`a page from disk is never isolated from others (${SERVE_COMMAND} makes one that is)`);
  if (!isSecureContext) return refused('a page is isolated from others only over https, or from this machine');
  if (file === undefined) return refused('the server of this page does not isolate it from others');
  if (window.top !== window)
    return refused('a page inside another one is not isolated: open it in a window of its own');
  if (!('serviceWorker' in navigator))
    return refused('this browser has no service worker here, as in a private window');
  if (wasReloaded()) return refused('the page was loaded again and is still not isolated: open its address once more');
  try {
    const worker = await registered(file);
    if (!worker) return refused('its service worker did not start');
  } catch (error) {
    return refused(
      `the browser refused its service worker (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  markAsReloaded();
  location.reload();
  return { kind: 'reloading' };
}

function refused(reason: string): Isolation {
  return { kind: 'refused', reason };
}

/** @returns whether it is ready to answer for the page */
async function registered(file: string): Promise<boolean> {
  const { active, waiting, installing } = await navigator.serviceWorker.register(file);
  const worker = active ?? waiting ?? installing;
  if (worker === null) return false;
  return await new Promise((resolve) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') resolve(false);
    };
    worker.onstatechange = look;
    look();
  });
}

/** The mark stays with this entry of the history, which a browser keeps also where it refuses all storage. */
const MARK = 'reloaded to be isolated';

function wasReloaded(): boolean {
  const state: unknown = history.state;
  return state === MARK;
}

function markAsReloaded(): void {
  history.replaceState(MARK, '');
}
