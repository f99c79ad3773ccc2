/** A supervised line of one's own as one JSON document. */
import type { SupervisionReport } from '../../engine/supervise/supervision.ts';
import type { Machine } from '../../platform/platform.ts';
import { killText, type WrittenKill } from '../../terminal/kill-option.ts';
import { hashOf, resultsOf } from './results.ts';
import type { LineWay, SupervisedLine } from './supervised-line.ts';

/** What `cake-factory run FILE --supervise --json` prints. */
export interface SupervisedLineDocument {
  readonly schema: 1;
  /** It tells this document from that of a race. */
  readonly supervised: true;
  readonly name: string;
  readonly machine: Machine;
  /** As they were asked for. */
  readonly kills: readonly string[];
  /** Whether the supervised run gave the results of one thread. */
  readonly equal: boolean;
  /** Why it did not; null where it did. */
  readonly mistake: string | null;
  /**
   * One thread, the same line as the last one without supervision, and the supervised one; this one alone where a station died in a
   * run without supervision.
   */
  readonly engines: readonly SupervisedLineEngine[];
}

export interface SupervisedLineEngine {
  readonly name: string;
  readonly channel: string;
  readonly threads: number;
  readonly startupMs: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly results: { readonly items: number; readonly hash: string };
  readonly stations: readonly { readonly name: string; readonly sent: number }[];
  /** Null where the engine was not supervised. */
  readonly supervision: SupervisionReport | null;
}

export function supervisedDocument(
  { name, machine, mistake, compared, supervised }: SupervisedLine,
  kills: readonly WrittenKill[],
): SupervisedLineDocument {
  return {
    schema: 1,
    supervised: true,
    name,
    machine,
    kills: kills.map(killText),
    equal: mistake === null,
    mistake,
    engines: [
      ...(compared === null ? [] : [compared.reference, compared.unsupervised].map((way) => engineOf(way, null))),
      engineOf(supervised, supervised.report),
    ],
  };
}

function engineOf(way: LineWay, supervision: SupervisionReport | null): SupervisedLineEngine {
  const { engine, run } = way;
  const { threads, startupMs, wallMs, cpuMs, sources, stations } = run;
  return {
    name: engine.name,
    channel: engine.channel,
    threads,
    startupMs,
    wallMs,
    cpuMs,
    results: { items: resultsOf(way), hash: hashOf(way) },
    stations: [...sources, ...stations].map(({ name, sent }) => ({ name, sent })),
    supervision,
  };
}
