/** The main thread's end of the results: it takes them from ports and hands them to the sink. */
import { byteLimitOf } from '../../channel/byte-limit.ts';
import type { Inlet } from '../../channel/channel.ts';
import type { PortOptions } from '../../channel/port.ts';
import { PortInlet } from '../../channel/port-inlet.ts';
import type { KindSpec } from '../../line/kind/spec.ts';
import type { Port, ThreadingPlatform } from '../../platform/platform.ts';
import { collectedEndsInlet, type EndsInlet } from '../collected-results.ts';
import type { ResultSink } from '../results.ts';
import { COUNTS } from '../station/counts.ts';
import { wakerOf } from '../station/shared-waker.ts';
import { LoopWaker } from '../station/waker.ts';

/** How many results of a station may wait, beside those in the sink. */
export const RESULT_CAPACITY = 1024;

/** Where the results of one station come from. */
export interface ResultsEnd {
  /** The name of the station. */
  readonly end: string;
  readonly kind: KindSpec;
  readonly port: Port;
  /** The counts beside them, where they are collected in turn with those of other copies. */
  readonly counts: Port | null;
  /** The shared waker at which the station waits, where it does; null where it waits in the event loop. */
  readonly stationWaker: ArrayBufferLike | null;
}

export interface ResultInletOptions {
  /** One station, or the copies of one whose results are collected in turn. */
  readonly ends: readonly ResultsEnd[];
  readonly sink: ResultSink;
  readonly platform: Pick<ThreadingPlatform, 'endpoint'>;
}

/** Settles when the station has ended and all that it sent has been handed on. */
export async function takeResults({ ends, sink, platform }: ResultInletOptions): Promise<void> {
  const waker = new LoopWaker();
  const inletOf = (port: Port, options: PortOptions): Inlet =>
    new PortInlet(
      platform.endpoint(port, (error) => waker.fail(error)),
      RESULT_CAPACITY,
      waker.wake,
      options,
    );
  const inlet = inletOfEnds(ends, sink, inletOf);
  sink.onRoom(waker.wake);
  const wakes = ends.flatMap(({ stationWaker }) => (stationWaker === null ? [] : [wakerOf(stationWaker)]));
  while (true) {
    while (sink.room() > 0) {
      const item = inlet.take();
      if (item === undefined) break;
      sink.put(item, inlet.end());
    }
    // To take items is to grant room, which a station that sleeps in shared memory does not see by itself.
    for (const wake of wakes) wake();
    if (inlet.ended()) return;
    await waker.wait();
  }
}

function inletOfEnds(
  ends: readonly ResultsEnd[],
  sink: ResultSink,
  inletOf: (port: Port, options: PortOptions) => Inlet,
): EndsInlet {
  const inlets = ends.map(({ end, kind, port, counts }) => ({
    end,
    items: inletOf(port, { kind, limit: byteLimitOf(kind, sink.capacityBytes) }),
    counts: counts === null ? null : inletOf(counts, { kind: COUNTS }),
  }));
  const [only] = inlets;
  if (only !== undefined && only.counts === null)
    return { take: () => only.items.take(), ended: () => only.items.ended(), end: () => only.end };
  return collectedEndsInlet(inlets.flatMap(({ counts, ...one }) => (counts === null ? [] : [{ ...one, counts }])));
}
