/** A station that failed: which one, why, and how far it got. */
import { FactoryError } from '../line/factory-error.ts';
import type { Activity } from './watch/status-board.ts';

/** How far a station got before it failed. */
export interface Progress {
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
  readonly progress: Progress | null;

  /** @param progress null where it is not known how far the station got */
  constructor(station: string, cause: unknown, progress: Progress | null = null) {
    const reason = reasonOf(cause);
    const when = progress === null ? '' : ` (${progress.activity}, had made ${madeText(progress)})`;
    super(`station "${station}" failed: ${reason}${when}`, { cause });
    this.station = station;
    this.reason = reason;
    this.progress = progress;
  }
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

  throwIfAny(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}

function madeText({ made, exact }: Progress): string {
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
