/** A simulated thread on which a send is a call: the cooperative engine, and each thread of a pool. */
import type { Line } from '../../line/line.ts';
import type { TraceEdge } from '../../trace/trace.ts';
import type { Act, SimulatedStation } from './simulated-station.ts';
import type { SimulatedThread } from './virtual-time.ts';

/**
 * @param stations all coroutines of the line, by name
 * @param callNs what it costs to move an item, in nanoseconds
 */
export function* callThread(
  line: Pick<Line, 'sources' | 'stations' | 'edges'>,
  stations: ReadonlyMap<string, SimulatedStation>,
  callNs: number,
): SimulatedThread {
  for (const { name } of line.stations) stations.get(name)?.prime();
  function* perform(by: SimulatedStation, acts: readonly Act[]): SimulatedThread {
    for (const act of acts) {
      if (act.kind !== 'send') {
        yield* by.spend(act);
        continue;
      }
      by.note('sent', act.item);
      yield { kind: 'work', ns: callNs };
      for (const { to } of line.edges.filter((edge) => carries(edge, by.spec.name, act.item))) {
        const receiver = stations.get(to);
        if (receiver === undefined) continue;
        receiver.note('received', act.item);
        yield* perform(receiver, receiver.actsOn(act.item));
      }
    }
  }
  for (const { name } of line.sources) {
    const source = stations.get(name);
    for (
      let acts = source?.nextActs();
      source !== undefined && acts !== null && acts !== undefined;
      acts = source.nextActs()
    )
      yield* perform(source, acts);
  }
}

/** Whether an item that a station sends goes over an edge. */
export function carries(
  edge: Pick<TraceEdge, 'from'> & { readonly items: readonly number[] | null },
  from: string,
  item: number,
): boolean {
  return edge.from === from && (edge.items === null || edge.items.includes(item));
}
