/** What a line has to be like, so that its stations can be supervised. */
import { LineError } from '../../line/check.ts';
import { hasFixedSize } from '../../line/kind/spec.ts';
import { labelsOf } from '../../line/labels.ts';
import { kindOf, type Line, specsOf } from '../../line/line.ts';
import { show } from '../../line/printable.ts';
import { firstUncarried } from '../../line/ring-limits.ts';
import type { ThreadsChannel } from '../engine-table.ts';
import type { Placement } from '../placement/placement.ts';
import type { Supervision } from './supervision.ts';

/** @throws LineError in one line: what was found, what was wanted, where */
export function checkSupervised(
  line: Line,
  placement: Placement,
  channel: ThreadsChannel,
  { kills = [] }: Supervision,
): void {
  if (channel !== 'ring')
    fail(
      `expected rings, found ${channel}s: what lies in a ring outlives a thread, and a message on its way to a dead thread is lost`,
    );
  const uncarried = firstUncarried(line);
  if (uncarried !== null) {
    const { from, to, kind } = uncarried;
    fail(
      `rings carry ints and records, and ${show(from)} sends ${kind} to ${show(to)}; give it { out: ints() } or { out: record({ ... }) }`,
    );
  }
  const shared = placement.find((group) => group.length > 1);
  if (shared !== undefined) fail(`expected a thread for each station, found ${shared.map(show).join(' and ')} on one`);
  const back = line.edges.find(({ feedback }) => feedback === true);
  if (back !== undefined) fail(`expected no feedback, found one from ${show(back.from)} to ${show(back.to)}`);
  const copy = specsOf(line).find((spec) => spec.copy !== undefined);
  if (copy !== undefined) fail(`expected no station with copies, found ${show(copy.name)}`);
  for (const name of labelsOf(line).exits.keys()) {
    const spec = specsOf(line).find((one) => one.name === name);
    if (spec === undefined) continue;
    const kind = kindOf(spec, line);
    if (!hasFixedSize(kind))
      fail(
        `expected the results of ${show(name)} to be ints or records, found ${kind.kind}; give it { out: ints() } or { out: record({ ... }) }`,
      );
  }
  const names = new Set(specsOf(line).map((spec) => spec.name));
  for (const kill of kills)
    if (kill.kind !== 'random' && !names.has(kill.station))
      fail(`expected a kill of one of ${[...names].map(show).join(', ')}, found ${show(kill.station)}`);
}

function fail(what: string): never {
  throw new LineError(`Cannot supervise this line: ${what}`);
}
