/** The channels of a line on one thread: a mailbox for each edge, and one more for counts where its reader collects in turn. */
import { byteLimitOf } from '../channel/byte-limit.ts';
import { mailbox } from '../channel/mailbox.ts';
import { cyclesOf } from '../line/cycles.ts';
import { type Label, labelsOf } from '../line/labels.ts';
import { type Edge, kindOf, type Line, specsOf } from '../line/line.ts';
import { Cycle, cycleMemory, inletOf, outletOf } from './station/cycle.ts';
import type { LabelledInlet, StationOutlet } from './station/ends.ts';
import type { LoopWaker } from './station/waker.ts';

/** The two ends of an edge. */
export interface LoopChannel {
  readonly edge: Edge;
  readonly reader: LabelledInlet;
  readonly writer: StationOutlet;
}

/** In the order of the edges. */
export function channelsOf(line: Line, wakerFor: (name: string) => LoopWaker): LoopChannel[] {
  const labels = labelsOf(line);
  const specs = new Map(specsOf(line).map((spec) => [spec.name, spec]));
  const cycles = cyclesOf(line.edges);
  const wakeBack = (cycle: number) => (): void => {
    line.edges.forEach(({ to }, i) => {
      if (cycles.edges[i]?.cycle === cycle) wakerFor(to).wake();
    });
  };
  const counts = cycles.entering.map((entering, cycle) => new Cycle(cycleMemory(entering), wakeBack(cycle)));
  return line.edges.map((edge, i) => {
    const { from, to, items, guard = null, capacity, capacityBytes, dealt, collected } = edge;
    const spec = specs.get(from);
    const limit = spec === undefined ? null : byteLimitOf(kindOf(spec, line), capacityBytes);
    const [wakeReader, wakeWriter] = [wakerFor(to).wake, wakerFor(from).wake];
    const ends = mailbox(capacity, wakeReader, wakeWriter, limit);
    const own = collected === undefined ? null : mailbox(capacity, wakeReader, wakeWriter);
    const inCycle = cycles.edges[i] ?? null;
    const count = inCycle === null ? undefined : counts[inCycle.cycle];
    const label: Label = labels.edges[i] ?? { base: 0, perItem: false };
    const cycled =
      count === undefined || inCycle === null
        ? ends
        : { outlet: outletOf(count, inCycle.edge, ends.outlet), inlet: inletOf(count, inCycle.edge, ends.inlet) };
    return {
      edge,
      reader: {
        inlet: cycled.inlet,
        label,
        cycle: inCycle?.edge ?? null,
        ...(own === null || collected === undefined ? {} : { collected: { share: collected, counts: own.inlet } }),
      },
      writer: {
        outlet: cycled.outlet,
        items,
        guard,
        label,
        ...(dealt === undefined ? {} : { dealt }),
        ...(own === null ? {} : { counts: own.outlet }),
      },
    };
  });
}
