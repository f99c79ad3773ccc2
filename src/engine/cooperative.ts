/** The cooperative engine: one thread, and a send is a call. The other engines are compared with it. */
import type { Platform } from '../platform/platform.ts';
import { onAbort } from './abort.ts';
import { openCallLine } from './call-line.ts';
import { defineEngine } from './define-engine.ts';
import type { Engine } from './engine.ts';
import { recordingOf } from './recording.ts';
import type { Observer } from './station/observer.ts';
import { SelfTimes } from './station/self-times.ts';
import { LoopWaker } from './station/waker.ts';
import type { StatusWriter } from './watch/status-board.ts';

export interface CooperativeOptions {
  readonly platform: Platform;
  readonly observer?: Observer;
  /** Where a watchdog watches: the entry on the status board, one for all stations of the line together. */
  readonly status?: StatusWriter;
  /**
   * About how long it runs before it lets the event loop run, in milliseconds, above 0 [50]; `Infinity` to hold the thread
   * to the end.
   */
  readonly stretchMs?: number;
}

/** The number of items in the first stretch. */
const FIRST_STRETCH = 1;
/** Ctrl-C may have to wait this long. A person does not notice it. */
const STRETCH_MS = 50;
/** A stretch has at most this many times the items of the one before. */
const MOST_GROWTH = 8;

/**
 * As fast as generators written by hand that call each other. A rest blocks the thread. Now and then the engine lets the
 * event loop run, so that Ctrl-C is handled. That time is not measured.
 */
export function cooperative(options: CooperativeOptions): Engine {
  const { platform, observer = null, status = null, stretchMs = STRETCH_MS } = options;
  const { clock } = platform;
  return defineEngine({
    name: 'cooperative',
    channel: 'none',
    cycles: 'refused',
    async run(line, { events = null, resumes = false, results = null, witness = false, selfTimes = false, signal }) {
      const calledMs = clock.nowMs();
      const callLine = await openCallLine(line, {
        platform,
        observer,
        status,
        events,
        resumes,
        results,
        witness,
        selfTimes: selfTimes ? new SelfTimes(clock.nowNs) : null,
      });
      const startupMs = clock.nowMs() - calledMs;
      const room = new LoopWaker();
      results?.onRoom(room.wake);
      const ignoreAbort = onAbort(signal, room.wake);
      const beganNs = clock.nowNs();
      let wallMs = 0;
      let cpuMs = 0;
      let heldMs = 0;
      // Read only where it lets others run, and not for each stretch: the system needs long to answer.
      let heldFromCpuMs = clock.cpuMs();
      const letOthersRun = async (others: () => Promise<unknown>): Promise<void> => {
        cpuMs += clock.cpuMs() - heldFromCpuMs;
        await others();
        heldFromCpuMs = clock.cpuMs();
        heldMs = 0;
      };
      try {
        for (let items = FIRST_STRETCH, done = false; !done; ) {
          const beganMs = clock.nowMs();
          status?.writeCounts(1, callLine.made());
          if (signal?.aborted === true) {
            callLine.abandon();
            throw signal.reason;
          }
          const state = callLine.advance(items);
          done = state === 'ended';
          const tookMs = clock.nowMs() - beganMs;
          wallMs += tookMs;
          heldMs += tookMs;
          items = Math.max(1, Math.round(items * Math.min(MOST_GROWTH, stretchMs / tookMs)));
          if (state === 'full') await letOthersRun(() => room.wait());
          if (done || heldMs < stretchMs) continue;
          await letOthersRun(() => platform.yieldToLoop());
        }
        cpuMs += clock.cpuMs() - heldFromCpuMs;
      } finally {
        ignoreAbort();
      }
      const recording = events === null ? null : recordingOf(line, beganNs, callLine.notes(), 'calls');
      return { threads: 1, placement: null, onMain: true, startupMs, wallMs, cpuMs, ...callLine.results(), recording };
    },
    async close() {},
  });
}
