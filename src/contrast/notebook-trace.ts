/** The trace of the lecture: prints one line of text for each step, as in the lecture's notebook. */
import { stationOptions } from '../cake/cake-line.ts';
import { Dealer } from '../cake/dealer.ts';
import { demandOf } from '../cake/recipe/demand.ts';
import type { Graph, GraphStation, Ingredient } from '../cake/recipe/graph.ts';
import { PRODUCER } from '../cake/recipe/recipe.ts';
import { renderStorage, Storage } from '../cake/storage.ts';
import type { Observer } from '../engine/station/observer.ts';

/**
 * An observer of the cooperative engine that prints every event. It computes its own copy of each storage from the
 * events, so the stations need no code for it.
 *
 * The words are those of the notebook: a station that makes one product from one ingredient (the butter melter) has an
 * input and an output, the last station bakes, and every other station mixes. Where a firing makes several units, one more line
 * says so, and how many of them the station keeps.
 *
 * @param cakes of the order
 * @param print receives one line, without a line break
 */
export function notebookTrace(graph: Graph, cakes: number, print: (line: string) => void): Observer {
  const copies = new Map(graph.stations.map((station) => [station.name, copyOf(graph, station, cakes)]));
  const name = (ingredient: Ingredient): string => graph.names[ingredient] ?? '';
  const symbol = (ingredient: Ingredient): string => graph.symbols[ingredient] ?? '';
  const shownStorage = ({ station, storage }: Copy): string => {
    const contents = storage.contents();
    return renderStorage(station.needs.map((need, i) => [symbol(need.ingredient), contents[i] ?? 0]));
  };
  let time = 0;

  return {
    received(stationName, item) {
      const ingredient = Number(item);
      const copy = copies.get(stationName);
      if (copy === undefined) return;
      const { station, storage } = copy;
      const enough = storage.add(ingredient);
      if (converts(station)) print(`${sentence(station.name)} input  ${symbol(ingredient)}.`);
      else if (bakes(graph, station))
        print(`${station.name.toUpperCase()} got ${name(ingredient)}\t->${shownStorage(copy)}`);
      else print(`${title(station.name)} got\t${name(ingredient)} -> ${shownStorage(copy)}`);
      if (!enough) return;
      storage.take();
      const kept = keptOf(copy);
      const [made = 0] = station.makes;
      if (station.count > 1)
        print(
          `${sentence(station.name)} makes ${station.count} ${withSpaces(name(made))} ${symbol(made)}${kept > 0 ? ` and keeps ${kept}` : ''}. New storage -> ${shownStorage(copy)}`,
        );
    },
    sent(stationName, item) {
      const ingredient = Number(item);
      if (stationName === PRODUCER) {
        if (time > 0) print('');
        print(`T=${time++}\tGenerate ${name(ingredient)}`);
        return;
      }
      const copy = copies.get(stationName);
      if (copy === undefined) return;
      const { station } = copy;
      const to = station.makes.length > 1 ? ` to the ${userOf(graph, ingredient)}` : '';
      if (bakes(graph, station)) print(`<<< Baked ${withSpaces(name(ingredient))}. ${symbol(ingredient)} >>>`);
      else if (converts(station)) print(`${sentence(station.name)} output ${symbol(ingredient)}${to}.`);
      else if (station.count > 1)
        print(`${sentence(station.name)} sends ${shortName(name(ingredient))} ${symbol(ingredient)}${to}.`);
      else
        print(
          `${sentence(station.name)} sends ${shortName(name(ingredient))} ${symbol(ingredient)}${to}. New storage -> ${shownStorage(copy)}`,
        );
    },
  };
}

/** The copies of what a station has. */
interface Copy {
  readonly station: GraphStation;
  readonly storage: Storage;
  /** Null where a firing makes one unit for one station. */
  readonly dealer: Dealer | null;
}

function copyOf(graph: Graph, station: GraphStation, cakes: number): Copy {
  const { makes } = stationOptions(graph, station, demandOf(graph, cakes), 0);
  return {
    station,
    storage: new Storage(station.needs, graph.names.length),
    dealer: typeof makes === 'number' ? null : new Dealer(makes),
  };
}

/** How many units of its next firing a station keeps. */
function keptOf({ station, dealer }: Copy): number {
  let sent = 0;
  dealer?.fire(() => sent++);
  return dealer === null ? 0 : station.count - sent;
}

function userOf({ stations }: Graph, ingredient: Ingredient): string {
  return stations.find(({ needs }) => needs.some((need) => need.ingredient === ingredient))?.name ?? '';
}

/** Whether a station makes the product. */
function bakes({ product }: Graph, { makes }: GraphStation): boolean {
  return makes.includes(product);
}

/** Whether one unit of one ingredient is enough for a product. */
function converts(station: GraphStation): boolean {
  return station.needs.length === 1 && station.needs[0]?.count === 1;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function title(text: string): string {
  return text.split(' ').map(sentence).join(' ');
}

function withSpaces(ingredient: string): string {
  return ingredient.replaceAll('_', ' ');
}

/** The last word of a name: "mix" for `dry_mix`. */
function shortName(ingredient: string): string {
  return ingredient.split('_').at(-1) ?? ingredient;
}
