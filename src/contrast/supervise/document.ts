/** A supervised run as one JSON document. */
import type { SupervisionReport } from '../../engine/supervise/supervision.ts';
import type { Run } from '../../measure/run.ts';
import type { Machine } from '../../platform/platform.ts';
import { killText, type WrittenKill } from '../../terminal/kill-option.ts';
import type { SupervisedWorkload, Way } from './bake.ts';

/** What `npm start -- --supervise --json` prints. Its fields have the names of the contrast's document. */
export interface SupervisedDocument {
  readonly schema: 2;
  /** It tells this document from that of a contrast. */
  readonly supervised: true;
  /** A quick run: too short for figures that you can quote. */
  readonly quick: boolean;
  readonly machine: Machine;
  /** As they were asked for. */
  readonly kills: readonly string[];
  readonly workloads: readonly {
    readonly name: string;
    readonly order: {
      readonly recipe: string;
      readonly cakes: number;
      readonly ingredients: number;
      readonly seed: number;
      readonly delivery: string;
    };
    /** How many cakes the reference made. */
    readonly expected: number;
    /** Whether books, cakes and digest of the supervised engine are those of the reference. */
    readonly equal: boolean;
    /** Why they are not; null where they are. */
    readonly mistake: string | null;
    /** The reference, the same line as the last one without supervision, and the supervised one. */
    readonly engines: readonly SupervisedEngine[];
  }[];
}

export interface SupervisedEngine
  extends Pick<Run, 'threads' | 'placement' | 'startupMs' | 'products' | 'leftovers' | 'digest' | 'stations'> {
  readonly name: string;
  readonly channel: string;
  readonly wallMs: OneSample;
  readonly cpuMs: OneSample;
  /** Null where the engine was not supervised. */
  readonly supervision: SupervisionReport | null;
}

/** As in a race, with the only run that there is. */
interface OneSample {
  readonly samples: readonly [number];
  readonly median: number;
}

export function supervisedDocument(
  recipe: string,
  quick: boolean,
  machine: Machine,
  kills: readonly WrittenKill[],
  workloads: readonly SupervisedWorkload[],
): SupervisedDocument {
  return {
    schema: 2,
    supervised: true,
    quick,
    machine,
    kills: kills.map(killText),
    workloads: workloads.map(({ workload, order, items, mistake, reference, unsupervised, supervised }) => ({
      name: workload,
      order: { recipe, cakes: order.cakes, ingredients: items, seed: order.seed, delivery: order.delivery },
      expected: reference.run.products,
      equal: mistake === null,
      mistake,
      engines: [engineOf(reference, null), engineOf(unsupervised, null), engineOf(supervised, supervised.report)],
    })),
  };
}

function engineOf({ engine, run }: Way, supervision: SupervisionReport | null): SupervisedEngine {
  const { threads, placement, startupMs, products, leftovers, digest, stations } = run;
  return {
    name: engine.name,
    channel: engine.channel,
    threads,
    placement,
    startupMs,
    wallMs: oneSample(run.wallMs),
    cpuMs: oneSample(run.cpuMs),
    products,
    leftovers,
    digest,
    stations,
    supervision,
  };
}

function oneSample(value: number): OneSample {
  return { samples: [value], median: value };
}
