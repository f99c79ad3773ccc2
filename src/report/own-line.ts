/** The report of a line of one's own: the same page, with its race and its recordings, and without a bench. */

import { labelOf, runsParts } from '../engine/engine-table.ts';
import { specsOf } from '../line/line.ts';
import type { EngineResult, RaceResult } from '../measure/race.ts';
import type { OwnContrast } from '../own/contrast-line.ts';
import { sentencesOf } from '../own/words.ts';
import { busyOf, endNs } from '../trace/metrics.ts';
import type { DrawnRecipe, RacedEngine, RacedWorkload, RecordedWorkload, ReportDocument } from './document.ts';

/** An item of any kind has no symbol of its own. */
const SYMBOL = '●';

/**
 * @param command the command that made it
 * @throws Error where the line was not raced or not recorded
 */
export function reportOf(contrast: OwnContrast, quick: boolean, command: string): ReportDocument {
  const { machine, race, noise } = contrast;
  if (race === null) throw new Error('expected a line that was raced, found none');
  const capacity = race.parallelCapacity;
  return {
    schema: 2,
    kind: 'report',
    quick,
    command,
    measuredAt: new Date().toISOString(),
    machine: { ...machine, parallelCapacity: { computing: capacity, resuming: capacity } },
    drawnRecipe: drawnLineOf(contrast),
    workloads: [racedOf(race, contrast)],
    verdict: [{ workload: race.kind, sentences: sentencesOf(contrast) }],
    noise,
    recordings: [recordedOf(race, contrast)],
    bench: null,
  };
}

/** The stations, and the labels of the items in the recordings. */
function drawnLineOf({ name, line, traces }: OwnContrast): DrawnRecipe {
  const alphabet = traces[0]?.trace.alphabet ?? [];
  return {
    name,
    product: 'result',
    ingredients: alphabet.map((label) => ({ name: label, symbol: SYMBOL })),
    stations: specsOf(line).map((spec) => ({ name: spec.name, needs: [], makes: 0 })),
  };
}

function racedOf(
  { items, parallelCapacity, lineLimit, engines, kind }: RaceResult,
  { absent, traces }: OwnContrast,
): RacedWorkload {
  return {
    name: kind,
    order: null,
    items,
    parallelCapacity,
    lineLimit: Number.isFinite(lineLimit) ? lineLimit : null,
    engines: engines.map((engine) => ({ ...engine, stations: busyIn(engine, traces) })),
    absent,
    steady: null,
  };
}

/** How busy each station was in the recorded run: code that does not call `work` is not measured in the race. */
function busyIn(engine: EngineResult, traces: OwnContrast['traces']): RacedEngine['stations'] {
  const recorded = traces.find(({ trace }) => trace.engine === labelOf(engine));
  const busy = recorded === undefined ? [] : busyOf(recorded.trace);
  const wholeNs = Math.max(1, recorded === undefined ? 0 : endNs(recorded.trace));
  const copies = runsParts(engine.name) ? engine.threads : 1;
  const nsOf = (name: string): number =>
    busy
      .filter(({ station }) => station === name || station.startsWith(`${name} (thread `))
      .reduce((sum, { workNs, restNs }) => sum + workNs + restNs, 0) / copies;
  return engine.stations.map(({ name }) => ({ name, busyMs: nsOf(name) / 1e6, utilisation: nsOf(name) / wholeNs }));
}

function recordedOf({ kind, engines }: RaceResult, { traces, proof }: OwnContrast): RecordedWorkload {
  return {
    workload: kind,
    cakes: proof.results.items,
    recorded: traces.map(({ trace, wallMs }) => {
      const plainMs = engines.find((engine) => labelOf(engine) === trace.engine)?.wallMs.median ?? wallMs;
      const cost = wallMs / plainMs;
      return { trace, cost: { median: cost, low: cost, high: cost } };
    }),
  };
}
