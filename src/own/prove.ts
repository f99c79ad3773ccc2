/** The proof run: every engine moves the same items, or the program says where they differ. Nothing is timed here. */
import type { Engine, LineRun, StationRun } from '../engine/engine.ts';
import { BASELINE, labelOf, runsParts } from '../engine/engine-table.ts';
import { joinedTally, type Tally, type Testimony } from '../engine/station/witness.ts';
import { type Line, specsOf } from '../line/line.ts';
import { show } from '../line/printable.ts';
import { comparedEdges, comparedExits, joinBefore, type Together } from './orders.ts';
import { ProofError } from './proof-error.ts';
import { ProofResults } from './proof-results.ts';

/** What went over an edge in every run. */
export interface ProvenEdge {
  readonly from: string;
  readonly to: string;
  readonly items: number;
  /** Of all items, whatever their order: 16 hexadecimal digits. */
  readonly hash: string;
}

export interface Proof {
  /** Whether every engine moved the same items over every edge. False only where the line is not deterministic. */
  readonly equal: boolean;
  /** Whether two runs of the same engine did. */
  readonly deterministic: boolean;
  /** Why it is not deterministic; null where it is. */
  readonly reason: string | null;
  /** Those that ran. */
  readonly engines: readonly string[];
  readonly edges: readonly ProvenEdge[];
  readonly results: { readonly items: number; readonly hash: string };
}

/** A run in which every item was counted and hashed. */
interface Witnessed {
  readonly engine: Engine;
  readonly edges: readonly SeenEdge[];
  readonly exits: readonly SeenExit[];
  /** Of the stations whose copies' results are collected in turn: a hash of all their results in order, by what the user calls them. */
  readonly sequences: ReadonlyMap<string, number>;
}

interface SeenEdge {
  readonly from: string;
  readonly to: string;
  readonly sent: Tally;
  /** Null where a send is a call. */
  readonly received: Tally | null;
}

interface SeenExit {
  readonly end: string;
  readonly left: Tally;
  /** What the reader of the results got. */
  readonly taken: Tally;
}

/**
 * Runs every engine once, and the cooperative one twice.
 *
 * Threads come first: there a watchdog finds a station that loops for ever, and a station that ends its process ends only its
 * thread. On the main thread both would end the program without a word.
 *
 * @param engines the cooperative one among them
 * @param step called before each run, with its name
 * @param seen called after each run, with how much memory the process has gained meanwhile, in megabytes
 * @throws ProofError when engines disagree, or an item changes after it was sent
 * @throws StationFailure when a station fails
 */
export async function prove(
  engines: readonly Engine[],
  line: Line,
  step: (what: string) => void,
  seen: (engine: Engine, run: LineRun, grownMb: number) => void,
): Promise<Proof> {
  const runWith = async (engine: Engine): Promise<Witnessed> => {
    step(`proof, ${labelOf(engine)}`);
    const beforeBytes = process.memoryUsage.rss();
    const results = new ProofResults(copies);
    const run = await engine.run(line, { witness: true, results });
    results.end();
    seen(engine, run, (process.memoryUsage.rss() - beforeBytes) / 2 ** 20);
    const witnessed = witnessedBy(engine, line, run, results);
    checkUnchanged(witnessed);
    return witnessed;
  };
  const copies = new Map(
    specsOf(line).flatMap(({ name, copy }) => (copy?.inOrder === true ? [[name, copy.of] as const] : [])),
  );
  const alone = engines.find(({ name }) => name === BASELINE);
  if (alone === undefined) throw new Error('expected the cooperative engine, found it missing');
  const isOnThreads = ({ name }: Engine): boolean => name === 'threads';
  const others: Witnessed[] = [];
  for (const engine of engines.filter(isOnThreads)) others.push(await runWith(engine));
  const reference = await runWith(alone);
  const chance = differenceOf(reference, await runWith(alone), line);
  if (chance !== null)
    return proofOf(reference, `two runs of the same engine differ: ${chance.what}`, [
      ...others.map(({ engine }) => engine),
      alone,
    ]);
  for (const engine of engines) if (engine !== alone && !isOnThreads(engine)) others.push(await runWith(engine));
  for (const other of others) {
    const difference = differenceOf(reference, other, line);
    if (difference !== null)
      throw new ProofError(
        `the engines disagree: ${difference.what} (${labelOf(alone)}; ${labelOf(other.engine)})${reasonOf(difference, other.engine, line)}`,
      );
  }
  return proofOf(reference, null, engines);
}

function proofOf({ edges, exits }: Witnessed, reason: string | null, ran: readonly Engine[]): Proof {
  const high = exits.reduce((sum, { left }) => (sum + left.sum[0]) >>> 0, 0);
  const low = exits.reduce((sum, { left }) => (sum + left.sum[1]) >>> 0, 0);
  return {
    equal: reason === null,
    deterministic: reason === null,
    reason,
    engines: ran.map(labelOf),
    edges: edges.map(({ from, to, sent }) => ({ from, to, items: sent.items, hash: hashText(sent.sum) })),
    results: { items: exits.reduce((sum, { left }) => sum + left.items, 0), hash: hashText([high, low]) },
  };
}

