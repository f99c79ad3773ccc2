/** A fault of one station, to see what the page says about it. It happens on a worker, at the first product of the station. */
import { type CakeLineOptions, cakeStations } from '../cake/stations.ts';
import type { Host } from '../line/coroutine.ts';
import type { LineMaker } from '../line/defined-line.ts';

/** The station throws an error, or never comes back. */
export const FAULTS = ['throw', 'hang'] as const;

export interface Fault {
  readonly kind: (typeof FAULTS)[number];
  /** Its name. */
  readonly station: string;
}

/** The stations of a cake line, of which this one has the fault. */
export function faultyStations({ kind, station }: Fault): LineMaker<CakeLineOptions, unknown> {
  const send = (): never => {
    if (kind === 'throw') throw new Error('the address of this page asks for it');
    for (;;);
  };
  const make = (options: CakeLineOptions) => {
    const line = cakeStations(options);
    const nodes = line.nodes.map((node) => {
      const { coroutine } = node;
      if (node.name !== station || typeof coroutine !== 'function') return node;
      return { ...node, coroutine: (host: Host) => coroutine({ ...host, send }) };
    });
    return { ...line, nodes };
  };
  return Object.assign(make, cakeStations);
}
