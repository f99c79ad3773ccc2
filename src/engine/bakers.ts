/** The bakers: no line at all. A plain pool of threads, each baking whole cakes with the cooperative engine. */
import type { Piscina } from 'piscina';
import type { Line } from '../station/line.ts';
import { bakersRecording } from './bakers-recording.ts';
import { hire } from './crew.ts';
import { type Clock, type Engine, type LineRun, StationFailure, type StationRun } from './engine.ts';
import type { BakerResult, BakerTask, Baking } from './protocol.ts';
import { workshop } from './worker-files.ts';

export interface BakersOptions {
  readonly clock: Clock;
  /** How many bakers: as many as there are cores. */
  readonly threads: number;
}

/** Needs a line that is cut into parts; a part is one task of the pool. */
export function bakers({ clock, threads }: BakersOptions): Engine {
  let crew: Piscina | null = null;
  const shop = workshop();

  const dismiss = async (): Promise<void> => {
    const leaving = crew;
    crew = null;
    await leaving?.destroy();
    await shop.clear();
  };

  return {
    name: 'bakers',
    channel: 'none',
    async run(line, { events } = {}) {
      const calledMs = clock.nowMs();
      const files = await shop.filesFor(line);
      const { parts } = files.compiled(line);
      const [first] = parts;
      if (first === undefined) throw new Error('bakers need whole cakes: this line cannot be cut into parts');
      try {
        const fresh = crew === null;
        crew ??= hire(threads);
        const pool = crew;
        const ask: Ask = (task) => pool.run(task, { filename: files.baker });
        if (fresh) await rollCall(threads, first, ask);
        const beganNs = clock.nowNs();
        const readyMs = clock.nowMs();
        const readyCpuMs = clock.cpuMs();
        const task = { kind: 'bake', events: events ?? null } as const;
        const bakings = await allBaked(parts.map((part) => ask({ ...task, line: part })));
        const wallMs = clock.nowMs() - readyMs;
        const cpuMs = clock.cpuMs() - readyCpuMs;
        const recording = events === undefined ? null : bakersRecording(line, beganNs, bakings);
        const runs = bakings.map(({ run }) => run);
        return { threads, startupMs: readyMs - calledMs, wallMs, cpuMs, ...added(line, runs), recording };
      } catch (error) {
        await dismiss();
        throw error;
      }
    },
    close: dismiss,
  };
}

type Ask = (task: BakerTask) => Promise<BakerResult>;

/** Every thread has started and loaded the coroutines. */
async function rollCall(threads: number, line: Line, ask: Ask): Promise<void> {
  const present = new Int32Array(new SharedArrayBuffer(4));
  const task: BakerTask = { kind: 'attend', line, present, expected: threads };
  await allBaked(Array.from({ length: threads }, () => ask(task)));
}

/** All of them to their end; the first failure is what is told. */
async function allBaked(tasks: readonly Promise<BakerResult>[]): Promise<Baking[]> {
  const bakings: Baking[] = [];
  for (const end of await Promise.allSettled(tasks)) {
    if (end.status === 'rejected') throw end.reason;
    switch (end.value.kind) {
      case 'baked':
        bakings.push(end.value);
        break;
      case 'failed':
        throw new StationFailure(end.value.station, new Error(end.value.reason));
      case 'present':
        break;
    }
  }
  return bakings;
}

/** The runs of the parts, as if they had been one. */
function added(line: Line, runs: readonly LineRun[]): Pick<LineRun, 'source' | 'stations'> {
  const add = (name: string, parts: readonly StationRun[]): StationRun => ({
    name,
    accounts: parts.flatMap((part) => part.accounts),
    busyMs: parts.reduce((sum, part) => sum + part.busyMs, 0),
    digest: parts.reduce((sum, part) => (sum + part.digest) >>> 0, 0),
  });
  return {
    source: add(
      line.source.name,
      runs.map((run) => run.source),
    ),
    stations: line.stations.map((spec, i) =>
      add(
        spec.name,
        runs.flatMap((run) => run.stations[i] ?? []),
      ),
    ),
  };
}
