/** Sinks that collect the results of a run. */
import type { Wake } from '../../src/channel/channel.ts';
import type { ResultSink } from '../../src/engine/results.ts';

/** It always has room. @param into gets the results in the order in which they leave the line */
export function intoList(into: unknown[]): ResultSink {
  return sinkOf((item) => into.push(item));
}

/** @param into gets each result with the name of the station or source that sent it */
export function intoPairs(into: (readonly [item: unknown, end: string])[]): ResultSink {
  return sinkOf((item, end) => into.push([item, end]));
}

/**
 * It has room for a single result, and for the next one when the event loop has had a turn.
 *
 * @param beyond how many more it may be given meanwhile; it throws at the next one
 */
export function intoListOneByOne(into: unknown[], beyond: number): ResultSink {
  const wakes: Wake[] = [];
  let put = 0;
  return {
    room: () => (put === 0 ? 1 : 0),
    waiting: () => put,
    put(item) {
      if (put > beyond) throw new Error(`expected no result while there is no room, found ${item}`);
      if (put === 0)
        setImmediate(() => {
          put = 0;
          for (const wake of wakes) wake();
        });
      put++;
      into.push(item);
    },
    onRoom: (wake) => void wakes.push(wake),
  };
}

function sinkOf(put: ResultSink['put']): ResultSink {
  return { room: () => Number.POSITIVE_INFINITY, waiting: () => 0, put, onRoom() {} };
}
