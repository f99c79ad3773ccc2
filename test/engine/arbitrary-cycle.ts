/** Lines with cycles of any shape, and a plain interpreter that says what their stations have to send. */
import * as fc from 'fast-check';
import { lineFor } from '../../src/line/defined-line.ts';
import { feedback, merge, type Outflow, type Stage, source } from '../../src/line/stage.ts';
import { nodeName } from './arbitrary-graph.ts';
import { type Coder, type ItemKind, withCoder } from './coders.ts';

/** An item is a number: which one it is, and how many stations it may still pass before it no longer goes round. */
const MOST_LIFE = 8;
const lifeOf = (n: number): number => n % MOST_LIFE;
const older = (n: number): number => (lifeOf(n) === 0 ? n : n - 1);

/** Items of a node, or every second one. */
interface Input {
  /** The number of the node: the sources come first. */
  readonly from: number;
  readonly parity: 0 | 1 | null;
}

interface CycleStation {
  /** It reads the node before it too, so that each station reaches all that come later. */
  readonly inputs: readonly Input[];
  /** How often it sends what it gets. */
  readonly times: number;
}

/** A way back from a station to itself or to one before it, by their numbers among the stations. */
interface WayBack {
  readonly from: number;
  readonly to: number;
  readonly parity: Input['parity'];
}

export interface CycleShape {
  readonly itemKind: ItemKind;
  readonly capacity: number;
  /** Of each source how long its items live. */
  readonly sources: readonly (readonly number[])[];
  readonly stations: readonly CycleStation[];
  readonly waysBack: readonly WayBack[];
}

/** More items than this would take too long. */
const MOST_SENT = 1500;
export const MOST_STATIONS = 4;
export const MOST_SOURCES = 2;

const parity = fc.constantFrom(0, 1, null);

export function arbitraryCycle(kinds: readonly ItemKind[]): fc.Arbitrary<CycleShape> {
  const lives = fc.array(fc.integer({ min: 0, max: MOST_LIFE - 1 }), { maxLength: 8 });
  return fc
    .tuple(fc.array(lives, { minLength: 1, maxLength: MOST_SOURCES }), fc.integer({ min: 1, max: MOST_STATIONS }))
    .chain(([sources, count]) => {
      const stationAt = (place: number) => {
        const before = sources.length + place - 1;
        const other = fc.record({ from: fc.integer({ min: 0, max: before }), parity });
        return fc.record({
          inputs: fc
            .tuple(parity, fc.uniqueArray(other, { maxLength: 2, selector: ({ from }) => from }))
            .map(([own, others]) => [{ from: before, parity: own }, ...others.filter(({ from }) => from !== before)]),
          times: fc.integer({ min: 0, max: 2 }),
        });
      };
      const wayBack = fc
        .tuple(fc.nat(count - 1), fc.nat(count - 1), parity)
        .map(([one, other, own]) => ({ from: Math.max(one, other), to: Math.min(one, other), parity: own }));
      return fc.record({
        itemKind: fc.constantFrom(...kinds),
        capacity: fc.constantFrom(1, 2, 7, 64),
        sources: fc.constant(sources),
        stations: fc.tuple(...Array.from({ length: count }, (_, place) => stationAt(place))),
        waysBack: fc.uniqueArray(wayBack, { minLength: 1, maxLength: 3, selector: ({ from, to }) => `${from} ${to}` }),
      });
    })
    .filter((shape) => sentIn(shape, MOST_SENT) !== null);
}

export const cycleLine = lineFor(
  (shape: CycleShape): readonly Stage<unknown>[] =>
    withCoder(shape.itemKind, (coder): readonly Stage<unknown>[] => stagesOf(shape, coder)),
  { module: import.meta.url },
);

/** Every node is an end: what it sends is a result, even if it goes round. */
function stagesOf<Item>(shape: CycleShape, { out, encode, decode }: Coder<Item>): Stage<Item>[] {
  const { capacity, sources, stations, waysBack } = shape;
  const stages = sources.map((lives, i) =>
    source(
      function* () {
        for (const [k, life] of lives.entries()) yield encode(itemOf(i, k, life));
      },
      { out, name: nodeName(i) },
    ),
  );
  const backs = waysBack.map((way) => ({ ...way, again: feedback<Item>() }));
  const stageAt = (node: number): Stage<Item> => {
    const stage = stages[node];
    if (stage === undefined) throw new Error(`expected node ${node}, found none`);
    return stage;
  };
  stations.forEach(({ inputs, times }, place) => {
    const flows = inputs.map(({ from, parity: own }): Outflow<Item> => {
      const held = stageAt(from).holding(capacity);
      return own === null ? held : held.where((item) => isChosen(decode(item), own));
    });
    const round = backs.filter(({ to }) => to === place).map(({ again }) => again.holding(capacity));
    const stage = merge(...round, ...flows).to<Item>(
      function* ({ send }) {
        while (true) {
          const n = older(decode(yield));
          for (let i = 0; i < times; i++) send(encode(n));
        }
      },
      { out, name: nodeName(sources.length + place) },
    );
    stages.push(stage);
  });
  for (const { from, parity: own, again } of backs)
    again.from(
      stageAt(sources.length + from).where((item) => {
        const n = decode(item);
        return lifeOf(n) > 0 && isChosen(n, own);
      }),
    );
  return stages;
}

function itemOf(source: number, place: number, life: number): number {
  return (100 * source + place) * MOST_LIFE + life;
}

function isChosen(n: number, own: Input['parity']): boolean {
  return own === null || Math.floor(n / MOST_LIFE) % 2 === own;
}

/** What each node has to send, in any order. */
export function interpreted(shape: CycleShape): number[][] {
  return sentIn(shape, Number.POSITIVE_INFINITY) ?? [];
}

/** Null where the nodes send more than `most` items. */
function sentIn({ sources, stations, waysBack }: CycleShape, most: number): number[][] | null {
  const sent: number[][] = [...sources, ...stations].map(() => []);
  const left = sources.flatMap((lives, i) => lives.map((life, k) => ({ node: i, n: itemOf(i, k, life) })));
  // A list that grows while it is walked.
  for (const { node, n } of left) {
    if (left.length > most) return null;
    sent[node]?.push(n);
    stations.forEach(({ inputs, times }, place) => {
      const ways = inputs.filter(({ from, parity: own }) => from === node && isChosen(n, own)).length;
      const round = waysBack.filter(
        ({ from, to, parity: own }) =>
          sources.length + from === node && to === place && lifeOf(n) > 0 && isChosen(n, own),
      ).length;
      for (let i = 0; i < times * (ways + round); i++) left.push({ node: sources.length + place, n: older(n) });
    });
  }
  return sent;
}
