/** A short text about a run, for the sheet of a lecturer who collects the figures of many devices. */
import { labelOf } from '../engine/engine-table.ts';
import { interval } from '../measure/figures.ts';
import type { PageDocument } from './document.ts';

export function sheetText({ machine, workloads, quick, noise }: PageDocument): string {
  const { browser, cores, parallelCapacity, sharesMemory } = machine;
  return [
    `browser: ${browser}`,
    `cores, as the browser says: ${cores}; parallel capacity, as measured: ${parallelCapacity.computing.toFixed(2)}`,
    `threads share memory: ${sharesMemory ? 'yes' : 'no'}`,
    ...workloads.flatMap(({ name, engines }) => [
      `${name}:`,
      ...engines
        .filter(({ outcome }) => outcome !== 'baseline')
        .map((engine) => `  ${labelOf(engine)} ${interval(engine.speedup)}`),
    ]),
    ...(quick ? ['a quick run: too short for figures that one can quote'] : []),
    ...(noise.noisy ? [`noisy: ${noise.reasons.join('; ')}`] : []),
  ].join('\n');
}
