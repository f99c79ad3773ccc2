/** The graph of random recipes: which station feeds which, and how much of each ingredient one product needs. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { type Graph, graphOf, type Ingredient } from '../../src/cake/recipe/graph.ts';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { RecipeError } from '../../src/cake/recipe/recipe.ts';
import { arbitraryRecipe, MOST_RAW_PER_PRODUCT, takenApart } from './arbitrary-recipe.ts';

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
  expect(namesOf(graph, graph.raw)).toEqual(['flour', 'sugar', 'eggs', 'butter', 'chocolate']);
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
        const later = stations.slice(i).map((other) => other.makes);
        for (const need of station.needs) expect(later).not.toContain(need.ingredient);
      });
    }),
  );
});

test('every station of the recipe occurs once, with its needs', () => {
  fc.assert(
    fc.property(arbitraryGraph, (graph) => {
      const written = graph.stations.map(({ name, needs, makes }) => ({
        name,
        needs: Object.fromEntries(needs.map(({ ingredient, count }) => [graph.names[ingredient], count])),
        makes: graph.names[makes],
      }));
      expect(written.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
        graph.recipe.stations.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      );
    }),
  );
});

test('the last station makes the product, and no station needs it', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ stations, product }) => {
      expect(stations.at(-1)?.makes).toBe(product);
      expect(stations.flatMap((station) => station.needs.map((need) => need.ingredient))).not.toContain(product);
    }),
  );
});

test('the raw ingredients are those that no station makes', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ names, raw, stations }) => {
      const made = stations.map((station) => station.makes);
      expect([...raw, ...made].sort((a, b) => a - b)).toEqual(names.map((_, ingredient) => ingredient));
    }),
  );
});

test('the counts for one product equal those counted piece by piece', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ recipe, names, perProduct, raw }) => {
      const pieces = takenApart(recipe, 'product');
      expect(perProduct).toEqual(names.map((name) => pieces.get(name)));
      expect(raw.reduce((sum, i) => sum + (perProduct[i] ?? 0), 0)).toBeLessThanOrEqual(MOST_RAW_PER_PRODUCT);
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
