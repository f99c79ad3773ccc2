/** A short text about what was measured, for the sheet of a lecturer who collects the figures of many devices. */
import { labelOf } from '../engine/engine-table.ts';
import { interval } from '../measure/figures.ts';
import type { LastRun, PageDocument } from './document.ts';

/** @param browser as it names itself */
export function sheetText(document: LastRun, browser: string): string {
  return [`browser: ${browser}`, ...raceLines(document)].join('\n');
}

function raceLines({ machine, workloads, quick, noise }: Partial<PageDocument>): string[] {
  if (machine === undefined || workloads === undefined) return [];
  const { cores, parallelCapacity, sharesMemory } = machine;
  return [
    `cores, as the browser says: ${cores}; parallel capacity, as measured: ${parallelCapacity.computing.toFixed(2)}`,
    `threads share memory: ${sharesMemory ? 'yes' : 'no'}`,
    ...workloads.flatMap(({ name, engines }) => [
      `${name}:`,
      ...engines
        .filter(({ outcome }) => outcome !== 'baseline')
        .map((engine) => `  ${labelOf(engine)} ${interval(engine.speedup)}`),
    ]),
    ...(quick === true ? ['a quick run: too short for figures that one can quote'] : []),
    ...(noise?.noisy === true ? [`noisy: ${noise.reasons.join('; ')}`] : []),
  ];
}
