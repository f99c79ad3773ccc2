/** The stations of the cake, to be connected by hand: each one reports what it gets and what it sends. */
import type { StationCount } from '../../../cake/books.ts';
import { stationOptions } from '../../../cake/cake-line.ts';
import { demandOf } from '../../../cake/recipe/demand.ts';
import type { Graph, Ingredient } from '../../../cake/recipe/graph.ts';
import { station } from '../../../cake/station.ts';
import type { Observer } from '../../../engine/station/observer.ts';
import { keepForItself } from '../../../line/keep.ts';
import { rest } from '../../../line/rest.ts';

export type Send = (item: Ingredient) => void;

/** A station that is resumed with `next(item)`, and primed with `next()`. */
export interface Cook {
  next(item?: Ingredient): void;
}

/** Makes the station of that name. Its products go to `send`. */
export type Maker = (name: string, send: Send) => Cook;

export interface WatchedStations {
  readonly create: Maker;
  /** What is left in all storages, by the names of the ingredients. */
  readonly leftovers: () => Record<string, number>;
}

/** @param graph of a recipe without work and waits: only the order of events matters */
export function watchedStations(graph: Graph, { received, sent }: Observer): WatchedStations {
  const accounts: (() => Record<string, number>)[] = [];
  return {
    create(name, send) {
      const spec = graph.stations.find((one) => one.name === name);
      if (spec === undefined) throw new Error(`expected a station "${name}" in the recipe, found none`);
      const coroutine = station(stationOptions(graph, spec, demandOf(graph, 1), 0), {
        send(item) {
          sent(name, item);
          send(item);
        },
        work() {},
        rest,
        keep: keepForItself,
        report: (account) =>
          accounts.push(() => {
            const { left } = countOf(account());
            return Object.fromEntries(
              spec.needs.map(({ ingredient }, i) => [graph.names[ingredient] ?? '', left[i] ?? 0]),
            );
          }),
      });
      return {
        next(item) {
          if (item === undefined) coroutine.next();
          else {
            received(name, item);
            coroutine.next(item);
          }
        },
      };
    },
    leftovers() {
      const all = accounts.flatMap((account) => Object.entries(account()));
      return Object.fromEntries(all.filter(([, count]) => count > 0));
    },
  };
}

function countOf(account: unknown): Pick<StationCount, 'left'> {
  if (typeof account === 'object' && account !== null && 'left' in account && Array.isArray(account.left))
    return { left: account.left };
  throw new Error('expected the account of a station, found none');
}
