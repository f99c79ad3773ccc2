/** One compiled worker that runs no line. */
import { bundle } from './bundle.ts';

export interface SingleWorker {
  /** The path of the compiled file. */
  readonly path: string;
  /** Deletes it. */
  readonly clear: () => void;
}

/** @param entry URL of a file in `workers/` */
export async function buildWorker(entry: string): Promise<SingleWorker> {
  const { pathOf, clear } = await bundle([entry]);
  return { path: pathOf(entry), clear };
}
