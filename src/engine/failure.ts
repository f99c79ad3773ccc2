/** What failed in a run, why, and how far it got. */
import { FactoryError } from '../line/factory-error.ts';
import type { Activity } from './watch/status-board.ts';

/** How far a station got before it failed. Of a part: all its stations together. */
export interface StationProgress {
  readonly activity: Activity;
  /** Items sent. */
  readonly made: number;
  /** Whether the count is exact. Otherwise it comes from the status board, which may be some items behind. */
  readonly exact: boolean;
}

export class StationFailure extends FactoryError {
  override name = 'StationFailure';
  readonly station: string;
  readonly reason: string;
  readonly progress: StationProgress | null;

  /** @param progress null where it is not known how far the station got */
  constructor(station: string, cause: unknown, progress: StationProgress | null = null) {
    super(failureText(`station "${station}"`, cause, progress), { cause });
    this.station = station;
    this.reason = reasonOf(cause);
    this.progress = progress;
  }
}

/** A thread of a pool failed, and nothing says in which station of its part. */
export class PoolFailure extends FactoryError {
  override name = 'PoolFailure';
  /** The part that the thread ran, or else the thread: "part 1", "thread 1 of the pool". */
  readonly place: string;
  readonly reason: string;

  constructor(place: string, cause: unknown, progress: StationProgress | null = null) {
    super(failureText(place, cause, progress), { cause });
    this.place = place;
    this.reason = reasonOf(cause);
  }
}

function failureText(who: string, cause: unknown, progress: StationProgress | null): string {
  const when = progress === null ? '' : ` (${progress.activity}, had made ${madeText(progress)})`;
  return `${who} failed: ${reasonOf(cause)}${when}`;
}

/** Keeps the first failure of a run. What fails later mostly fails because of the first. */
export class FirstFailure {
  readonly #onFirst: () => void;
  #failure: StationFailure | null = null;

  /** @param onFirst called once, at the first failure */
  constructor(onFirst: () => void) {
    this.#onFirst = onFirst;
  }

  /** Keeps a failure, unless there is one already; returns the first. */
  note(failure: () => StationFailure): StationFailure {
    if (this.#failure === null) {
      this.#failure = failure();
      this.#onFirst();
    }
    return this.#failure;
  }

  get isNoted(): boolean {
    return this.#failure !== null;
  }

  throwIfAny(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}

function madeText({ made, exact }: StationProgress): string {
  return exact ? String(made) : `at least ${made}`;
}

/** What was thrown, as text: text can always be sent to another thread, the value itself may not. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  try {
    return `it threw ${String(thrown)}`;
  } catch {
    return 'it threw a value that cannot be shown as text';
  }
}
