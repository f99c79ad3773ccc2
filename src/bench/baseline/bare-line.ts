/** The hand-written line on five threads, seen from the main thread. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { ThreadsChannel } from '../../engine/engine-table.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import type { BenchWorker } from '../messages/roles.ts';
import { bareRing } from './bare-rings.ts';
import type { BarePart, HandName } from './bare-thread.ts';

const STATIONS: readonly HandName[] = ['producer', 'butter melter', 'dry mixer', 'wet mixer', 'oven'];
const EDGES: readonly { readonly from: HandName; readonly to: HandName }[] = [
  { from: 'producer', to: 'butter melter' },
  { from: 'producer', to: 'dry mixer' },
  { from: 'producer', to: 'wet mixer' },
  { from: 'butter melter', to: 'wet mixer' },
  { from: 'dry mixer', to: 'oven' },
  { from: 'wet mixer', to: 'oven' },
];

interface HandThread {
  readonly station: HandName;
  readonly thread: Worker;
  readonly control: MessagePort;
}

export interface BareLine {
  /** Bakes once. */
  run(deliveries: Uint8Array): Promise<{ readonly cakes: number; readonly wallMs: number; readonly cpuMs: number }>;
  close(): Promise<void>;
}

/** @param worker path of the compiled `workers/bench.ts` */
export function openBareLine(channel: ThreadsChannel, worker: string, capacity: number, batch: number): BareLine {
  const threads = STATIONS.map((station): HandThread => {
    const { port1, port2 } = new MessageChannel();
    const role: BenchWorker = { kind: 'bare', control: port2 };
    const thread = new Worker(worker, { workerData: role, transferList: [port2], execArgv: [] });
    return { station, thread, control: port1 };
  });
  return {
    async run(deliveries) {
      const partOf =
        channel === 'ring' ? ringParts(capacity, batch) : portParts(batch, Math.max(1, Math.floor(capacity / batch)));
      const ready = threads.map(({ control }) => answer(control));
      for (const { station, control } of threads) {
        const part = partOf(station, station === 'producer' ? deliveries : new Uint8Array(0));
        control.postMessage(part, part.channel === 'port' ? [...part.inlets, ...part.outlets] : []);
      }
      await Promise.all(ready);
      const counts = threads.map(({ control }) => answer(control));
      const [beganMs, beganCpuMs] = [clock.nowMs(), clock.cpuMs()];
      for (const { control } of threads) control.postMessage('go');
      const cakes = Number((await Promise.all(counts)).at(-1));
      return { cakes, wallMs: clock.nowMs() - beganMs, cpuMs: clock.cpuMs() - beganCpuMs };
    },
    async close() {
      for (const { control } of threads) control.close();
      await Promise.all(threads.map(({ thread }) => thread.terminate()));
    },
  };
}

function answer(control: MessagePort): Promise<unknown> {
  return new Promise((resolve) => {
    control.once('message', resolve);
  });
}

type PartOf = (station: HandName, deliveries: Uint8Array) => BarePart;

function ringParts(capacity: number, batch: number): PartOf {
  const bells = new Map(STATIONS.map((station) => [station, new SharedArrayBuffer(128)]));
  const bellOf = (station: HandName): SharedArrayBuffer => bells.get(station) ?? new SharedArrayBuffer(128);
  const edges = EDGES.map((edge) => ({ ...edge, ring: bareRing(capacity, batch, bellOf(edge.to)) }));
  return (station, deliveries) => ({
    channel: 'ring',
    station,
    deliveries,
    inlets: edges.filter(({ to }) => to === station).map(({ ring }) => ring),
    outlets: edges.filter(({ from }) => from === station).map(({ ring }) => ring),
    bell: bellOf(station),
  });
}

function portParts(batch: number, batches: number): PartOf {
  const edges = EDGES.map((edge) => ({ ...edge, channel: new MessageChannel() }));
  return (station, deliveries) => ({
    channel: 'port',
    station,
    deliveries,
    inlets: edges.filter(({ to }) => to === station).map(({ channel }) => channel.port2),
    outlets: edges.filter(({ from }) => from === station).map(({ channel }) => channel.port1),
    batch,
    batches,
  });
}
