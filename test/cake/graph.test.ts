/** The graph of random recipes: which station feeds which, and how much of each ingredient one product needs. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { demandOf } from '../../src/cake/recipe/demand.ts';
import { type Graph, graphOf, type Ingredient } from '../../src/cake/recipe/graph.ts';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { madeBy, RecipeError } from '../../src/cake/recipe/recipe.ts';
import { arbitraryRecipe, countIn, MOST_RAW_PER_PRODUCT, takenApart } from './arbitrary-recipe.ts';

const arbitraryGraph = arbitraryRecipe.map((recipe) => graphOf(recipe, 'random'));

function namesOf(graph: Graph, ingredients: readonly Ingredient[]): (string | undefined)[] {
  return ingredients.map((ingredient) => graph.names[ingredient]);
}

test('the chocolate cake needs what the lecture says', () => {
  const graph = graphOf(chocolateCake, 'chocolate cake');
  expect(Object.fromEntries(graph.names.map((name, i) => [name, graph.perProduct[i]]))).toEqual({
    flour: 2,
    sugar: 3,
    eggs: 2,
    butter: 1,
    chocolate: 2,
    melted_butter: 1,
    dry_mix: 1,
    wet_mix: 1,
    cake: 1,
  });
  expect(namesOf(graph, graph.raw.flat())).toEqual(['flour', 'sugar', 'eggs', 'butter', 'chocolate']);
  expect(namesOf(graph, [graph.product])).toEqual(['cake']);
});

test('a station has the work and the rest of the recipe', () => {
  const { stations } = graphOf(chocolateCake, 'chocolate cake');
  expect(stations.at(-1)).toMatchObject({ name: 'oven', workUs: 240, restMs: 8 });
  expect(stations.at(0)).toMatchObject({ name: 'butter melter', workUs: 160, restMs: 3 });
});

test('a station without work and rest in the recipe has neither', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ stations }) => {
      expect(stations.every((station) => station.workUs === 0 && station.restMs === 0)).toBe(true);
    }),
  );
});

test('every station comes after all stations that feed it', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ stations }) => {
      stations.forEach((station, i) => {
        const later = stations.slice(i).flatMap((other) => other.makes);
        for (const need of station.needs) expect(later).not.toContain(need.ingredient);
      });
    }),
  );
});

test('every station of the recipe occurs once, with its needs', () => {
  fc.assert(
    fc.property(arbitraryGraph, (graph) => {
      const written = graph.stations.map(({ name, needs, makes, count }) => ({
        name,
        needs: Object.fromEntries(needs.map(({ ingredient, count }) => [graph.names[ingredient], count])),
        makes: { name: graph.names[makes[0] ?? -1], count },
      }));
      const wanted = graph.recipe.stations.map((one) => ({ name: one.name, needs: one.needs, makes: madeBy(one) }));
      const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
      expect(written.sort(byName)).toEqual(wanted.sort(byName));
    }),
  );
});

test('the last station makes the product, and no station needs it', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ stations, product }) => {
      expect(stations.at(-1)?.makes).toEqual([product]);
      expect(stations.flatMap((station) => station.needs.map((need) => need.ingredient))).not.toContain(product);
    }),
  );
});

test('the raw ingredients are those that no station makes', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ names, raw, stations }) => {
      const made = stations.flatMap((station) => station.makes);
      expect([...raw.flat(), ...made].sort((a, b) => a - b)).toEqual(names.map((_, ingredient) => ingredient));
    }),
  );
});

test('there is one ingredient for each station that needs it, with the same name and symbol', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ recipe, names, symbols, raw, stations }) => {
      const needs = stations.flatMap((station) => station.needs.map(({ ingredient }) => ingredient));
      expect(new Set(needs).size).toBe(needs.length);
      expect(names).toHaveLength(needs.length + 1);
      for (const items of [...raw, ...stations.map(({ makes }) => makes)]) {
        const [name = ''] = new Set(items.map((item) => names[item]));
        const users = recipe.stations.filter((station) => name in station.needs);
        expect(items).toHaveLength(Math.max(1, users.length));
        for (const item of items) expect([names[item], symbols[item]]).toEqual([name, recipe.ingredients[name]]);
      }
    }),
  );
});

test('the demand of an order equals that counted unit by unit', () => {
  fc.assert(
    fc.property(arbitraryGraph, fc.integer({ min: 1, max: 30 }), (graph, cakes) => {
      const { used, firings } = takenApart(graph.recipe, 'product', cakes);
      const demand = demandOf(graph, cakes);
      expect(demand.firings).toEqual(graph.stations.map(({ name }) => countIn(firings, name)));
      for (const name of new Set(graph.names)) {
        const items = demand.items.filter((_, item) => graph.names[item] === name);
        expect(items.reduce((sum, count) => sum + count, 0)).toBe(countIn(used, name));
      }
      const raw = graph.raw.flat().reduce((sum, item) => sum + (demandOf(graph, 1).items[item] ?? 0), 0);
      expect(raw).toBeLessThanOrEqual(MOST_RAW_PER_PRODUCT);
    }),
  );
});

test('a lot leaves nothing over, and fewer products do', () => {
  fc.assert(
    fc.property(arbitraryGraph, (graph) => {
      const isOver = (cakes: number): boolean =>
        [...takenApart(graph.recipe, 'product', cakes).left.values()].some((units) => units > 0);
      expect(isOver(graph.lot)).toBe(false);
      for (let cakes = 1; cakes < Math.min(graph.lot, 20); cakes++) expect(isOver(cakes)).toBe(true);
    }),
  );
});

test('what a product needs on average is what each product of a lot needs', () => {
  fc.assert(
    fc.property(arbitraryGraph, (graph) => {
      const { items, firings } = demandOf(graph, graph.lot);
      items.forEach((count, item) => {
        expect(graph.perProduct[item]).toBeCloseTo(count / graph.lot, 9);
      });
      graph.stations.forEach(({ perProduct }, i) => {
        expect(perProduct).toBeCloseTo((firings[i] ?? 0) / graph.lot, 9);
      });
    }),
  );
});

test('a recipe that is written and read again is unchanged', () => {
  fc.assert(
    fc.property(arbitraryRecipe, (recipe) => {
      expect(readRecipe(JSON.stringify(recipe), 'file')).toEqual(recipe);
    }),
  );
});

test('a recipe without one of its stations is refused', () => {
  fc.assert(
    fc.property(arbitraryRecipe, fc.nat(), (recipe, draw) => {
      const lost = draw % recipe.stations.length;
      const rest = recipe.stations.filter((_, i) => i !== lost);
      // Without a station in the middle, what it made can be delivered, if another station needs all that it needed.
      fc.pre(Object.keys(recipe.stations[lost]?.needs ?? {}).some((name) => !rest.some(({ needs }) => name in needs)));
      const stations = recipe.stations.filter((_, i) => i !== lost);
      expect(() => graphOf(readRecipe(JSON.stringify({ ...recipe, stations }), 'file'), 'file')).toThrow(RecipeError);
    }),
  );
});

test('a recipe in which a station needs the product is refused as a cycle', () => {
  fc.assert(
    fc.property(arbitraryRecipe, fc.nat(), (recipe, draw) => {
      const chosen = draw % recipe.stations.length;
      const stations = recipe.stations.map((station, i) =>
        i === chosen ? { ...station, needs: { ...station.needs, product: 1 } } : station,
      );
      expect(() => graphOf({ ...recipe, stations }, 'file')).toThrow(/^file: stations: .* found a cycle$/);
    }),
  );
});
