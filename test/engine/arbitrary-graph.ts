/** Lines of any shape with items of any kind, and a plain interpreter that says what they have to give. */
import * as fc from 'fast-check';
import { lineFor } from '../../src/line/defined-line.ts';
import { merge, type Outflow, type Stage, source } from '../../src/line/stage.ts';
import type { FaultName } from '../soak/faults.ts';
import { inject } from '../soak/injection.ts';
import { type Coder, type ItemKind, withCoder } from './coders.ts';

/** Items of a node, or those that leave a certain remainder. */
export interface Input {
  /** The number of the node: the sources come first. */
  readonly from: number;
  readonly only: { readonly divisor: number; readonly remainder: number } | null;
}

/** What a station does with an item; all of it is the same in any order. */
export type Operation =
  | { readonly kind: 'add'; readonly amount: number }
  | { readonly kind: 'drop'; readonly divisor: number }
  | { readonly kind: 'repeat'; readonly times: number }
  /** Sends how many items there were, when its input ends. */
  | { readonly kind: 'count' };

export interface Shape {
  readonly itemKind: ItemKind;
  readonly capacity: number;
  /** How many numbers each source yields. */
  readonly sources: readonly number[];
  readonly stations: readonly ShapeStation[];
}

export interface ShapeStation {
  readonly inputs: readonly Input[];
  readonly operation: Operation;
  /** A fault at the item with that number, from 1 [none]. */
  readonly fault?: { readonly name: FaultName; readonly at: number };
}

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), amount: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ kind: fc.constant('drop' as const), divisor: fc.integer({ min: 2, max: 4 }) }),
  fc.record({ kind: fc.constant('repeat' as const), times: fc.integer({ min: 0, max: 3 }) }),
  fc.constant({ kind: 'count' as const }),
);

const only = fc.option(
  fc.record({ divisor: fc.integer({ min: 1, max: 3 }), remainder: fc.integer({ min: 0, max: 2 }) }),
);

export const MOST_NODES = 6;

export function arbitraryShape(kinds: readonly ItemKind[]): fc.Arbitrary<Shape> {
  return fc
    .tuple(
      fc.constantFrom(...kinds),
      fc.constantFrom(1, 2, 7, 64, 1024),
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 1, max: MOST_NODES - 2 }),
    )
    .chain(([itemKind, capacity, sources, stations]) => {
      const stationAt = (place: number) =>
        fc.record({
          // The first stations read the sources, so that no source is without a reader.
          inputs: fc.uniqueArray(fc.record({ from: fc.integer({ min: 0, max: sources.length + place - 1 }), only }), {
            minLength: 1,
            maxLength: 3,
            selector: ({ from }) => from,
          }),
          operation,
        });
      return fc.record({
        itemKind: fc.constant(itemKind),
        capacity: fc.constant(capacity),
        sources: fc.constant(sources),
        stations: fc.tuple(...Array.from({ length: stations }, (_, place) => stationAt(place))),
      });
    });
}

export const arbitraryLine = lineFor(
  (shape: Shape): readonly Stage<unknown>[] =>
    withCoder(shape.itemKind, (coder): readonly Stage<unknown>[] => stagesOf(shape, coder)),
  { module: import.meta.url },
);

/** Every node is an end: what it sends is a result, even if others read it. */
function stagesOf<Item>({ capacity, sources, stations }: Shape, { out, encode, decode }: Coder<Item>): Stage<Item>[] {
  const stages = sources.map((count, i) =>
    source(
      function* ({ keep }) {
        const next = keep({ n: 0 });
        while (next.n < count) yield encode(1000 * i + next.n++);
      },
      { out, name: nodeName(i) },
    ),
  );
  stations.forEach(({ inputs, operation: own, fault }, i) => {
    const flows = inputs.map(({ from, only: chosen }): Outflow<Item> => {
      const stage = stages[from];
      if (stage === undefined) throw new Error(`expected node ${from}, found none`);
      const held = stage.holding(capacity);
      return chosen === null ? held : held.where((item) => isChosen(decode(item), chosen));
    });
    const stage = merge(...flows).to<Item>(
      function* ({ send, keep }) {
        const taken = keep({ count: 0 });
        try {
          while (true) {
            const n = decode(yield);
            taken.count++;
            if (taken.count === fault?.at) inject(fault.name);
            for (const result of resultsFor(n, own)) send(encode(result));
          }
        } finally {
          if (own.kind === 'count') send(encode(taken.count));
        }
      },
      { out, name: nodeName(sources.length + i) },
    );
    stages.push(stage);
  });
  return stages;
}

export function nodeName(place: number): string {
  return `node ${place}`;
}

function isChosen(n: number, { divisor, remainder }: NonNullable<Input['only']>): boolean {
  return ((n % divisor) + divisor) % divisor === remainder;
}

function resultsFor(n: number, own: Operation): number[] {
  switch (own.kind) {
    case 'add':
      return [n + own.amount];
    case 'drop':
      return n % own.divisor === 0 ? [] : [n];
    case 'repeat':
      return Array<number>(own.times).fill(n);
    case 'count':
      return [];
  }
}

/** How many items each station receives. */
export function receivedBy(shape: Shape): number[] {
  const sent = interpreted(shape);
  return shape.stations.map(({ inputs }) => takenFrom(sent, inputs).length);
}

function takenFrom(sent: readonly (readonly number[])[], inputs: readonly Input[]): number[] {
  return inputs.flatMap(({ from, only: chosen }) =>
    (sent[from] ?? []).filter((n) => chosen === null || isChosen(n, chosen)),
  );
}

/** What each node has to send: a line without engines, channels and coroutines. */
export function interpreted({ sources, stations }: Shape): number[][] {
  const sent = sources.map((count, i) => Array.from({ length: count }, (_, n) => 1000 * i + n));
  for (const { inputs, operation: own } of stations) {
    const taken = takenFrom(sent, inputs);
    sent.push([...taken.flatMap((n) => resultsFor(n, own)), ...(own.kind === 'count' ? [taken.length] : [])]);
  }
  return sent;
}
