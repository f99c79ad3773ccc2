/** Lines of any shape whose stations have copies, and a plain interpreter that says what they have to give. */
import * as fc from 'fast-check';
import { lineFor } from '../../src/line/defined-line.ts';
import { rest } from '../../src/line/rest.ts';
import { merge, type Outflow, type Stage, type StationOptions, source } from '../../src/line/stage.ts';
import { nodeName } from './arbitrary-graph.ts';
import { type Coder, type ItemKind, withCoder } from './coders.ts';

export interface CopiedStation {
  /** The numbers of the nodes that it reads, the sources first; and whether only even items. */
  readonly inputs: readonly { readonly from: number; readonly even: boolean }[];
  /** How often it sends an item on: by the remainder of the item. */
  readonly times: readonly [number, number, number];
  /** At items that leave this remainder by 5 it rests before or after it has sent them, or both [never]. */
  readonly rests: number | null;
  /** Whether it sends how many items it has got, in `finally`, or just a mark [nothing]. */
  readonly last: 'count' | 'mark' | null;
  readonly concurrency: number;
  readonly ordered: boolean;
  readonly keyed: boolean;
}

export interface CopiesShape {
  readonly itemKind: ItemKind;
  readonly capacity: number;
  /** The most bytes that wait, where items have no fixed size [no limit]. */
  readonly capacityBytes: number | undefined;
  readonly sources: readonly number[];
  readonly stations: readonly CopiedStation[];
}

const times = fc.integer({ min: 0, max: 3 });
export const MOST_CONCURRENCY = 4;
export const MOST_STATIONS = 3;
export const MOST_SOURCES = 2;

export function arbitraryCopies(kinds: readonly ItemKind[]): fc.Arbitrary<CopiesShape> {
  return fc
    .tuple(
      fc.constantFrom(...kinds),
      fc.constantFrom(1, 2, 3, 7, 64, 1024),
      fc.constantFrom(undefined, 1, 60, 1000),
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: MOST_SOURCES }),
      fc.integer({ min: 1, max: MOST_STATIONS }),
    )
    .chain(([itemKind, capacity, capacityBytes, sources, stations]) => {
      const stationAt = (place: number): fc.Arbitrary<CopiedStation> =>
        fc.record({
          inputs: fc.uniqueArray(
            fc.record({ from: fc.integer({ min: 0, max: sources.length + place - 1 }), even: fc.boolean() }),
            { minLength: 1, maxLength: 2, selector: ({ from }) => from },
          ),
          times: fc.tuple(times, times, times),
          rests: fc.option(fc.integer({ min: 0, max: 4 })),
          last: fc.constantFrom('count' as const, 'mark' as const, null),
          concurrency: fc.integer({ min: 1, max: MOST_CONCURRENCY }),
          ordered: fc.boolean(),
          keyed: fc.boolean(),
        });
      return fc.record({
        itemKind: fc.constant(itemKind),
        capacity: fc.constant(capacity),
        capacityBytes: fc.constant(capacityBytes),
        sources: fc.constant(sources),
        stations: fc.tuple(...Array.from({ length: stations }, (_, place) => stationAt(place))),
      });
    })
    .map(corrected);
}

/** Each station reads the one before it, and all keep the order. */
export function arbitraryRow(kinds: readonly ItemKind[]): fc.Arbitrary<CopiesShape> {
  return arbitraryCopies(kinds)
    .map((shape) => ({
      ...shape,
      sources: shape.sources.slice(0, 1),
      stations: shape.stations.map((station, place) => ({
        ...station,
        inputs: [{ from: place, even: station.keyed }],
        ordered: true,
        keyed: false,
      })),
    }))
    .map(corrected);
}

/** Leaves out what depends on an order that the graph does not fix. */
function corrected(shape: CopiesShape): CopiesShape {
  const stations: CopiedStation[] = [];
  for (const station of shape.stations) {
    const nodes = { ...shape, stations: [...stations, station] };
    const fixed = fixedInput(nodes, stations.length);
    const [only] = station.inputs;
    const before = only === undefined ? undefined : stations[only.from - shape.sources.length];
    stations.push({
      ...station,
      ordered: station.ordered && !station.keyed,
      last: station.last === 'count' && (!fixed || station.keyed || isCopied(before)) ? 'mark' : station.last,
    });
  }
  return { ...shape, stations };
}

