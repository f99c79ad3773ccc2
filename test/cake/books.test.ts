/** The books name every item that is lost or added. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { balance, type StationCount } from '../../src/cake/books.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import { arbitraryCopies } from './arbitrary-copies.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

interface Account {
  readonly graph: Graph;
  readonly delivered: readonly number[];
  readonly counts: readonly StationCount[];
}

/**
 * The counts of the stations of a graph after they have made all that a delivery allows. Each user gets an equal share of what a
 * station makes, and a station that makes several units at once keeps the rest.
 */
function bake(graph: Graph, delivered: readonly number[]): Account {
  const supply = [...delivered];
  const counts = graph.stations.map(({ needs, makes, count: units }) => {
    const had = needs.map(({ ingredient }) => supply[ingredient] ?? 0);
    const firings = Math.min(...needs.map(({ count }, n) => Math.floor((had[n] ?? 0) / count)));
    const made = firings * units;
    const share = Math.floor(made / makes.length);
    const sent = makes.map((_, i) => (i === 0 && units === 1 ? made - share * (makes.length - 1) : share));
    makes.forEach((item, i) => {
      supply[item] = (supply[item] ?? 0) + (sent[i] ?? 0);
    });
    const left = needs.map(({ count }, n) => (had[n] ?? 0) - firings * count);
    return { received: had.reduce((sum, count) => sum + count, 0), made, sent, left };
  });
  return { graph, delivered, counts };
}

/** A random recipe, a random delivery of its raw ingredients, and the resulting counts. */
const arbitraryAccount = fc
  .oneof(arbitraryRecipe, arbitraryCopies)
  .map((recipe) => graphOf(recipe, 'random'))
  .chain((graph) =>
    fc
      .tuple(...graph.names.map((_, i) => (graph.raw.flat().includes(i) ? fc.nat({ max: 500 }) : fc.constant(0))))
      .map((delivered) => bake(graph, delivered)),
  );

/** The mistakes that the books find if one station reports another count. */
function recount(account: Account, station: number, change: (count: StationCount) => StationCount): string[] {
  const counts = account.counts.map((count, i) => (i === station ? change(count) : count));
  return [...balance(account.graph, account.delivered, counts).mistakes];
}

/** How many of all the ingredients with a name. */
function unitsOf({ names }: Graph, wanted: string | undefined, counts: readonly number[]): number {
  return counts.reduce((sum, count, item) => (names[item] === wanted ? sum + count : sum), 0);
}

const plusAt = (list: readonly number[], at: number, much: number) => list.map((n, i) => (i === at ? n + much : n));

test('correct counts balance', () => {
  fc.assert(
    fc.property(arbitraryAccount, ({ graph, delivered, counts }) => {
      const { cakes, mistakes } = balance(graph, delivered, counts);
      expect(mistakes).toEqual([]);
      const ends = counts.filter((_, i) => graph.stations[i]?.makes.includes(graph.product));
      expect(cakes).toBe(ends.reduce((sum, { sent }) => sum + (sent[0] ?? Number.NaN), 0));
    }),
  );
});

test('the leftovers are what is left in the storages, and what stations have kept', () => {
  fc.assert(
    fc.property(arbitraryAccount, ({ graph, delivered, counts }) => {
      const leftovers: Record<string, number> = {};
      graph.stations.forEach(({ needs, makes }, i) => {
        const { made = 0, sent = [], left = [] } = counts[i] ?? {};
        const kept = made - sent.reduce((sum, count) => sum + count, 0);
        const found = [[makes[0], kept], ...needs.map(({ ingredient }, n) => [ingredient, left[n]])];
        for (const [item = -1, units = 0] of found) {
          const name = graph.names[item] ?? '';
          if (units > 0) leftovers[name] = (leftovers[name] ?? 0) + units;
        }
      });
      expect(balance(graph, delivered, counts).leftovers).toEqual(leftovers);
    }),
  );
});

test('a leftover may have the name of a property that every object has', () => {
  const ingredients = { constructor: 'c', bread: 'b' };
  const stations = [{ name: 'oven', needs: { constructor: 2 }, makes: 'bread' }];
  const account = bake(graphOf({ name: 'bread', ingredients, stations }, 'bread'), [3, 0]);
  expect(balance(account.graph, account.delivered, account.counts).leftovers).toEqual({ constructor: 1 });
});

test.each([1, -1])('a delivery that is off by %d is reported with its ingredient', (much) => {
  fc.assert(
    fc.property(arbitraryAccount, fc.nat(), ({ graph, delivered, counts }, draw) => {
      const raw = graph.raw.flat();
      const ingredient = raw[draw % raw.length] ?? 0;
      const found = delivered[ingredient] ?? 0;
      const { mistakes } = balance(graph, plusAt(delivered, ingredient, much), counts);
      const name = graph.names[ingredient];
      expect(mistakes).toEqual([
        expect.stringMatching(
          new RegExp(`^${name} that reached the station \\d( \\d)?: expected ${found + much}, found ${found}$`),
        ),
        `${name} in cakes and leftovers: expected ${unitsOf(graph, name, delivered) + much}, found ${unitsOf(graph, name, delivered)}`,
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

test.each([1, -1])('units sent that are off by %d are reported, for every station', (much) => {
  fc.assert(
    fc.property(arbitraryAccount, fc.nat(), fc.nat(), (account, drawStation, drawShare) => {
      const i = drawStation % account.graph.stations.length;
      const share = drawShare % (account.graph.stations[i]?.makes.length ?? 1);
      // The last station may keep what it made, and has no neighbour that counts it.
      const station = account.graph.stations[i];
      fc.pre(station?.makes.includes(account.graph.product) === false || station?.count === 1);
      const mistakes = recount(account, i, (count) => ({ ...count, sent: plusAt(count.sent, share, much) }));
      expect(mistakes).not.toEqual([]);
    }),
  );
});

test('a station that makes twelve at once has made whole dozens', () => {
  const ingredients = { dough: 'd', bun: 'b' };
  const stations = [{ name: 'oven', needs: { dough: 3 }, makes: { bun: 12 } }];
  const graph = graphOf({ name: 'buns', ingredients, stations }, 'buns');
  const count = { received: 7, made: 24, sent: [20], left: [1] };
  expect(balance(graph, [7, 0], [count])).toEqual({ cakes: 20, leftovers: { bun: 4, dough: 1 }, mistakes: [] });
  expect(balance(graph, [7, 0], [{ ...count, made: 23 }]).mistakes[0]).toBe(
    'bun that the oven made in whole firings: expected 12, found 23',
  );
  expect(balance(graph, [7, 0], [{ ...count, sent: [25] }]).mistakes).toContain(
    'bun that the oven sent: expected 24, found 25',
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
