/** The ends of the channels of counts, beside those of the items: see counts.ts. */
import type { Inlet, Outlet } from '../../channel/channel.ts';
import type { CollectedShare } from '../../line/line.ts';
import type { Port } from '../../platform/platform.ts';
import type { LabelledInlet, StationOutlet } from '../station/ends.ts';
import type { ExitEnd, PortEnd } from './messages.ts';

/** The ports of an end: that of its items, and that of its counts. */
export function portsOf({ port, counts }: Pick<PortEnd, 'port' | 'counts'>): Port[] {
  return counts === null ? [port] : [port, counts];
}

export function exitPortsOf(exit: ExitEnd | null): Port[] {
  return exit === null || exit.port === null ? [] : portsOf({ port: exit.port, counts: exit.counts });
}

/** What an inlet has beside its items; nothing where it is not collected in turn. */
export function collectedWith(
  share: CollectedShare | undefined,
  counts: Inlet | null,
): Pick<LabelledInlet, 'collected'> {
  return share === undefined || counts === null ? {} : { collected: { share, counts } };
}

/** What an outlet has beside its items; nothing where nobody collects in turn. */
export function countedWith(counts: Outlet | null): Pick<StationOutlet, 'counts'> {
  return counts === null ? {} : { counts };
}
