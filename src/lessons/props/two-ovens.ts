/** Stations for a line with two ovens. What is meant for the second oven has a code of its own: its own, and a shift. */

import { type StationOptions, station } from '../../cake/station.ts';
import type { Host, Station } from '../../line/coroutine.ts';

export interface ShiftedOptions {
  readonly station: StationOptions;
  /** The code of an item that is meant for the second oven is higher by this. */
  readonly shift: number;
}

/** Sends its products to the one oven and to the other in turn. */
export function* alternating({ station: options, shift }: ShiftedOptions, host: Host): Station {
  let sent = 0;
  yield* station(options, {
    send: (item) => host.send(sent++ % 2 === 0 ? item : item + shift),
    work: (iterations) => host.work(iterations),
    report: (account) => host.report(account),
  });
}

/** An oven like the first one, that takes what is meant for it. */
export function* secondOven({ station: options, shift }: ShiftedOptions, host: Host): Station {
  const needs = options.needs.map(({ ingredient, count }) => ({ ingredient: ingredient + shift, count }));
  yield* station({ ...options, needs, kinds: options.kinds + shift }, host);
}
