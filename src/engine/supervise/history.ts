/** What has happened to one supervised station: its kills, its restarts, what was done again, and how long it did nothing. */
import type { Clock } from '../../platform/platform.ts';
import { KILLED, type StationRecord } from './record.ts';
import type { SupervisionReport } from './supervision.ts';

export class History {
  readonly #record: Pick<StationRecord, 'all' | 'firstNs' | 'diedNs'>;
  readonly #clock: Pick<Clock, 'nowNs'>;
  /** When its thread was told to end, in nanoseconds; null while nobody has asked for that. */
  #askedNs: number | null = null;
  /** Since when it has committed nothing because its thread has died; null while it does. */
  #lostSinceNs: number | null = null;
  /** How many of its planned kills are known. */
  #killed = 0;
  #kills = 0;
  #restarts = 0;
  #redone = 0;
  readonly #recoveries: number[] = [];
  readonly #putAside: SupervisionReport['putAside'][number][] = [];

  constructor(record: Pick<StationRecord, 'all' | 'firstNs' | 'diedNs'>, clock: Pick<Clock, 'nowNs'>) {
    this.#record = record;
    this.#clock = clock;
  }

  /** Somebody has asked for the end of its thread. */
  asked(atNs: number): void {
    this.#askedNs = atNs;
  }

  /** Its thread has ended without a report. */
  died(): { readonly wasAsked: boolean; readonly atNs: number } {
    this.noteRecovery();
    const killed = this.#record.all[KILLED] ?? 0;
    const wasAsked = this.#askedNs !== null || killed > this.#killed;
    const atNs = this.#askedNs ?? (this.#record.diedNs[0] || this.#clock.nowNs());
    this.#lostSinceNs ??= atNs;
    this.#askedNs = null;
    this.#killed = killed;
    if (wasAsked) this.#kills++;
    return { wasAsked, atNs };
  }

  /** Another thread takes its place. */
  restarted(): void {
    this.#restarts++;
  }

  /** So many items were begun and not committed. */
  undone(items: number): void {
    this.#redone += items;
  }

  putAside(item: SupervisionReport['putAside'][number]): void {
    this.#putAside.push(item);
  }

  /** Looks whether the new thread has come to commit. Call it before the record begins anew. */
  noteRecovery(): void {
    const firstNs = this.#record.firstNs[0] ?? 0;
    if (this.#lostSinceNs === null || firstNs === 0) return;
    this.#recoveries.push((firstNs - this.#lostSinceNs) / 1e6);
    this.#lostSinceNs = null;
  }

  report(): SupervisionReport {
    this.noteRecovery();
    return {
      kills: this.#kills,
      restarts: this.#restarts,
      redone: this.#redone,
      lostMs: this.#recoveries.reduce((sum, ms) => sum + ms, 0),
      recoveries: this.#recoveries,
      putAside: this.#putAside,
    };
  }
}
