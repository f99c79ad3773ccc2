/** The report of a line of one's own: the same page, with its race and its recordings, and without a bench. */

import { labelOf, runsParts } from '../engine/engine-table.ts';
import { specsOf } from '../line/line.ts';
import type { EngineResult, RaceResult } from '../measure/race.ts';
import type { OwnContrast } from '../own/contrast-line.ts';
import { sentencesOf } from '../own/words.ts';
import type { DrawnRecipe, RecordedWorkload } from '../page/recording/recorded.ts';
import { beginningOf, commonNs } from '../trace/beginning.ts';
import type { RacedEngine, RacedWorkload, ReportDocument } from './document.ts';

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
    death: null,
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
  contrast: OwnContrast,
): RacedWorkload {
  return {
    name: kind,
    order: null,
    items,
    parallelCapacity,
    lineLimit: Number.isFinite(lineLimit) ? lineLimit : null,
    engines: engines.map((engine) => ({ ...engine, stations: busyIn(engine, contrast) })),
    absent: contrast.absent,
    steady: null,
    advice: contrast.advice,
  };
}

/** How busy each coroutine was in the recorded run: code that does not call `work` is not measured in the race. */
function busyIn(engine: EngineResult, { line, traces }: OwnContrast): RacedEngine['stations'] {
  const recorded = traces.find(({ trace }) => trace.engine === labelOf(engine));
  const copies = runsParts(engine.name) ? engine.threads : 1;
  return specsOf(line).map(({ name }) => {
    const ns = (recorded?.busy ?? [])
      .filter(({ station }) => station === name || station.startsWith(`${name} (thread `))
      .reduce((sum, { workNs, restNs }) => sum + workNs + restNs, 0);
    return { name, busyMs: ns / copies / 1e6, utilisation: ns / copies / Math.max(1, recorded?.busyNs ?? 0) };
  });
}

/** All tracks end where the first one was full: a picture cannot show less of one station than of another. */
function recordedOf({ kind, engines }: RaceResult, { traces, proof }: OwnContrast): RecordedWorkload {
  const beginningNs = commonNs(traces.map(({ trace }) => trace));
  return {
    workload: kind,
    cakes: proof.results.items,
    beginningNs,
    recorded: traces.map(({ trace, wallMs }) => {
      const plainMs = engines.find((engine) => labelOf(engine) === trace.engine)?.wallMs.median ?? wallMs;
      const cost = wallMs / plainMs;
      return {
        trace: beginningNs === null ? trace : beginningOf(trace, beginningNs),
        cost: { median: cost, low: cost, high: cost },
      };
    }),
  };
}
