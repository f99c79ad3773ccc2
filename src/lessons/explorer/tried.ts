/** What comes of some programs in every order of their steps: how many orders are wrong, and how many get stuck. */
import { type Programs, type StepTexts, tryEveryOrder } from './memory.ts';

export interface Tried {
  readonly orders: number;
  /** Orders in which all programs end, with a wrong result. */
  readonly wrong: number;
  /** Orders in which a program waits for ever. */
  readonly stuck: number;
  /** The shortest order that gets stuck, step by step; empty if there is none. */
  readonly stuckTrace: readonly string[];
  /** Who waits for ever in that order, as "a sleeps on x". */
  readonly waiting: readonly string[];
}

/** @param isRight whether the words are right at the end */
export function tried(all: Programs, isRight: (words: readonly number[]) => boolean, texts: StepTexts): Tried {
  const { orders, endings } = tryEveryOrder(all, texts, { standstill: 'ending' });
  const stuck = endings.filter(({ waiting }) => waiting.length > 0);
  const wrong = endings.filter(({ waiting, shared }) => waiting.length === 0 && !isRight(shared.words));
  const [shortest] = stuck.toSorted((one, other) => one.trace.length - other.trace.length);
  const sum = (some: typeof endings): number => some.reduce((total, ending) => total + Number(ending.orders), 0);
  return {
    orders: Number(orders),
    wrong: sum(wrong),
    stuck: sum(stuck),
    stuckTrace: shortest?.trace ?? [],
    waiting: shortest?.waiting ?? [],
  };
}
