/** Whether the thread of a station is replaced when it has died, and when. Pure decisions. */
import type { RestartLimits } from './supervision.ts';

/** The wait before a restart, in milliseconds, by how many restarts came before it within the time of the limit; the last one for all others. */
const BACKOFF_MS = [0, 50, 200, 800, 2000];
/** At the so manyth death at one item, in a row, that item is what the station dies of. */
const POISON = 3;

export type Decision =
  | { readonly kind: 'restart'; readonly afterMs: number }
  /** It has died at the same item again and again. */
  | { readonly kind: 'poison' }
  | { readonly kind: 'too-many'; readonly why: string };

/** The restarts of all stations of a run. */
export class RestartBudget {
  readonly limits: RestartLimits;
  used = 0;

  constructor(limits: RestartLimits) {
    this.limits = limits;
  }
}

/** The restarts of one station. */
export class Restarts {
  readonly #budget: RestartBudget;
  /** When it was restarted, in milliseconds. */
  #at: number[] = [];
  #where = '';
  #deaths = 0;

  constructor(budget: RestartBudget) {
    this.#budget = budget;
  }

  /**
   * The thread of the station has died, and nobody has asked for that.
   *
   * @param where the item that it had in its hands, or else its last commit: in words that tell one from all others
   */
  died(where: string, nowMs: number): Decision {
    this.#deaths = where === this.#where ? this.#deaths + 1 : 1;
    this.#where = where;
    if (this.#deaths >= POISON) return { kind: 'poison' };
    const { perStation, withinMs, inAll } = this.#budget.limits;
    const recent = this.#at.filter((ms) => nowMs - ms < withinMs);
    if (recent.length >= perStation)
      return { kind: 'too-many', why: `restarted ${recent.length} times within ${withinMs / 1000} s` };
    if (this.#budget.used >= inAll) return { kind: 'too-many', why: `${inAll} restarts in this run` };
    this.#budget.used++;
    this.#at = [...recent, nowMs];
    return { kind: 'restart', afterMs: BACKOFF_MS[Math.min(recent.length, BACKOFF_MS.length - 1)] ?? 0 };
  }

  /** The item was put aside: the next death is another matter, and the restarts that it took do not count. */
  forget(): void {
    this.#deaths = 0;
    const spent = Math.min(POISON, this.#at.length);
    this.#at = this.#at.slice(0, this.#at.length - spent);
    this.#budget.used -= spent;
  }
}
