/** The results of a station with copies, on the thread of its copies: they are collected in turn, and then handed to the sink. */
import { byteLimitOf } from '../channel/byte-limit.ts';
import type { Inlet, Outlet, Wake } from '../channel/channel.ts';
import { type Mailbox, mailbox } from '../channel/mailbox.ts';
import type { Item } from '../line/coroutine.ts';
import type { KindSpec } from '../line/kind/spec.ts';
import { endsOf, kindOf, type Line, type StationSpec, specsOf } from '../line/line.ts';
import type { ResultSink } from './results.ts';
import { CollectedInlet, type CopyInlet } from './station/collect.ts';

/** How many results, and how many counts, of a copy may wait for its turn. */
const CAPACITY = 1024;

/** The copies of each station whose results are collected in turn. */
export function collectedEnds(line: Line): readonly (readonly StationSpec[])[] {
  const ends = endsOf(line);
  const copies = specsOf(line).filter(({ name, copy }) => copy?.inOrder === true && ends.includes(name));
  const stations = new Set(copies.map(({ copy }) => copy?.of));
  return [...stations].map((station) => copies.filter(({ copy }) => copy?.of === station));
}

/** An inlet of results, which knows who sent the last one that it gave. */
export interface EndsInlet extends Inlet {
  readonly end: () => string;
}

/** @param copies in the order in which they are dealt to */
export function collectedEndsInlet(copies: readonly (CopyInlet & { readonly end: string })[]): EndsInlet {
  const inlet = new CollectedInlet(copies);
  return { take: () => inlet.take(), ended: () => inlet.ended(), end: () => copies[inlet.from]?.end ?? '' };
}

/** Where the results of one copy go. */
export interface CollectedExit {
  readonly outlet: Outlet;
  readonly counts: Outlet;
}

export class CollectedResults {
  readonly #sink: ResultSink;
  readonly #exits: ReadonlyMap<string, { readonly items: Mailbox; readonly counts: Mailbox }>;
  readonly #inlet: EndsInlet;

  /** @param wakeOf wakes a copy when there is room for its results again */
  constructor(copies: readonly StationSpec[], line: Line, sink: ResultSink, wakeOf: (copy: string) => Wake) {
    this.#sink = sink;
    const take = (): void => this.#takeWhile(() => sink.room() > 0);
    const exits = copies.map((spec) => {
      const kind: KindSpec = kindOf(spec, line);
      const limit = byteLimitOf(kind, sink.capacityBytes);
      const wake = wakeOf(spec.name);
      const ends = { items: mailbox(CAPACITY, take, wake, limit), counts: mailbox(CAPACITY, take, wake) };
      return [spec.name, ends] as const;
    });
    this.#exits = new Map(exits);
    this.#inlet = collectedEndsInlet(
      exits.map(([end, { items, counts }]) => ({ end, items: items.inlet, counts: counts.inlet })),
    );
    sink.onRoom(take);
  }

  exitOf(copy: string): CollectedExit | null {
    const ends = this.#exits.get(copy);
    return ends === undefined ? null : { outlet: ends.items.outlet, counts: ends.counts.outlet };
  }

  /** Hands on what still waits when all copies have ended. The sink keeps what it has no room for. */
  takeRest(): void {
    this.#takeWhile(() => true);
  }

  #takeWhile(hasRoom: () => boolean): void {
    while (hasRoom()) {
      const item: Item = this.#inlet.take();
      if (item === undefined) return;
      this.#sink.put(item, this.#inlet.end());
    }
  }
}
