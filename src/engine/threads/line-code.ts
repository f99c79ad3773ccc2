/** The code of a line's coroutines, compiled for threads. */
import { type Line, type StationSpec, specsOf } from '../../line/line.ts';
import { ModuleBuildError } from '../../platform/errors.ts';
import type { WorkerCode, Workers } from '../../platform/platform.ts';
import { StationFailure } from '../failure.ts';

export interface LineCode extends Pick<WorkerCode, 'entries'> {
  /** The line, in which each spec names the compiled module of its coroutine. */
  readonly compiled: Line;
}

/**
 * @throws StationFailure when the module of a station does not exist or does not compile
 * @throws BuildError when anything else cannot be compiled
 */
export async function codeOf(line: Line, workers: Pick<Workers, 'build'>): Promise<LineCode> {
  const specs = specsOf(line);
  const modules = [...new Set(specs.map((spec) => spec.module))].sort();
  try {
    const { moduleUrl, entries } = await workers.build(modules);
    const compiledSpec = (spec: StationSpec): StationSpec => ({ ...spec, module: moduleUrl(spec.module) });
    const compiledLine = (whole: Line): Line => ({
      ...whole,
      sources: whole.sources.map(compiledSpec),
      stations: whole.stations.map(compiledSpec),
      parts: whole.parts.map(compiledLine),
    });
    return { compiled: compiledLine(line), entries };
  } catch (error) {
    if (!(error instanceof ModuleBuildError)) throw error;
    const station = specs.find(({ module }) => module === error.module);
    throw station === undefined ? error : new StationFailure(station.name, error);
  }
}
