/** The contrast of a line of one's own as one JSON document. */
import { specsOf } from '../line/line.ts';
import type { EngineResult } from '../measure/race.ts';
import type { OwnContrast } from './contrast-line.ts';
import { kindsOf } from './contrast-line.ts';
import { sentencesOf } from './words.ts';

/** What `cake-factory run FILE --json` prints, and `race` returns. */
export interface LineDocument {
  readonly schema: 1;
  readonly name: string;
  readonly quick: boolean;
  readonly line: {
    readonly stations: readonly {
      readonly name: string;
      readonly kind: 'source' | 'station';
      /** How its items cross to another thread. */
      readonly out: string;
      readonly items: number;
      /** What one thread needed for it, without what it called. */
      readonly selfMs: number;
      readonly restedMs: number;
    }[];
    readonly edges: readonly {
      readonly from: string;
      readonly to: string;
      readonly capacity: number;
      readonly feedback: boolean;
    }[];
  };
  readonly machine: OwnContrast['machine'] & { readonly parallelCapacity: number | null };
  readonly noise: OwnContrast['noise'];
  readonly proof: OwnContrast['proof'];
  readonly engines: readonly EngineDocument[];
  readonly absent: OwnContrast['absent'];
  readonly verdict: readonly string[];
  readonly advice: OwnContrast['advice'];
}

export interface EngineDocument {
  readonly name: string;
  readonly channel: string;
  readonly threads: number;
  /** Which stations shared a thread; null where an engine does not place them. */
  readonly placement: EngineResult['placement'];
  /** The speedup that was predicted of the placement; null where none was. */
  readonly predicted: number | null;
  readonly outcome: string;
  /** From ready until the last result, in each round. */
  readonly wallMs: { readonly samples: readonly number[]; readonly median: number };
  readonly cpuMs: number;
  readonly startupMs: number;
  readonly speedup: {
    readonly median: number;
    readonly low: number;
    readonly high: number;
    readonly confidence: number;
    readonly limit: number;
  };
  readonly results: { readonly items: number; readonly hash: string };
  readonly stations: readonly { readonly name: string; readonly received: number; readonly made: number }[];
}

export function documentOf(contrast: OwnContrast, quick: boolean): LineDocument {
  const { name, line, machine, noise, proof, race, absent, advice, stations } = contrast;
  const kinds = kindsOf(line);
  return {
    schema: 1,
    name,
    quick,
    line: {
      stations: specsOf(line).map((spec, i) => ({
        name: spec.name,
        kind: i < line.sources.length ? 'source' : 'station',
        out: kinds.get(spec.name) ?? '',
        items: stations[i]?.items ?? 0,
        selfMs: stations[i]?.selfMs ?? 0,
        restedMs: stations[i]?.restedMs ?? 0,
      })),
      edges: line.edges.map(({ from, to, capacity, feedback = false }) => ({ from, to, capacity, feedback })),
    },
    machine: { ...machine, parallelCapacity: race?.parallelCapacity ?? null },
    noise,
    proof,
    engines: (race?.engines ?? []).map((engine) => ({
      name: engine.name,
      channel: engine.channel,
      threads: engine.threads,
      placement: engine.placement,
      predicted: engine.predicted,
      outcome: engine.outcome,
      wallMs: engine.wallMs,
      cpuMs: engine.cpuMs.median,
      startupMs: engine.startupMs,
      speedup: engine.speedup,
      // The proof run has shown that they are the same under every engine, and every timed run is checked for their number.
      results: { items: engine.products, hash: proof.results.hash },
      stations: engine.stations.map(({ name: station, received, made }) => ({ name: station, received, made })),
    })),
    absent,
    verdict: sentencesOf(contrast),
    advice,
  };
}
