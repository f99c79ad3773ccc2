/** An oven that bakes the first two mixes that come, of whatever kind: what it makes depends on their order. */
import type { Ingredient } from '../../../cake/recipe/graph.ts';
import type { StationOptions } from '../../../cake/station.ts';
import type { Host, Station } from '../../../line/coroutine.ts';

/** @param options of the oven; it makes one ingredient, without a rest */
export function* firstComeOven(options: StationOptions, host: Host<Ingredient>): Station<Ingredient> {
  const tray: Ingredient[] = [];
  let received = 0;
  let made = 0;
  // Two mixes of each kind make two cakes, so these counts add up although some cakes are spoiled.
  const left = (): number[] => options.needs.map(({ ingredient }) => tray.filter((one) => one === ingredient).length);
  host.report(() => ({ received, made, sent: [made], left: left() }));
  while (true) {
    tray.push(yield);
    received++;
    if (tray.length < 2) continue;
    tray.length = 0;
    host.work(options.iterations);
    made++;
    if (typeof options.makes === 'number') host.send(options.makes);
  }
}
