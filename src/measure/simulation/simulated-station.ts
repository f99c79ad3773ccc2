/** A coroutine of a line in virtual time: the real coroutine is resumed, and what it asks of its host is written down. */
import type { Coroutine, Item } from '../../line/coroutine.ts';
import { findStation } from '../../line/found-station.ts';
import { keepForItself } from '../../line/keep.ts';
import type { StationSpec } from '../../line/line.ts';
import { isRest, rest } from '../../line/rest.ts';
import type { EventKind, StationCopy, TraceEvent, Track } from '../../trace/trace.ts';
import type { SimulatedThread, VirtualClock } from './virtual-time.ts';

/** What a coroutine did from one `yield` to the next. It does not depend on when it was resumed. */
export type Act =
  | { readonly kind: 'work'; readonly ns: number }
  | { readonly kind: 'rest'; readonly ns: number }
  | { readonly kind: 'send'; readonly item: number };

/** In a simulated line an iteration of the kernel takes a nanosecond. */
export const ITERATIONS_PER_US = 1000;

/** What the modules of a line export, by name. */
export type Exports = Readonly<Record<string, unknown>>;

export class SimulatedStation {
  readonly spec: StationSpec;
  readonly events: TraceEvent[] = [];
  readonly #clock: VirtualClock;
  readonly #coroutine: Coroutine;
  #acts: Act[] = [];

  /** @throws TypeError when the exports have no such coroutine */
  constructor(spec: StationSpec, exports: Exports, clock: VirtualClock) {
    this.spec = spec;
    this.#clock = clock;
    this.#coroutine = findStation(exports[spec.export], spec).create({
      part: 0,
      parts: 1,
      ...spec.part,
      send: (item) => void this.#acts.push({ kind: 'send', item: Number(item) }),
      work: (iterations) => void this.#acts.push({ kind: 'work', ns: iterations }),
      rest,
      keep: keepForItself,
      report() {},
    });
  }

  /** Runs a station to its first `yield`. */
  prime(): void {
    this.#coroutine.next();
    this.#acts = [];
  }

  /** What it does with an item, until it yields for the next one. */
  actsOn(item: Item): readonly Act[] {
    let step = this.#coroutine.next(item);
    for (; !step.done && isRest(step.value); step = this.#coroutine.next())
      this.#acts.push({ kind: 'rest', ns: step.value.ms * 1e6 });
    return this.#taken();
  }

  /** What a source does until it has yielded the next item, which is its last act; null at its end. */
  nextActs(): readonly Act[] | null {
    let step = this.#coroutine.next();
    for (; !step.done && isRest(step.value); step = this.#coroutine.next())
      this.#acts.push({ kind: 'rest', ns: step.value.ms * 1e6 });
    return step.done ? null : [...this.#taken(), { kind: 'send', item: Number(step.value) }];
  }

  /** Lets the time of work or of a rest pass. */
  *spend(act: Exclude<Act, { readonly kind: 'send' }>): SimulatedThread {
    if (act.ns === 0) return;
    this.note(`${act.kind}-began`);
    yield act;
    this.note(`${act.kind}-ended`);
  }

  note(kind: EventKind, item: number | null = null): void {
    this.events.push({ kind, atNs: this.#clock.ns, item });
  }

  track(station: string, copy: StationCopy | null): Track {
    return { station, copy, events: this.events, dropped: 0 };
  }

  #taken(): readonly Act[] {
    const acts = this.#acts;
    this.#acts = [];
    return acts;
  }
}
