/** A station that failed: which one, why, and how far it had come. */
import { FactoryError } from '../line/factory-error.ts';
import type { Activity } from './watch/status-board.ts';

/** How far a station had come. */
export interface Progress {
  readonly activity: Activity;
  /** Items sent. */
  readonly made: number;
  /** Whether the station itself reported it. Otherwise it is what the status board shows, some items behind. */
  readonly exact: boolean;
}

export class StationFailure extends FactoryError {
  override name = 'StationFailure';
  readonly station: string;
  readonly reason: string;
  readonly progress: Progress | null;

  /** @param progress null where nothing is known of it */
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

/** What was thrown, as text that can be sent to another thread: some values cannot. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  try {
    return `it threw ${String(thrown)}`;
  } catch {
    return 'it threw a value that has no text';
  }
}
