/** The main thread's end of the results of a supervised line: it takes them from rings, and hands them to the sink. */
import { UNLIMITED } from '../../channel/channel.ts';
import { CommittedInlet } from '../../channel/committed-ring.ts';
import { AtomicWords } from '../../channel/shared-words.ts';
import type { ResultSink } from '../results.ts';
import { WAITING, WAKE_UPS, WAKER_WORDS, wakerOf } from '../station/shared-waker.ts';
import { LoopWaker } from '../station/waker.ts';
import type { ExitRing } from './messages.ts';

export interface RingResults {
  /** The name of the station from which they come. */
  readonly end: string;
  readonly ring: ExitRing;
  /** The shared waker of that station. */
  readonly stationWaker: ArrayBufferLike;
  readonly sink: ResultSink;
  /** See `Platform`. */
  readonly yieldToLoop: () => Promise<void>;
}

/** Takes results until the station has ended. `stop` ends the waiting of a run that has failed. */
export function takeRingResults({ end, ring, stationWaker, sink, yieldToLoop }: RingResults): {
  readonly taken: Promise<void>;
  readonly stop: () => void;
} {
  const { memory, capacity, kind, reader } = ring;
  const inlet = new CommittedInlet(memory, { capacity, kind, wake: wakerOf(stationWaker), batch: UNLIMITED });
  const waker = new LoopWaker();
  const words = new AtomicWords(reader, WAKER_WORDS);
  const cells = new Int32Array(reader);
  let isStopped = false;
  sink.onRoom(waker.wake);
  const takeAll = (): void => {
    while (sink.room() > 0) {
      const item = inlet.take();
      if (item === undefined) break;
      sink.put(item, end);
    }
    inlet.publish('idle');
  };
  const run = async (): Promise<void> => {
    let pending: Promise<void> | null = null;
    while (!isStopped) {
      // As a station waits at its shared waker: it says so, looks again, and sleeps only if nobody has woken it since.
      const seen = words.load(WAKE_UPS);
      words.store(WAITING, 1);
      takeAll();
      if (inlet.ended()) return;
      if (pending === null) {
        const { async, value } = Atomics.waitAsync(cells, WAKE_UPS, seen);
        pending = async
          ? value.then(() => {
              pending = null;
              waker.wake();
            })
          : null;
      }
      // Woken meanwhile. The timers and the other events of this thread have their turn first.
      if (pending === null) await yieldToLoop();
      else await waker.wait();
      words.store(WAITING, 0);
    }
  };
  return {
    taken: run(),
    stop() {
      isStopped = true;
      wakerOf(reader)();
      waker.wake();
    },
  };
}
