/** The proof run: every engine moves the same items, or the program says where they differ. Nothing is timed here. */
import type { Engine, LineRun, StationRun } from '../engine/engine.ts';
import { BASELINE, labelOf, runsParts } from '../engine/engine-table.ts';
import type { Tally, Testimony } from '../engine/station/witness.ts';
import { type Line, specsOf } from '../line/line.ts';
import { show } from '../line/printable.ts';
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
    const results = new ProofResults();
    const run = await engine.run(line, { witness: true, results });
    results.end();
    seen(engine, run, (process.memoryUsage.rss() - beforeBytes) / 2 ** 20);
    const witnessed = witnessedBy(engine, line, run, results);
    checkUnchanged(witnessed);
    return witnessed;
  };
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
  results: Pick<ProofResults, 'tallyOf'>,
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
  return { engine, edges, exits };
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
  return joins === null
    ? ''
    : `: ${show(joins)} reads several stations, whose items arrive in any order, and what it sends must not depend on that`;
}

/** The first place in which two runs moved other items; null where there is none. */
function differenceOf(one: Witnessed, other: Witnessed, line: Line): Difference | null {
  for (const [i, edge] of one.edges.entries()) {
    const same = other.edges[i];
    const text = same === undefined ? null : tallyDifference(edge.sent, same.sent);
    if (text !== null) return { from: edge.from, what: `from ${show(edge.from)} to ${show(edge.to)} went ${text}` };
  }
  for (const [i, { end, left }] of one.exits.entries()) {
    const same = other.exits[i];
    const text = same === undefined ? null : tallyDifference(left, same.left);
    if (text !== null) return { from: end, what: `${show(end)} gave ${text} as results` };
    const fixed = joinBefore(end, line) === null && !runsParts(one.engine.name) && !runsParts(other.engine.name);
    if (fixed && left.sequence !== same?.left.sequence)
      return { from: end, what: `${show(end)} gave the same results in another order` };
  }
  return null;
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

/**
 * The station that reads more than one edge: this one, or the nearest one before it. Null where there is none: then the graph
 * fixes the order of what the station sends.
 */
function joinBefore(name: string, { edges }: Pick<Line, 'edges'>): string | null {
  const before = new Set([name]);
  // A set that grows while it is walked.
  for (const to of before) for (const edge of edges) if (edge.to === to) before.add(edge.from);
  return [...before].find((to) => edges.filter((edge) => edge.to === to).length > 1) ?? null;
}

function hashText([high, low]: Tally['sum']): string {
  return [high, low].map((word) => word.toString(16).padStart(8, '0')).join('');
}
