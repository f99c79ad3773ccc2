/**
 * Beats: how the status board reaches the watchdog where threads share no memory. A thread posts its entries ten times a second, and
 * once more when they have ended.
 *
 * A thread that does not come back to its event loop posts nothing. So who is silent counts as running from the last beat on, until the
 * next one: the watchdog then waits for as long as a station may be in its code.
 */
import { SHARES_MEMORY } from '../../line/shared-memory.ts';
import type { Platform, Port, ThreadingPlatform } from '../../platform/platform.ts';
import { entriesOf, readStatusBoard, StatusWriter, writeEntries } from './status-board.ts';

/** The time between two beats, in milliseconds. */
const BEAT_MS = 100;
/** Who has posted nothing for so long is silent, in milliseconds. */
const SILENT_MS = 300;

/** The thread's side. Call the result when its entries do not change any more. */
export function sendBeats(
  { board, beats }: { readonly board: ArrayBufferLike; readonly beats: Port | null },
  places: readonly number[],
  platform: Pick<Platform, 'endpoint'>,
): () => void {
  if (beats === null) return () => {};
  const { send } = platform.endpoint<Int32Array, never>(beats, () => {});
  const post = (): void => send(entriesOf(board, places));
  post();
  const timer = setInterval(post, BEAT_MS);
  return () => {
    clearInterval(timer);
    post();
  };
}

/** The main thread's side. */
export interface Beats {
  /** What the thread gets; null where it shares the board. */
  readonly port: Port | null;
  /** Ends the listening. */
  stop(): void;
}

/** @param places of the entries that the thread writes, in the order of `sendBeats` */
export function takeBeats(
  board: ArrayBufferLike,
  places: readonly number[],
  { messageChannel, endpoint }: Pick<ThreadingPlatform, 'messageChannel' | 'endpoint'>,
): Beats {
  if (SHARES_MEMORY) return { port: null, stop() {} };
  const { port1, port2 } = messageChannel();
  let beatMs: number | null = null;
  endpoint<never, Int32Array>(port1, () => {}).onArrival((entries) => {
    beatMs = performance.now();
    writeEntries(board, places, entries);
  });
  port1.start?.();
  const timer = setInterval(() => {
    if (beatMs === null || performance.now() - beatMs < SILENT_MS) return;
    for (const place of places) {
      const [view] = readStatusBoard(board, [''], place);
      if (view?.activity !== 'ended') new StatusWriter(board, place).writeActivity('running');
    }
  }, BEAT_MS);
  return {
    port: port2,
    stop() {
      clearInterval(timer);
      port1.close();
    },
  };
}
