/** The prediction for a setting: a simulated run. It takes a few milliseconds, so that it can follow a slider. */
import * as exported from '../../cake/stations.ts';
import { labelOf } from '../../engine/engine-table.ts';
import { simulate } from '../../measure/simulation/simulate.ts';
import { ITERATIONS_PER_US } from '../../measure/simulation/simulated-station.ts';
import type { Trace } from '../../trace/trace.ts';
import { type Calibration, wayOn } from './calibration.ts';
import { figuresOf, type RunFigures } from './figures.ts';
import { lineFor, rowFor, type Setting } from './setting.ts';

export interface Prediction {
  readonly figures: RunFigures;
  readonly trace: Trace;
}

export function predict(setting: Setting, device: Calibration): Prediction {
  const { line } = lineFor(setting, ITERATIONS_PER_US * device.slowdown, device.cores);
  const simulated = simulate(line, exported, wayOn(device, setting.way));
  const trace = { ...simulated, engine: labelOf(rowFor(setting.way, device.channel)) };
  const figures = figuresOf(
    trace,
    line.sources.map(({ name }) => name),
  );
  return { trace, figures: { ...figures, ms: figures.ms + device.startMs[setting.way] } };
}
