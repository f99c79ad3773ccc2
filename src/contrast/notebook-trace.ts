/** The trace of the lecture: prints one line of text for each step, as in the lecture's notebook. */
import type { Graph, GraphStation, Ingredient } from '../cake/recipe/graph.ts';
import { PRODUCER } from '../cake/recipe/recipe.ts';
import { renderStorage, Storage } from '../cake/storage.ts';
import type { Observer } from '../engine/station/observer.ts';

/**
 * An observer of the cooperative engine that prints every event. It computes its own copy of each storage from the
 * events, so the stations need no code for it.
 *
 * The words are those of the notebook: a station that makes one product from one ingredient (the butter melter) has an
 * input and an output, the last station bakes, and every other station mixes.
 *
 * @param print receives one line, without a line break
 */
export function notebookTrace(graph: Graph, print: (line: string) => void): Observer {
  const storages = new Map(
    graph.stations.map((station) => [station.name, new Storage(station.needs, graph.names.length)]),
  );
  const stations = new Map(graph.stations.map((station) => [station.name, station]));
  const name = (ingredient: Ingredient): string => graph.names[ingredient] ?? '';
  const symbol = (ingredient: Ingredient): string => graph.symbols[ingredient] ?? '';
  const shownStorage = (station: GraphStation): string => {
    const contents = storages.get(station.name)?.contents() ?? [];
    return renderStorage(station.needs.map((need, i) => [symbol(need.ingredient), contents[i] ?? 0]));
  };
  let time = 0;

  return {
    received(stationName, item) {
      const ingredient = Number(item);
      const station = stations.get(stationName);
      const storage = storages.get(stationName);
      if (station === undefined || storage === undefined) return;
      const enough = storage.add(ingredient);
      if (converts(station)) print(`${sentence(station.name)} input  ${symbol(ingredient)}.`);
      else if (station.makes === graph.product)
        print(`${station.name.toUpperCase()} got ${name(ingredient)}\t->${shownStorage(station)}`);
      else print(`${title(station.name)} got\t${name(ingredient)} -> ${shownStorage(station)}`);
      if (enough) storage.take();
    },
    sent(stationName, item) {
      const ingredient = Number(item);
      if (stationName === PRODUCER) {
        if (time > 0) print('');
        print(`T=${time++}\tGenerate ${name(ingredient)}`);
        return;
      }
      const station = stations.get(stationName);
      if (station === undefined) return;
      if (station.makes === graph.product)
        print(`<<< Baked ${withSpaces(name(ingredient))}. ${symbol(ingredient)} >>>`);
      else if (converts(station)) print(`${sentence(station.name)} output ${symbol(ingredient)}.`);
      else
        print(
          `${sentence(station.name)} sends ${shortName(name(ingredient))} ${symbol(ingredient)}. New storage -> ${shownStorage(station)}`,
        );
    },
  };
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
