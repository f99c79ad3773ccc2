/** Results: what leaves a line. A run hands them to a sink, and waits while the sink has no room. */
import type { Outlet, Wake } from '../channel/channel.ts';
import type { Item } from '../line/coroutine.ts';

/** What left a line, and the station or source that sent it. */
export interface Result {
  readonly item: Item;
  readonly end: string;
}

export interface ResultSink {
  /** The most bytes that wait on their way to it, for items of the kinds clone and bytes [no limit]. */
  readonly capacityBytes?: number | undefined;
  /** How many more results it takes at the moment. */
  room(): number;
  /** How many results wait for their reader. While there are any, it is the reader who holds the line up. */
  waiting(): number;
  /** @param end the name of the station or source that sent it */
  put(item: Item, end: string): void;
  /** Calls `wake` whenever there is room again. */
  onRoom(wake: Wake): void;
}

/** A sink as the outlet of one of its ends, on the same thread. */
export function resultOutlet(sink: ResultSink, end: string, wake: Wake): Outlet {
  sink.onRoom(wake);
  return {
    room: () => sink.room(),
    send: (item) => sink.put(item, end),
    flush: () => true,
    close() {},
  };
}
