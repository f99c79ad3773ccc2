/** The supervision of one run: a record for each station, the threads that take the place of dead ones, and the kills that were asked for. */
import { committedRingMemory } from '../../channel/committed-ring.ts';
import { RING_WORDS } from '../../channel/ring.ts';
import { AtomicWords } from '../../channel/shared-words.ts';
import { hasFixedSize } from '../../line/kind/spec.ts';
import type { Clock, ThreadPool } from '../../platform/platform.ts';
import { recorderBytes, recorderMemory } from '../../trace/recorder.ts';
import type { ResultSink } from '../results.ts';
import { sharedWakerMemory, wakerOf } from '../station/shared-waker.ts';
import type { SupervisedEnd } from '../supervise/death.ts';
import { randomKills } from '../supervise/random-kills.ts';
import { recordIn, recordMemory } from '../supervise/record.ts';
import { RestartBudget } from '../supervise/restarts.ts';
import { RESTART_LIMITS, type Supervision, type SupervisionReport } from '../supervise/supervision.ts';
import type { ExitRing, PlacedStation, SupervisedTask, Wiring } from './messages.ts';
import { RESULT_CAPACITY } from './result-inlet.ts';
import { takeRingResults } from './ring-results.ts';
import { endsIn } from './supervised-ends.ts';
import { type SupervisedThread, superviseThread } from './supervised-thread.ts';
import type { ThreadHandle } from './thread-handle.ts';

export interface SupervisedLineOptions {
  readonly supervision: Supervision;
  readonly results: ResultSink | null;
  readonly pool: ThreadPool;
  readonly clock: Clock;
  readonly board: SharedArrayBuffer;
  readonly yieldToLoop: () => Promise<void>;
  readonly readyMs: number;
  /** Loads the coroutines on a thread that is free, as soon as there is one. Settles when that has happened, or has failed. */
  readonly keepReady: () => Promise<void>;
  /** The most events that are recorded of each station; null where the run is not recorded. */
  readonly events: number | null;
  /** From where the edge of an inlet comes, by its place among the edges. */
  readonly senderOf: (edge: number) => string;
}

type Unsupervised = Omit<PlacedStation, 'supervised'>;

export class SupervisedLine {
  readonly #options: SupervisedLineOptions;
  readonly #budget: RestartBudget;
  readonly #threads: SupervisedThread[] = [];
  readonly #results: ReturnType<typeof takeRingResults>[] = [];
  #stopKills = (): void => {};

  constructor(options: SupervisedLineOptions) {
    this.#options = options;
    this.#budget = new RestartBudget({ ...RESTART_LIMITS, ...options.supervision.limits });
  }

  /** @param start starts a thread for the station that it is given */
  thread(station: Unsupervised, start: (station: PlacedStation) => ThreadHandle): SupervisedThread {
    const { supervision, pool, clock, board, readyMs, keepReady, events } = this.#options;
    const { promised = 'exactly-once', kills = [], skipPoison = false } = supervision;
    const wiring = ringsOf(station.wiring);
    const { name } = station.spec;
    const exit = this.#exitOf(station);
    const notes = events === null ? null : new SharedArrayBuffer(recorderBytes(events));
    const task: Omit<SupervisedTask, 'cautiousUntil' | 'beginsAgain'> = {
      record: recordMemory(endsIn(wiring, exit)),
      promised,
      notes,
      killAt: kills.flatMap((kill) => (kill.kind === 'at' && kill.station === name ? [kill.item] : [])).sort(ascending),
      exit,
    };
    const thread = superviseThread({
      name,
      isSource: station.isSource,
      record: recordIn(task.record, endsIn(wiring, exit)),
      ends: this.#endsOf(wiring, exit),
      notes: notes === null || events === null ? null : recorderMemory(notes, events),
      start: (again) => {
        const thread = start({ ...station, supervised: { ...task, ...again } });
        if (again.beginsAgain) void keepReady();
        return thread;
      },
      readyMs,
      skipPoison,
      budget: this.#budget,
      pool,
      clock,
      board,
      place: station.place,
    });
    this.#threads.push(thread);
    return thread;
  }

