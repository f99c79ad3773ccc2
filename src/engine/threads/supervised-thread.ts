/**
 * The thread of a supervised station, and the threads that take its place when it dies.
 *
 * To the line it is one thread that ends once. In between it brings the neighbours to the last commit, so that they go on, decides whether
 * there have been too many deaths, and starts another thread, which begins at that commit.
 */
import { within } from '../../platform/deadline.ts';
import type { Clock, ThreadPool } from '../../platform/platform.ts';
import { noteDeath, type RecorderMemory } from '../../trace/recorder.ts';
import { StationFailure } from '../failure.ts';
import { COMMIT, redo } from '../supervise/commit.ts';
import { beginAtCommit, type Death, deathOf, type SupervisedEnd } from '../supervise/death.ts';
import { History } from '../supervise/history.ts';
import { putAside } from '../supervise/put-aside.ts';
import { KEEPS, type StationRecord, sumIn } from '../supervise/record.ts';
import type { RestartBudget } from '../supervise/restarts.ts';
import { Restarts } from '../supervise/restarts.ts';
import type { SupervisionReport } from '../supervise/supervision.ts';
import { readStatusBoard, StatusWriter } from '../watch/status-board.ts';
import type { StationReport, SupervisedTask } from './messages.ts';
import type { ThreadHandle } from './thread-handle.ts';

export interface SupervisedOptions {
  readonly name: string;
  readonly isSource: boolean;
  readonly record: StationRecord;
  /** In the order of the record. */
  readonly ends: readonly SupervisedEnd[];
  /** Starts a thread for the station. */
  readonly start: (again: Pick<SupervisedTask, 'beginsAgain' | 'cautiousUntil'>) => ThreadHandle;
  /** Where its run is recorded; null where it is not. */
  readonly notes: RecorderMemory | null;
  /** How long a thread may take to get ready, in milliseconds. */
  readonly readyMs: number;
  readonly skipPoison: boolean;
  readonly budget: RestartBudget;
  readonly pool: Pick<ThreadPool, 'end'>;
  readonly clock: Pick<Clock, 'nowMs' | 'nowNs'>;
  readonly board: ArrayBufferLike;
  readonly place: number;
}

/** How often it is looked whether a new thread runs, in milliseconds. */
const LOOK_MS = 2;
/** How long a thread that is told to end may take before the watchdog looks at the line again, in milliseconds. */
const MOST_ENDING_MS = 5000;

export interface SupervisedThread extends ThreadHandle {
  readonly name: string;
  /** Kills the thread, because somebody has asked for that; false while it is not in its run. */
  kill(): boolean;
  /** Ends a thread that hangs, which counts as a death; false where that is not possible. */
  endHanging(): boolean;
  /** Whether its thread is ending, or another one takes its place: nobody can say now who waits for whom. */
  readonly isChanging: boolean;
  /** What has happened so far. */
  report(): SupervisionReport;
}

/**
 * Where a thread died. A station with several inlets commits items from one of them between its deaths at an item from another one: so it is the
 * item that counts, where there was one alone.
 */
function whereOf({ number }: Death['committed'], behind: Death['behind'], undone: number): string {
  return behind !== null && undone === 1 ? `item ${behind.item} of inlet ${behind.place}` : `commit ${number}`;
}

export function superviseThread(options: SupervisedOptions): SupervisedThread {
  return new Supervised(options);
}

class Supervised implements SupervisedThread {
  readonly name: string;
  readonly ended: Promise<readonly StationReport[]>;
  readonly #options: SupervisedOptions;
  readonly #restarts: Restarts;
  readonly #history: History;
  #current: ThreadHandle;
  #hasBegun = false;
  #isStopped = false;
  #endBackOff = (): void => {};
  /** Whether its thread is dead, and the next one not ready yet. */
  #isReplaced = false;
  /** Whether the connection to its last thread is closed. */
  #isClosed = false;
  /** Whether its thread was told to end, and has not ended yet. */
  #isEnding = false;
  #endingSinceMs = 0;
  /** Whether it will never have another thread. */
  #isOver = false;
  /** See `CommitsOptions`. */
  #cautiousUntil: Int32Array | null = null;

