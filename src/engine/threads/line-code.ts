/** The code of a line's coroutines, compiled for threads. */
import { type Line, type StationSpec, specsOf } from '../../line/line.ts';
import { ModuleBuildError } from '../../platform/errors.ts';
import type { WorkerCode, WorkerHost } from '../../platform/platform.ts';
import { StationFailure } from '../failure.ts';

export interface LineCode extends Pick<WorkerCode, 'entries'> {
  /** The line with the module of each coroutine replaced by its compiled one. */
  readonly compiled: Line;
}

/**
 * @throws StationFailure when the module of a station does not exist or does not compile
 * @throws BuildError when anything else cannot be compiled
 */
export async function codeOf(line: Line, host: Pick<WorkerHost, 'build'>): Promise<LineCode> {
  const specs = specsOf(line);
  const modules = [...new Set(specs.map((spec) => spec.module))].sort();
  try {
    const { moduleUrl, entries } = await host.build(modules);
    const moved = (spec: StationSpec): StationSpec => ({ ...spec, module: moduleUrl(spec.module) });
    const compiled = (whole: Line): Line => ({
      ...whole,
      source: moved(whole.source),
      stations: whole.stations.map(moved),
      parts: whole.parts.map(compiled),
    });
    return { compiled: compiled(line), entries };
  } catch (error) {
    if (!(error instanceof ModuleBuildError)) throw error;
    const station = specs.find(({ module }) => module === error.module);
    throw station === undefined ? error : new StationFailure(station.name, error);
  }
}
