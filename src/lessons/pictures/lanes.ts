/** Lanes inside a chapter: what each station did, under several engines, on one axis of time. */
import stringWidth from 'string-width';
import { bake } from '../../cake/bake.ts';
import type { Engine } from '../../engine/engine.ts';
import { EVENTS, traceFrom } from '../../measure/recording-cost.ts';
import { axis, fitted, laneName, legend, painted } from '../../terminal/lane-drawing.ts';
import { laneOf } from '../../trace/lanes.ts';
import { endNs } from '../../trace/metrics.ts';
import type { Trace, Track } from '../../trace/trace.ts';
import type { Stage } from '../chapter.ts';
import type { CakeLine } from '../props/cake-lines.ts';

/** Longer names are cut. */
const MOST_NAME = 20;

/**
 * Records one run of each engine, after a run that is not recorded, and prints their lanes. Returns the traces.
 *
 * @param names what the chapter calls the engines
 */
export async function drawLanes(
  stage: Pick<Stage, 'print' | 'columns'>,
  engines: readonly Engine[],
  names: readonly string[],
  { graph, line }: CakeLine,
): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const [i, engine] of engines.entries()) {
    await bake(engine, graph, line);
    const trace = traceFrom(engine, await bake(engine, graph, line, { events: EVENTS }));
    traces.push({ ...trace, engine: names[i] ?? trace.engine });
  }
  for (const row of lanesOf(traces, stage.columns)) stage.print(row);
  return traces;
}

/** The lanes of some traces, at most `width` columns wide, with an axis of time and a legend. */
export function lanesOf(traces: readonly Trace[], width: number): string[] {
  const untilNs = Math.max(1, ...traces.map(endNs));
  const tracks = traces.flatMap((trace) => trace.tracks);
  const name = (track: Track): string => `  ${laneName(track)}`;
  const nameWidth = Math.min(MOST_NAME, Math.max(0, ...tracks.map((track) => stringWidth(name(track)))));
  const columns = width - nameWidth - 1;
  const plain = (_: unknown, text: string): string => text;
  return [
    `${''.padEnd(nameWidth)} ${axis(columns, untilNs)}`,
    ...traces.flatMap((trace) => [
      trace.engine,
      ...trace.tracks.map((track) =>
        `${fitted(name(track), nameWidth)} ${painted(laneOf(track, columns, untilNs), plain)}`.trimEnd(),
      ),
    ]),
    ...legend(tracks, plain),
  ];
}