function isCopied(station: CopiedStation | undefined): boolean {
  return station !== undefined && station.concurrency > 1;
}

/** Whether the graph fixes the order in which a station gets its items. */
function fixedInput(shape: CopiesShape, place: number): boolean {
  const [only, ...others] = shape.stations[place]?.inputs ?? [];
  return only !== undefined && others.length === 0 && fixedOrder(shape, only.from);
}

/** Whether the graph fixes the order in which a node sends. */
export function fixedOrder(shape: CopiesShape, node: number): boolean {
  const place = node - shape.sources.length;
  const station = shape.stations[place];
  if (station === undefined) return node < shape.sources.length;
  return fixedInput(shape, place) && (station.concurrency === 1 || (station.ordered && !station.keyed));
}

export const copiesLine = lineFor(
  (shape: CopiesShape): readonly Stage<unknown>[] =>
    withCoder(shape.itemKind, (coder): readonly Stage<unknown>[] => stagesOf(shape, coder)),
  { module: import.meta.url },
);

/** Every node is an end: what it sends is a result, even if others read it. */
function stagesOf<Item>(shape: CopiesShape, { out, encode, decode }: Coder<Item>): Stage<Item>[] {
  const { capacity, capacityBytes, sources, stations } = shape;
  const stages = sources.map((count, i) =>
    source(
      function* () {
        for (let n = 0; n < count; n++) yield encode(100 * i + n);
      },
      { out, name: nodeName(i) },
    ),
  );
  stations.forEach((station, i) => {
    const { inputs, rests, last, concurrency, ordered, keyed } = station;
    const flows = inputs.map(({ from, even }): Outflow<Item> => {
      const stage = stages[from];
      if (stage === undefined) throw new Error(`expected node ${from}, found none`);
      const held = stage.holding(capacity, capacityBytes);
      return even ? held.where((item) => isEven(decode(item))) : held;
    });
    const options: StationOptions<Item, Item> = {
      out,
      name: nodeName(sources.length + i),
      concurrency,
      ...(keyed ? { by: (item: Item) => keyOf(decode(item)) } : { ordered }),
    };
    const stage = merge(...flows).to<Item>(function* ({ send }) {
      let count = 0;
      try {
        while (true) {
          const n = decode(yield);
          count++;
          const slow = rests !== null && ((n % 5) + 5) % 5 === rests;
          if (slow) yield rest(1);
          for (const result of resultsFor(n, station)) send(encode(result));
          if (slow && n % 2 === 0) yield rest(0);
        }
      } finally {
        if (last !== null) send(encode(last === 'count' ? count : MARK));
      }
    }, options);
    stages.push(stage);
  });
  return stages;
}

const MARK = -7;

function isEven(n: number): boolean {
  return n % 2 === 0;
}

function keyOf(n: number): string {
  return `key ${n % 11}`;
}

/** Each result differs from its item, so that a step that is left out shows. */
function resultsFor(n: number, { times: [none, one, two] }: CopiedStation): number[] {
  const count = n % 3 === 0 ? none : n % 3 === 1 ? one : two;
  return Array.from({ length: count }, (_, i) => n + i);
}

/** What each node has to send: its copies together. A line without engines, channels and coroutines. */
export function interpreted({ sources, stations }: CopiesShape): number[][] {
  const sent = sources.map((count, i) => Array.from({ length: count }, (_, n) => 100 * i + n));
  for (const station of stations) {
    const { inputs, last, concurrency } = station;
    const taken = inputs.flatMap(({ from, even }) => (sent[from] ?? []).filter((n) => !even || isEven(n)));
    const lasts = Array.from({ length: concurrency }, (_, copy) => {
      if (last === null) return [];
      return [last === 'mark' ? MARK : taken.filter((_, i) => i % concurrency === copy).length];
    });
    sent.push([...taken.flatMap((n) => resultsFor(n, station)), ...lasts.flat()]);
  }
  return sent;
}