function witnessedBy(
  engine: Engine,
  line: Line,
  { sources, stations }: LineRun,
  results: Pick<ProofResults, 'tallyOf' | 'sequences'>,
): Witnessed {
  const runs = new Map<string, StationRun>([...sources, ...stations].map((run) => [run.name, run]));
  const testimonyOf = (name: string): Testimony => {
    const testimony = runs.get(name)?.testimony ?? null;
    if (testimony === null) throw new Error(`expected a testimony of ${show(name)}, found none`);
    return testimony;
  };
  const edges = line.edges.map((edge): SeenEdge => {
    const { from, to } = edge;
    const outlet = line.edges.filter((other) => other.from === from).indexOf(edge);
    const inlet = line.edges.filter((other) => other.to === to).indexOf(edge);
    const sent = testimonyOf(from).sent[outlet];
    if (sent === undefined) throw new Error(`expected a tally of ${show(from)}, found none`);
    return { from, to, sent, received: testimonyOf(to).received[inlet] ?? null };
  });
  const exits = specsOf(line).flatMap(({ name }) => {
    const { left } = testimonyOf(name);
    return left === null ? [] : [{ end: name, left, taken: results.tallyOf(name) }];
  });
  return { engine, edges, exits, sequences: results.sequences() };
}

/** @throws ProofError when what was received is not what was sent */
function checkUnchanged({ engine, edges, exits }: Witnessed): void {
  const check = (from: string, to: string, sent: Tally, received: Tally): void => {
    if (sent.items !== received.items)
      throw new ProofError(
        `${labelOf(engine)}: ${show(from)} sent ${sent.items} items to ${to}, which received ${received.items}`,
      );
    if (hashText(sent.sum) === hashText(received.sum)) return;
    const place = firstDifference(sent.first, received.first);
    const which = place === null ? 'an item' : `item ${place + 1}`;
    throw new ProofError(
      `${labelOf(engine)}: ${which} of ${show(from)} to ${to} was changed after it was sent: send a copy, or a new value each time`,
    );
  };
  for (const { from, to, sent, received } of edges) if (received !== null) check(from, show(to), sent, received);
  for (const { end, left, taken } of exits) check(end, 'the reader of the results', left, taken);
}

interface Difference {
  /** The station that sent other items. */
  readonly from: string;
  readonly what: string;
}

/** What often is the reason, as the end of the sentence; nothing where none is known. */
function reasonOf({ from }: Difference, other: Engine, line: Line): string {
  if (runsParts(other.name) && line.sources.some(({ name }) => name === from))
    return `: a pool cuts the line into parts, and ${show(from)} has to yield only the items of its own: its host says part and parts`;
  if (runsParts(other.name))
    return ': a pool runs the line once for each part of its source, and what a station keeps it keeps for its own part';
  const joins = joinBefore(from, line);
  return joins === null ? '' : `: ${joins.reason}, and what it sends must not depend on that`;
}

/** The first place in which two runs moved other items; null where there is none. */
function differenceOf(one: Witnessed, other: Witnessed, line: Line): Difference | null {
  const whole = !runsParts(one.engine.name) && !runsParts(other.engine.name);
  for (const edges of comparedEdges(line, whole)) {
    const sentIn = (seen: Witnessed): Tally =>
      tallyOf(
        seen.edges.map(({ sent }) => sent),
        edges,
      );
    const text = tallyDifference(sentIn(one), sentIn(other));
    if (text !== null) return { from: edges.from, what: `${edges.what} went ${text}` };
  }
  const ends = one.exits.map(({ end }) => end);
  for (const exits of comparedExits(line, ends, whole)) {
    const { from, what } = exits;
    const leftIn = (seen: Witnessed): Tally =>
      tallyOf(
        seen.exits.map(({ left }) => left),
        exits,
      );
    const [left, right] = [leftIn(one), leftIn(other)];
    const text = tallyDifference(left, right);
    if (text !== null) return { from, what: `${what} gave ${text} as results` };
    if (!whole || joinBefore(from, line) !== null || left.sequence === right.sequence) continue;
    return { from, what: `${what} gave the same results in another order` };
  }
  if (whole)
    for (const [station, sequence] of one.sequences) {
      const from = specsOf(line).find(({ copy }) => copy?.of === station)?.name ?? station;
      if (joinBefore(from, line) === null && sequence !== other.sequences.get(station))
        return { from, what: `the copies of ${show(station)} gave the same results in another order` };
    }
  return null;
}

function tallyOf(tallies: readonly Tally[], { places }: Together): Tally {
  return joinedTally(places.flatMap((place) => tallies[place] ?? []));
}

function tallyDifference(one: Tally, other: Tally): string | null {
  if (one.items !== other.items) return `${one.items} items and ${other.items} items`;
  if (hashText(one.sum) === hashText(other.sum)) return null;
  const place = firstDifference(one.first, other.first);
  return place === null ? `${one.items} items that differ` : `${one.items} items that differ from item ${place + 1} on`;
}

function firstDifference(one: Int32Array, other: Int32Array): number | null {
  const place = one.findIndex((hash, i) => hash !== other[i]);
  return place === -1 ? null : place;
}

function hashText([high, low]: Tally['sum']): string {
  return [high, low].map((word) => word.toString(16).padStart(8, '0')).join('');
}
