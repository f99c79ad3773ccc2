/** The books name every item that is lost or added. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { balance, type StationCount } from '../../src/cake/books.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

interface Account {
  readonly graph: Graph;
  readonly delivered: readonly number[];
  readonly counts: readonly StationCount[];
}

/** The counts of the stations of a graph after they have made all that a delivery allows. */
function bake(graph: Graph, delivered: readonly number[]): Account {
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

/** A random recipe, a random delivery of its raw ingredients, and the resulting counts. */
const arbitraryAccount = arbitraryRecipe
  .map((recipe) => graphOf(recipe, 'random'))
  .chain((graph) =>
    fc
      .tuple(...graph.names.map((_, i) => (graph.raw.includes(i) ? fc.nat({ max: 500 }) : fc.constant(0))))
      .map((delivered) => bake(graph, delivered)),
  );

/** The mistakes that the books find if one station reports another count. */
function recount(account: Account, station: number, change: (count: StationCount) => StationCount): string[] {
  const counts = account.counts.map((count, i) => (i === station ? change(count) : count));
  return [...balance(account.graph, account.delivered, counts).mistakes];
}

const plusAt = (list: readonly number[], at: number, much: number) => list.map((n, i) => (i === at ? n + much : n));

test('correct counts balance', () => {
  fc.assert(
    fc.property(arbitraryAccount, ({ graph, delivered, counts }) => {
      const { cakes, mistakes } = balance(graph, delivered, counts);
      expect(mistakes).toEqual([]);
      expect(cakes).toBe(counts.at(-1)?.made);
    }),
  );
});

test('the leftovers are what is left in the storages', () => {
  fc.assert(
    fc.property(arbitraryAccount, ({ graph, delivered, counts }) => {
      const storages = graph.stations.flatMap(({ needs }, i) =>
        needs.map(({ ingredient }, n) => [graph.names[ingredient], counts[i]?.left[n]]),
      );
      const leftovers = Object.fromEntries(storages.filter(([, left]) => left !== 0));
      expect(balance(graph, delivered, counts).leftovers).toEqual(leftovers);
    }),
  );
});

test.each([1, -1])('a delivery that is off by %d is reported with its ingredient', (much) => {
  fc.assert(
    fc.property(arbitraryAccount, fc.nat(), ({ graph, delivered, counts }, draw) => {
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

test.each([1, -1])('a storage that is off by %d is reported with its ingredient and station', (much) => {
  fc.assert(
    fc.property(arbitraryAccount, fc.nat(), fc.nat(), (account, drawStation, drawNeed) => {
      const i = drawStation % account.graph.stations.length;
      const { name, needs } = account.graph.stations[i] ?? { name: '', needs: [] };
      const n = drawNeed % needs.length;
      const mistakes = recount(account, i, (count) => ({ ...count, left: plusAt(count.left, n, much) }));
      const ingredient = account.graph.names[needs[n]?.ingredient ?? -1];
      expect(mistakes).toContainEqual(expect.stringContaining(`${ingredient} that reached the ${name}: `));
      expect(mistakes).toContainEqual(expect.stringContaining(`ingredients that the ${name} received: `));
    }),
  );
});

test.each([1, -1])('a count of received ingredients that is off by %d is reported with its station', (much) => {
  fc.assert(
    fc.property(arbitraryAccount, fc.nat(), (account, draw) => {
      const i = draw % account.graph.stations.length;
      const received = account.counts[i]?.received ?? 0;
      expect(recount(account, i, (count) => ({ ...count, received: count.received + much }))).toEqual([
        `ingredients that the ${account.graph.stations[i]?.name} received: expected ${received}, found ${received + much}`,
      ]);
    }),
  );
});

test('one product too many is reported, for every station', () => {
  fc.assert(
    fc.property(arbitraryAccount, fc.nat(), (account, draw) => {
      const i = draw % account.graph.stations.length;
      expect(recount(account, i, (count) => ({ ...count, made: count.made + 1 }))).not.toEqual([]);
    }),
  );
});

test('a missing station is reported', () => {
  const account = bake(graphOf(chocolateCake, 'cake'), [2, 3, 2, 1, 2, 0, 0, 0, 0]);
  expect(balance(account.graph, account.delivered, account.counts.slice(0, -1)).mistakes).not.toEqual([]);
});

test('a leftover product counts as the ingredients it was made from', () => {
  // One cake and one dry mix left over, which is 2 flour, 3 sugar and 2 chocolate.
  const { graph, delivered, counts } = bake(graphOf(chocolateCake, 'cake'), [4, 6, 2, 1, 5, 0, 0, 0, 0]);
  expect(balance(graph, delivered, counts)).toEqual({
    cakes: 1,
    leftovers: { chocolate: 1, dry_mix: 1 },
    mistakes: [],
  });
});
