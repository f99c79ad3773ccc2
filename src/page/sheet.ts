/** A short text about what was measured, for the sheet of a lecturer who collects the figures of many devices. */
import { labelOf } from '../engine/engine-table.ts';
import { interval } from '../measure/figures.ts';
import type { LastRun, PageDocument } from './document.ts';
import { payingWords } from './paying-words.ts';
import { durationOf } from './units.ts';

/** @param browser as it names itself */
export function sheetText(document: LastRun, browser: string): string {
  return [`browser: ${browser}`, ...raceLines(document), ...benchLines(document), ...experimentLines(document)].join(
    '\n',
  );
}

function benchLines({ bench }: LastRun): string[] {
  if (bench === undefined) return [];
  return [
    'an item from a source to a station, both busy:',
    ...bench.figures.map(
      ({ name, median, low, high }) => `  ${name} ${durationOf(median)} (${durationOf(low)} to ${durationOf(high)})`,
    ),
    ...bench.breakEven.map(({ racer, crossing }) => `${racer}: ${payingWords(crossing, 'it ', 'item')}`),
    ...(bench.quick ? [QUICK] : []),
  ];
}

function experimentLines({ experiment }: LastRun): string[] {
  if (experiment === undefined) return [];
  const { setting, wallMs } = experiment;
  const times =
    setting.does === 'work' ? `${setting.workUs.join(', ')} us of work` : `${setting.restMs.join(', ')} ms of waiting`;
  return [
    `experiment, ${setting.way}: stations with ${times}, belts of ${setting.capacity}, ${setting.cakes} cakes: ${durationOf(wallMs.median * 1e6)}`,
  ];
}

const QUICK = 'a quick run: too short for figures that one can quote';

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
    ...(quick === true ? [QUICK] : []),
    ...(noise?.noisy === true ? [`noisy: ${noise.reasons.join('; ')}`] : []),
  ];
}
