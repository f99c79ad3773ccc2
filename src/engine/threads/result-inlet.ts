/** The main thread's end of the results of one station: it takes them from a port and hands them to the sink. */
import { byteLimitOf } from '../../channel/byte-limit.ts';
import { PortInlet } from '../../channel/port-inlet.ts';
import type { KindSpec } from '../../line/kind/spec.ts';
import type { Port, ThreadingPlatform } from '../../platform/platform.ts';
import type { ResultSink } from '../results.ts';
import { wakerOf } from '../station/shared-waker.ts';
import { LoopWaker } from '../station/waker.ts';

/** How many results of a station may wait, beside those in the sink. */
export const RESULT_CAPACITY = 1024;

export interface ResultInletOptions {
  /** The name of the station. */
  readonly end: string;
  readonly kind: KindSpec;
  readonly port: Port;
  /** The shared waker at which the station waits, where it does; null where it waits in the event loop. */
  readonly stationWaker: SharedArrayBuffer | null;
  readonly sink: ResultSink;
  readonly platform: Pick<ThreadingPlatform, 'endpoint'>;
}

/** Settles when the station has ended and all that it sent has been handed on. */
export async function takeResults(options: ResultInletOptions): Promise<void> {
  const { end, kind, port, stationWaker, sink, platform } = options;
  const waker = new LoopWaker();
  const inlet = new PortInlet(
    platform.endpoint(port, (error) => waker.fail(error)),
    RESULT_CAPACITY,
    waker.wake,
    { kind, limit: byteLimitOf(kind, sink.capacityBytes) },
  );
  sink.onRoom(waker.wake);
  const wakeStation = stationWaker === null ? (): void => {} : wakerOf(stationWaker);
  while (true) {
    while (sink.room() > 0) {
      const item = inlet.take();
      if (item === undefined) break;
      sink.put(item, end);
    }
    // To take items is to grant room, which a station that sleeps in shared memory does not see by itself.
    wakeStation();
    if (inlet.ended()) return;
    await waker.wait();
  }
}
