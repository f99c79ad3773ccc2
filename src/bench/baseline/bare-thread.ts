/** A thread of the hand-written line: it runs one station after another, once for each run. */
import type { MessagePort } from 'node:worker_threads';
import { BarePortWriter, runOverBarePorts } from './bare-ports.ts';
import { type BareRing, BareRingReader, BareRingWriter, runBareStation } from './bare-rings.ts';
import { butterMelter, deliver, dryMixer, type HandStation, type Next, oven, producer, wetMixer } from './hand-line.ts';

export type HandName = 'producer' | 'butter melter' | 'dry mixer' | 'wet mixer' | 'oven';

/** The part of one thread in one run. A producer has three outlets: to the butter melter, the dry mixer and the wet mixer. */
export type BarePart = {
  readonly station: HandName;
  /** Empty for all but the producer. */
  readonly deliveries: Uint8Array;
} & (
  | {
      readonly channel: 'ring';
      readonly inlets: readonly BareRing[];
      readonly outlets: readonly BareRing[];
      readonly bell: SharedArrayBuffer;
    }
  | {
      readonly channel: 'port';
      readonly inlets: readonly MessagePort[];
      readonly outlets: readonly MessagePort[];
      /** Items in a batch. */
      readonly batch: number;
      /** How many batches may be on their way in one channel. */
      readonly batches: number;
    }
);

/** Waits for parts on a port. It answers each with 'ready', then waits for 'go', and answers with the number of cakes. */
export function serveBareParts(control: MessagePort): void {
  let go = (): void => {};
  control.on('message', (message: BarePart | 'go') => {
    if (message === 'go') return go();
    const run = prepared(message);
    go = () => void Promise.resolve(run()).then((cakes) => control.postMessage(cakes));
    control.postMessage('ready');
  });
}

function prepared(part: BarePart): () => number | Promise<number> {
  return part.channel === 'ring' ? overRings(part) : overPorts(part);
}

function overRings(part: BarePart & { channel: 'ring' }): () => number {
  const flushAll = (): void => {
    for (const writer of writers) writer.flush();
  };
  const writers: readonly BareRingWriter[] = part.outlets.map((ring) => new BareRingWriter(ring, flushAll));
  const readers = part.inlets.map((ring) => new BareRingReader(ring));
  const { station, cakes } = primed(part.station, writers);
  return () => {
    if (station === null) {
      const [butter, dry, wet] = three(writers);
      for (const ingredient of producer(part.deliveries)) deliver(ingredient, butter, dry, wet);
    } else runBareStation(station, readers, writers, part.bell);
    for (const writer of writers) writer.close();
    return cakes();
  };
}

function overPorts(part: BarePart & { channel: 'port' }): () => Promise<number> {
  let resume = (): void => {};
  const writers = part.outlets.map((port) => new BarePortWriter(port, part.batch, part.batches, () => resume()));
  const { station, cakes } = primed(part.station, writers);
  const line = station === null ? supplied(part.deliveries, writers) : runOverBarePorts(station, part.inlets, writers);
  resume = line.pump;
  return async () => {
    line.pump();
    await line.ended;
    for (const writer of writers) writer.close();
    for (const inlet of part.inlets) inlet.close();
    return cakes();
  };
}

/** The producer over ports: it stops while an outlet has no room. */
function supplied(
  deliveries: Uint8Array,
  writers: readonly BarePortWriter[],
): { readonly pump: () => void; readonly ended: Promise<void> } {
  const [butter, dry, wet] = three(writers);
  const source = producer(deliveries);
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const pump = (): void => {
    while (butter.open && dry.open && wet.open) {
      const { value, done } = source.next();
      if (done) {
        end();
        return;
      }
      deliver(value, butter, dry, wet);
    }
    for (const writer of writers) writer.flush();
  };
  return { pump, ended };
}

function primed(name: HandName, writers: readonly Next[]): { station: HandStation | null; cakes: () => number } {
  let cakes = 0;
  const station = made(name, writers, () => {
    cakes++;
  });
  station?.next();
  return { station, cakes: () => cakes };
}

function made(name: HandName, [writer]: readonly Next[], baked: () => void): HandStation | null {
  if (name === 'oven') return oven(baked);
  if (writer === undefined) throw new Error(`expected an outlet of the ${name}, found none`);
  switch (name) {
    case 'producer':
      return null;
    case 'butter melter':
      return butterMelter(writer);
    case 'dry mixer':
      return dryMixer(writer);
    case 'wet mixer':
      return wetMixer(writer);
  }
}

function three<Writer>([butter, dry, wet]: readonly Writer[]): [Writer, Writer, Writer] {
  if (butter === undefined || dry === undefined || wet === undefined)
    throw new Error('expected three outlets of the producer, found fewer');
  return [butter, dry, wet];
}