  /** Settle when all results of a station have been handed on. */
  get taken(): readonly Promise<void>[] {
    return this.#results.map(({ taken }) => taken);
  }

  /** Loads the coroutines on the thread that will take the place of the first one that dies. */
  async keepReady(): Promise<void> {
    await this.#options.keepReady();
  }

  /** The stations have been started. */
  begin(): void {
    const { kills = [] } = this.#options.supervision;
    const random = kills.flatMap((kill) => (kill.kind === 'random' ? [kill] : []));
    const stops = random.map((kill) => randomKills(kill, this.#threads));
    this.#stopKills = () => {
      for (const stop of stops) stop();
    };
    for (const kill of kills) {
      if (kill.kind !== 'on-demand') continue;
      const victim = this.#threads.find(({ name }) => name === kill.station);
      kill.begun({ kill: () => victim?.kill() ?? false, report: () => this.report() });
    }
  }

  /** A station shows no sign of life: its thread is ended, and another one takes its place; false where that is not possible. */
  endHanging(name: string): boolean {
    return this.#threads.find((thread) => thread.name === name)?.endHanging() ?? false;
  }

  /** Whether a thread is ending, or another one takes its place. */
  get isChanging(): boolean {
    return this.#threads.some((thread) => thread.isChanging);
  }

  report(): SupervisionReport {
    const all = this.#threads.map((thread) => thread.report());
    const sum = (value: (one: SupervisionReport) => number): number =>
      all.reduce((total, one) => total + value(one), 0);
    return {
      kills: sum(({ kills }) => kills),
      restarts: sum(({ restarts }) => restarts),
      redone: sum(({ redone }) => redone),
      lostMs: sum(({ lostMs }) => lostMs),
      recoveries: all.flatMap(({ recoveries }) => recoveries),
      putAside: all.flatMap(({ putAside }) => putAside),
    };
  }

  close(): void {
    this.#stopKills();
    for (const { stop } of this.#results) stop();
  }

  /** Where results leave a supervised line they lie in a ring too: a message that is on its way when a thread dies would be lost, or come twice. */
  #exitOf({ exit, kind, spec, wiring }: Unsupervised): ExitRing | null {
    const { results, yieldToLoop } = this.#options;
    if (exit === null || results === null) return null;
    if (!hasFixedSize(kind)) throw new Error(`expected results of a fixed size, found ${kind.kind}`);
    const memory = committedRingMemory(RESULT_CAPACITY, kind);
    const reader = new SharedArrayBuffer(sharedWakerMemory().byteLength);
    const ring: ExitRing = { memory, capacity: RESULT_CAPACITY, kind, reader };
    this.#results.push(
      takeRingResults({ end: spec.name, ring, stationWaker: wiring.waker, sink: results, yieldToLoop }),
    );
    return ring;
  }

  #endsOf({ inlets, outlets }: RingWiring, exit: ExitRing | null): SupervisedEnd[] {
    const { senderOf } = this.#options;
    return [
      ...inlets.map(({ edge, memory, neighbour }): SupervisedEnd => {
        return { words: wordsOf(memory), end: 'inlet', wake: wakerOf(neighbour), from: senderOf(edge) };
      }),
      ...outlets.map(({ memory, neighbour }): SupervisedEnd => {
        return { words: wordsOf(memory), end: 'outlet', wake: wakerOf(neighbour), from: null };
      }),
      ...(exit === null
        ? []
        : [{ words: wordsOf(exit.memory), end: 'outlet', wake: wakerOf(exit.reader), from: null } as const]),
    ];
  }
}

type RingWiring = Extract<Wiring, { readonly kind: 'ring' }>;

function ringsOf(wiring: Wiring): RingWiring {
  if (wiring.kind !== 'ring') throw new Error(`expected rings, found ${wiring.kind}`);
  return wiring;
}

function wordsOf(memory: SharedArrayBuffer): AtomicWords {
  return new AtomicWords(memory, RING_WORDS);
}

function ascending(one: number, other: number): number {
  return one - other;
}
