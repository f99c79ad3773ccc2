/** What a page measured, in the shape of `npm start -- --json`, without what a browser does not know. */
import type { Contrast } from '../contrast/contrast.ts';
import { type ContrastDocument, contrastDocument } from '../contrast/contrast-json.ts';
import type { WorkloadVerdict } from '../measure/verdict.ts';

export interface PageDocument extends ContrastDocument {
  readonly machine: {
    readonly browser: string;
    readonly cores: number;
    readonly parallelCapacity: Contrast['machine']['parallelCapacity'];
    /** Whether threads share memory here, so that rings are possible. */
    readonly sharesMemory: boolean;
  };
}

/** @param sharesMemory whether threads share memory */
export function pageDocument(
  recipe: string,
  quick: boolean,
  contrast: Contrast,
  verdict: readonly WorkloadVerdict[],
  sharesMemory: boolean,
): PageDocument {
  const { machine, noise, workloads } = contrast;
  const { platform, cores, parallelCapacity } = machine;
  const { workloads: raced, ...document } = contrastDocument(recipe, quick, contrast, verdict, null);
  const known = workloads.map(({ engines }) => engines.map(withoutCpu));
  return {
    ...document,
    machine: { browser: platform, cores, parallelCapacity, sharesMemory },
    noise: { noisy: noise.noisy, reasons: noise.reasons },
    workloads: raced.map((workload, i) => ({ ...workload, engines: known[i] })),
  };
}

/** A browser does not tell how much CPU time a page has used. */
function withoutCpu<Engine extends { readonly cpuMs: unknown }>({ cpuMs: _, ...known }: Engine): Omit<Engine, 'cpuMs'> {
  return known;
}
