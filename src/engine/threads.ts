/** The threads engine: each station in its own worker thread, channels from thread to thread. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { Piscina } from 'piscina';
import type { StationSpec } from '../station/line.ts';
import { hire } from './crew.ts';
import { within } from './deadline.ts';
import { type Clock, type Engine, StationFailure, type ThreadsChannel } from './engine.ts';
import type { StationControl, StationResult, StationTask } from './protocol.ts';
import { type Wires, wire } from './wiring.ts';
import { workshop } from './worker-files.ts';

/** How long a thread may take from nothing to a primed coroutine. */
const READY_MS = 20_000;
/** How long a station that is told to stop may take to reach its next wait, before its thread is ended. */
const STOP_MS = 200;

export interface ThreadsOptions {
  readonly clock: Clock;
  /** What joins the stations; `port` where it is left out. */
  readonly channel?: ThreadsChannel;
  /** Every item goes by itself: the naive way, kept to compare. */
  readonly oneByOne?: boolean;
}

export function threads({ clock, channel = 'port', oneByOne = false }: ThreadsOptions): Engine {
  let crew: Piscina | null = null;
  const shop = workshop();

  const dismiss = async (): Promise<void> => {
    const leaving = crew;
    crew = null;
    await leaving?.destroy();
    await shop.clear();
  };

  const crewOf = async (size: number): Promise<Piscina> => {
    if (crew !== null && crew.options.maxThreads !== size) await dismiss();
    crew ??= hire(size);
    return crew;
  };

  return {
    name: 'threads',
    channel,
    async run(line, { events } = {}) {
      const calledMs = clock.nowMs();
      const pool = await crewOf(1 + line.stations.length);
      const files = await shop.filesFor(line);
      const compiled = files.compiled(line);
      const specs = [compiled.source, ...compiled.stations];
      const record = events === undefined ? null : { events, items: line.alphabet.length };
      const posts = open(specs, wire(channel, line.edges, oneByOne), pool, files.station, record);
      try {
        const failed = firstFailure(posts);
        await within(READY_MS, `threads that get ready (${specs.length} stations)`, [
          Promise.all(posts.map((post) => post.control.ready())),
          failed,
        ]);
        const beganNs = clock.nowNs();
        const readyMs = clock.nowMs();
        const readyCpuMs = clock.cpuMs();
        for (const post of posts) void post.control.start().catch(noted);
        const [source, ...stations] = await Promise.race([Promise.all(posts.map((post) => post.life)), failed]);
        const wallMs = clock.nowMs() - readyMs;
        const cpuMs = clock.cpuMs() - readyCpuMs;
        if (source === undefined) throw new Error('a line has a source');
        const notes = [source, ...stations].flatMap((station) => station.notes ?? []);
        const recording = events === undefined ? null : { beganNs, edges: line.edges, notes };
        return { threads: specs.length, startupMs: readyMs - calledMs, wallMs, cpuMs, source, stations, recording };
      } catch (error) {
        if (!(await stopped(posts))) await dismiss();
        throw error;
      } finally {
        for (const post of posts) post.close();
      }
    },
    close: dismiss,
  };
}

/** A station as the coordinator sees it. */
interface Post {
  /** Settles with the station's life; rejects with a StationFailure. */
  readonly life: Promise<StationResult>;
  /** Held as long as the run: Comlink drops the calls of a proxy that nobody holds. */
  readonly control: Remote<StationControl>;
  /** Sends the station home at its next wait. */
  stop(): void;
  close(): void;
}

/** Sends each station to a thread, with its ends of the channels. */
function open(
  specs: readonly StationSpec[],
  wires: Wires,
  crew: Piscina,
  filename: string,
  record: StationTask['record'],
): Post[] {
  return specs.map((spec) => {
    const { wiring, transferList, stop } = wires(spec.name);
    const controls = new MessageChannel();
    const task: StationTask = { spec, wiring, control: controls.port2, record };
    const life = crew.run(task, { filename, transferList: [controls.port2, ...transferList] });
    return post(spec, life, controls.port1, stop);
  });
}

function post(spec: StationSpec, task: Promise<StationResult>, port: MessagePort, stop: () => void): Post {
  const control = wrap<StationControl>(port);
  const life = task.catch((error: unknown) => {
    throw new StationFailure(spec.name, error);
  });
  // Whoever waits for it is told; this keeps a second failure from counting as unhandled.
  life.catch(noted);
  return {
    life,
    control,
    stop() {
      stop();
      control.stop().catch(noted);
    },
    close() {
      control[releaseProxy]();
      port.close();
    },
  };
}

/** Never resolves; rejects with the first failure of any station. */
function firstFailure(posts: readonly Post[]): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    for (const { life } of posts) life.catch(reject);
  });
  failed.catch(noted);
  return failed;
}

/** Tells every station to stop; true when all of them have ended in time, so that their threads can be used again. */
async function stopped(posts: readonly Post[]): Promise<boolean> {
  for (const post of posts) post.stop();
  try {
    await within(STOP_MS, 'stations that stop', [Promise.allSettled(posts.map((post) => post.life))]);
    return true;
  } catch {
    return false;
  }
}

/** For a rejection that is told elsewhere. */
function noted(): void {}