  constructor(options: SupervisedOptions) {
    this.#options = options;
    this.name = options.name;
    this.#restarts = new Restarts(options.budget);
    this.#history = new History(options.record, options.clock);
    this.#current = options.start({ beginsAgain: false, cautiousUntil: null });
    this.ended = this.#live().finally(() => {
      this.#isOver = true;
    });
    this.ended.catch(() => {});
  }

  async ready(ms: number): Promise<void> {
    await this.#current.ready(ms);
  }

  start(): void {
    this.#hasBegun = true;
    this.#current.start();
  }

  stop(): void {
    this.#isStopped = true;
    this.#endBackOff();
    if (!this.#isClosed) this.#current.stop();
  }

  close(): void {
    this.#isStopped = true;
    this.#closeCurrent();
  }

  #closeCurrent(): void {
    if (!this.#isClosed) this.#current.close();
    this.#isClosed = true;
  }

  kill(): boolean {
    if (this.#isEnding || !this.#isRunning()) return false;
    const nowNs = this.#options.clock.nowNs();
    if (!this.#end()) return false;
    this.#history.asked(nowNs);
    return true;
  }

  endHanging(): boolean {
    // While another thread gets ready nothing hangs: how long that may take is limited already.
    if (this.#isReplaced) return true;
    // Who was told to end and does not is in a call of the system: nothing ends such a thread.
    return !this.#isEnding && this.#isRunning() && this.#end();
  }

  report(): SupervisionReport {
    return this.#history.report();
  }

  get isChanging(): boolean {
    const { clock } = this.#options;
    return this.#isReplaced || (this.#isEnding && clock.nowMs() - this.#endingSinceMs < MOST_ENDING_MS);
  }

  #isRunning(): boolean {
    const { board, place } = this.#options;
    if (this.#isOver || this.#isStopped) return false;
    const activity = readStatusBoard(board, [''], place)[0]?.activity ?? 'starting';
    return !['starting', 'before its first yield', 'ready', 'ended'].includes(activity);
  }

  #end(): boolean {
    const { pool, clock, board, place } = this.#options;
    const isEnding = pool.end(readStatusBoard(board, [''], place)[0]?.thread ?? 0);
    this.#isEnding = isEnding;
    this.#endingSinceMs = clock.nowMs();
    return isEnding;
  }

  async #live(): Promise<readonly StationReport[]> {
    while (true) {
      try {
        const reports = await this.#current.ended;
        this.#history.noteRecovery();
        return reports;
      } catch (failure) {
        if (!this.#hasBegun || this.#isStopped) throw failure;
        await this.#died(failure);
      }
    }
  }

  /** @throws StationFailure when the station is not started again */
  async #died(failure: unknown): Promise<void> {
    const { record, ends, isSource, board, place, start, readyMs, notes } = this.#options;
    this.#isReplaced = true;
    this.#isEnding = false;
    const { wasAsked, atNs } = this.#history.died();
    // Otherwise the watchdog would go by what the dead thread did last.
    new StatusWriter(board, place).writeActivity('starting');
    const death = deathOf(record, ends, isSource);
    this.#history.undone(death.undone);
    if (notes !== null) noteDeath(notes, sumIn(record, death.committed.number, 'events'), atNs);
    this.#checkKept(death, failure);
    const afterMs = wasAsked ? 0 : this.#decide(death, failure);
    beginAtCommit(record, record.words.load(COMMIT));
    this.#closeCurrent();
    if (afterMs > 0) await this.#backOff(afterMs);
    if (this.#isStopped) throw failure;
    // A kill that is asked for is no reason for caution, and does not end it either.
    if (!wasAsked) this.#cautiousUntil = death.live;
    this.#current = start({ beginsAgain: true, cautiousUntil: this.#cautiousUntil });
    this.#isClosed = false;
    this.#history.restarted();
    await this.#untilItRuns(this.#current.ended, readyMs);
    this.#isReplaced = false;
    if (this.#isStopped) this.#current.stop();
  }

  /**
   * Waits until the new thread runs, or has died. It cannot be asked: it may wait in shared memory already, where no message reaches it. Where it
   * does not get ready in time, it is ended.
   */
  async #untilItRuns(ended: Promise<unknown>, readyMs: number): Promise<void> {
    let isOver = false;
    const over = (): void => {
      isOver = true;
    };
    const died = ended.then(over, over);
    const running = (async () => {
      while (!isOver && !this.#isStopped && !this.#isRunning())
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    })();
    try {
      await within(readyMs, 'not ready', [running, died]);
    } catch {
      if (!isOver) this.#end();
    } finally {
      over();
    }
  }

  /** Waits for so many milliseconds, or until it is stopped. */
  async #backOff(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endBackOff = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** @throws StationFailure when another thread would begin anew what is committed, also where a kill was asked for */
  #checkKept({ committed: { stage } }: Death, failure: unknown): void {
    const { isSource, record } = this.#options;
    if (isSource && stage === 'running' && record.all[KEEPS] === 0)
      throw this.#givenUp('it keeps nothing, so that it would begin anew', failure);
  }

  /** How long to wait before a restart, in milliseconds. */
  #decide({ committed, behind, undone }: Death, failure: unknown): number {
    const { name, record, clock, skipPoison } = this.#options;
    const decision = this.#restarts.died(whereOf(committed, behind, undone), clock.nowMs());
    switch (decision.kind) {
      case 'restart':
        return decision.afterMs;
      case 'too-many':
        throw this.#givenUp(decision.why, failure);
      case 'poison': {
        if (behind === null || undone !== 1) throw this.#givenUp('it died there three times', failure);
        const { place, from, item } = behind;
        if (!skipPoison) throw this.#givenUp(`it died three times at item ${item} from "${from}"`, failure);
        putAside(record, place);
        redo(record, this.#options.ends);
        this.#restarts.forget();
        this.#history.putAside({ station: name, from, item });
        return 0;
      }
    }
  }

  #givenUp(why: string, failure: unknown): StationFailure {
    const cause = failure instanceof StationFailure ? failure.cause : failure;
    const reason = failure instanceof StationFailure ? failure.reason : String(failure);
    const progress = failure instanceof StationFailure ? failure.progress : null;
    return new StationFailure(this.name, new Error(`${reason}; not started again: ${why}`, { cause }), progress);
  }
}
