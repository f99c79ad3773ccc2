/** A short text about what was measured, for the sheet of a lecturer who collects the figures of many devices. */
import { labelOf } from '../engine/engine-table.ts';
import { interval } from '../measure/figures.ts';
import type { LastRun, PageDocument } from './document.ts';
import { isTooShort, leastMs } from './experiment/too-short.ts';
import { measuredWords } from './measured-words.ts';
import { carrierWords, WAY_WORDS } from './names.ts';
import { payingWords } from './paying-words.ts';
import { counted, durationOf } from './units.ts';

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
    ...bench.figures.map((figure) => `  ${carrierWords(figure.name)}: ${measuredWords(figure, durationOf)}`),
    ...bench.breakEven.map(({ racer, crossing }) => `${racer}: ${payingWords(crossing, 'it ', 'item')}`),
    ...(bench.quick ? [QUICK] : []),
  ];
}

function experimentLines({ experiment }: LastRun): string[] {
  if (experiment === undefined) return [];
  const { setting, wallMs } = experiment;
  const took = isTooShort(experiment)
    ? `less than ${durationOf(leastMs(experiment) * 1e6)}: too short for this clock`
    : measuredWords(wallMs, (ms) => durationOf(ms * 1e6));
  const times =
    setting.does === 'work' ? `${setting.workUs.join(', ')} µs of work` : `${setting.restMs.join(', ')} ms of waiting`;
  return [
    `experiment, ${WAY_WORDS[setting.way]}: stations with ${times}, belts of ${counted(setting.capacity, 'item')}, ${counted(setting.cakes, 'cake')}: ${took}`,
  ];
}

const QUICK = 'a quick run: too short for figures that one can quote';

function raceLines({ machine, workloads, quick, noise }: Partial<PageDocument>): string[] {
  if (machine === undefined || workloads === undefined) return [];
  const { cores, parallelCapacity, sharesMemory } = machine;
  return [
    `cores, as the browser says: ${cores}; parallel capacity, measured with so many threads: ${parallelCapacity.computing.toFixed(2)}`,
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
