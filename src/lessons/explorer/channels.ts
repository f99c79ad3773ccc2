/** Processes that share nothing but channels, in every order of their steps. */
import { type Actor, explore, type Outcome, type Steps } from './explore.ts';

/** What a process can do. Each call is a step; between two of them, every other process may take steps. */
export interface Kitchen {
  /** Waits for room. If the channels have no room at all, it waits until the item has been taken: a rendezvous. */
  readonly send: (channel: string, item: string) => void;
  /** Takes the next item of a channel, and waits if there is none. */
  readonly receive: (channel: string) => string;
  /** Takes the next item of any of the channels, and waits if all are empty. Chance decides between those that are not. */
  readonly select: (...channels: readonly string[]) => string;
  /** Makes a cake. Which ingredient came first makes no difference to it. */
  readonly bake: (...ingredients: readonly string[]) => void;
}

export type Process = (kitchen: Kitchen) => void;

interface Channel {
  readonly items: readonly string[];
  /** How many items have been taken so far. */
  readonly taken: number;
}

interface Network {
  readonly channels: Readonly<Record<string, Channel>>;
  readonly cakes: readonly string[];
}

export interface Baked {
  /** All orders of the steps, and choices of `select`. */
  readonly orders: number;
  /** Orders in which some process waits for ever. */
  readonly stuck: number;
  /** The different results: the cakes in the order in which they were made. */
  readonly results: readonly (readonly string[])[];
}

/**
 * What some processes bake, in every order of their steps.
 *
 * @param room how many items a channel holds, 0 or more
 */
export function bakedInEveryOrder(processes: Readonly<Record<string, Process>>, room: number): Baked {
  const actors = Object.entries(processes).map(
    ([name, process]): Actor<Network> => ({ name, run: (steps) => process(kitchenOf(steps, room)) }),
  );
  const start: Network = { channels: {}, cakes: [] };
  const { orders, endings } = explore(start, actors, { standstill: 'ending' });
  const stuck = endings.filter(({ waiting }) => waiting.length > 0);
  const results = new Map(endings.map(({ shared: { cakes } }) => [JSON.stringify(cakes), cakes]));
  return {
    orders: Number(orders),
    stuck: stuck.reduce((sum, ending) => sum + Number(ending.orders), 0),
    results: [...results.values()],
  };
}

const EMPTY: Channel = { items: [], taken: 0 };

function kitchenOf({ take }: Steps<Network>, room: number): Kitchen {
  const select = (...names: readonly string[]): string =>
    String(
      take({
        waiting: names.join(),
        outcomes: (network) => names.flatMap((name) => received(network, name)),
      }),
    );
  return {
    send(name, item) {
      const place = take({
        waiting: name,
        outcomes({ channels, ...rest }) {
          const { items, taken } = channels[name] ?? EMPTY;
          if (items.length >= Math.max(1, room)) return [];
          const shared = { ...rest, channels: { ...channels, [name]: { items: [...items, item], taken } } };
          return [{ shared, answer: taken + items.length, text: `${name} <- ${item}` }];
        },
      });
      if (room > 0) return;
      take({
        waiting: name,
        outcomes: (shared) =>
          (shared.channels[name] ?? EMPTY).taken > Number(place) ? [{ shared, answer: 0, text: name }] : [],
      });
    },
    receive: (name) => select(name),
    select,
    bake(...ingredients) {
      const cake = ingredients.toSorted().join('');
      take({
        waiting: '',
        outcomes: ({ cakes, ...rest }) => [{ shared: { ...rest, cakes: [...cakes, cake] }, answer: 0, text: cake }],
      });
    },
  };
}

function received({ channels, ...rest }: Network, name: string): Outcome<Network>[] {
  const { items, taken } = channels[name] ?? EMPTY;
  const [item, ...others] = items;
  if (item === undefined) return [];
  const shared = { ...rest, channels: { ...channels, [name]: { items: others, taken: taken + 1 } } };
  return [{ shared, answer: item, text: `${name} -> ${item}` }];
}
