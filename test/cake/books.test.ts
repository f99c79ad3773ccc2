/** The books: whatever is lost or comes from nowhere is noticed, and named. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { balance, type StationCount } from '../../src/cake/books.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

interface Day {
  readonly graph: Graph;
  readonly delivered: readonly number[];
  readonly counts: readonly StationCount[];
}

/** What the stations of a graph count when they have made all that can be made of a delivery. */
function bake(graph: Graph, delivered: readonly number[]): Day {
  const supply = [...delivered];
  const counts = graph.stations.map(({ needs, makes }) => {
    const had = needs.map(({ ingredient }) => supply[ingredient] ?? 0);
    const made = Math.min(...needs.map(({ count }, n) => Math.floor((had[n] ?? 0) / count)));
    supply[makes] = made;
    const left = needs.map(({ count }, n) => (had[n] ?? 0) - made * count);
    return { received: had.reduce((sum, count) => sum + count, 0), made, left };
  });
  return { graph, delivered, counts };
}

/** A recipe, any delivery of its raw ingredients, and what comes of it. */
const arbitraryDay = arbitraryRecipe
  .map((recipe) => graphOf(recipe, 'random'))
  .chain((graph) =>
    fc
      .tuple(...graph.names.map((_, i) => (graph.raw.includes(i) ? fc.nat({ max: 500 }) : fc.constant(0))))
      .map((delivered) => bake(graph, delivered)),
  );

/** A day in which one station counted something else. */
function recount(day: Day, station: number, change: (count: StationCount) => StationCount): string[] {
  const counts = day.counts.map((count, i) => (i === station ? change(count) : count));
  return [...balance(day.graph, day.delivered, counts).mistakes];
}

const plusAt = (list: readonly number[], at: number, much: number) => list.map((n, i) => (i === at ? n + much : n));

test('the books of an honest day balance', () => {
  fc.assert(
    fc.property(arbitraryDay, ({ graph, delivered, counts }) => {
      const { cakes, mistakes } = balance(graph, delivered, counts);
      expect(mistakes).toEqual([]);
      expect(cakes).toBe(counts.at(-1)?.made);
    }),
  );
});

test('leftovers are what is on the shelves, and only what there is', () => {
  fc.assert(
    fc.property(arbitraryDay, ({ graph, delivered, counts }) => {
      const shelves = graph.stations.flatMap(({ needs }, i) =>
        needs.map(({ ingredient }, n) => [graph.names[ingredient], counts[i]?.left[n]]),
      );
      const leftovers = Object.fromEntries(shelves.filter(([, left]) => left !== 0));
      expect(balance(graph, delivered, counts).leftovers).toEqual(leftovers);
    }),
  );
});

test.each([1, -1])('a delivery that is off by %d is noticed, and the ingredient named', (much) => {
  fc.assert(
    fc.property(arbitraryDay, fc.nat(), ({ graph, delivered, counts }, draw) => {
      const ingredient = graph.raw[draw % graph.raw.length] ?? 0;
      const found = delivered[ingredient] ?? 0;
      const { mistakes } = balance(graph, plusAt(delivered, ingredient, much), counts);
      const name = graph.names[ingredient];
      expect(mistakes).toEqual([
        expect.stringMatching(
          new RegExp(`^${name} that reached the station \\d: expected ${found + much}, found ${found}$`),
        ),
        `${name} in cakes and leftovers: expected ${found + much}, found ${found}`,
      ]);
    }),
  );
});

test.each([1, -1])('a shelf that is off by %d is noticed, and ingredient and station named', (much) => {
  fc.assert(
    fc.property(arbitraryDay, fc.nat(), fc.nat(), (day, drawStation, drawNeed) => {
      const i = drawStation % day.graph.stations.length;
      const { name, needs } = day.graph.stations[i] ?? { name: '', needs: [] };
      const n = drawNeed % needs.length;
      const mistakes = recount(day, i, (count) => ({ ...count, left: plusAt(count.left, n, much) }));
      const ingredient = day.graph.names[needs[n]?.ingredient ?? -1];
      expect(mistakes).toContainEqual(expect.stringContaining(`${ingredient} that reached the ${name}: `));
      expect(mistakes).toContainEqual(expect.stringContaining(`ingredients that the ${name} received: `));
    }),
  );
});

test.each([1, -1])('a count of received ingredients that is off by %d is noticed, and the station named', (much) => {
  fc.assert(
    fc.property(arbitraryDay, fc.nat(), (day, draw) => {
      const i = draw % day.graph.stations.length;
      const received = day.counts[i]?.received ?? 0;
      expect(recount(day, i, (count) => ({ ...count, received: count.received + much }))).toEqual([
        `ingredients that the ${day.graph.stations[i]?.name} received: expected ${received}, found ${received + much}`,
      ]);
    }),
  );
});

test('a product from nowhere is noticed, whoever made it', () => {
  fc.assert(
    fc.property(arbitraryDay, fc.nat(), (day, draw) => {
      const i = draw % day.graph.stations.length;
      expect(recount(day, i, (count) => ({ ...count, made: count.made + 1 }))).not.toEqual([]);
    }),
  );
});

test('a station that reports nothing is noticed', () => {
  const day = bake(graphOf(chocolateCake, 'cake'), [2, 3, 2, 1, 2, 0, 0, 0, 0]);
  expect(balance(day.graph, day.delivered, day.counts.slice(0, -1)).mistakes).not.toEqual([]);
});

test('what is half-made is turned back into what it was made from', () => {
  // One cake and a spare dry mix, which is 2 flour, 3 sugar and 2 chocolate.
  const { graph, delivered, counts } = bake(graphOf(chocolateCake, 'cake'), [4, 6, 2, 1, 5, 0, 0, 0, 0]);
  expect(balance(graph, delivered, counts)).toEqual({
    cakes: 1,
    leftovers: { chocolate: 1, dry_mix: 1 },
    mistakes: [],
  });
});
