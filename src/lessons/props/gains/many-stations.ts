/** A row of 64 stations that all work equally long, placed on some threads by the planner, for chapter 31. */
import { type PlannedPlacement, placementOf } from '../../../engine/placement/planned-placement.ts';
import { planPlacement } from '../../../engine/placement/planner.ts';

export const STATIONS = 64;

export interface ManyPlaced {
  readonly threads: number;
  /** How many stations the thread with the most of them has. */
  readonly most: number;
  /** How often an item changes threads on its way through all stations. */
  readonly crossings: number;
}

/** On one thread, on one for each processor, and with a thread for each station. */
export function manyPlaced(cores: number): ManyPlaced[] {
  const places = Array.from({ length: STATIONS }, (_, place) => place);
  const free = { items: 1, sendUs: 0, takeUs: 0, callUs: 0 };
  const edges = places.slice(1).map((place) => ({ from: place - 1, to: place, ...free }));
  const loads = { busyUs: places.map(() => 1), edges };
  const plans = [
    placementOf(loads, [places]),
    planPlacement(loads, Math.min(cores, STATIONS)),
    placementOf(
      loads,
      places.map((place) => [place]),
    ),
  ];
  const rows = plans.map(({ groups, crossing }: PlannedPlacement) => {
    return { threads: groups.length, most: Math.max(...groups.map(({ length }) => length)), crossings: crossing };
  });
  return rows.filter(({ threads }, i) => rows.findIndex((row) => row.threads === threads) === i);
}
