/** One run of the soak: a scenario played under its engines, and everything that has to be true afterwards. */
import { BroadcastChannel } from 'node:worker_threads';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { type Graph, graphOf } from '../../src/cake/graph.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import { type Engine, labelOf } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import { pool } from '../../src/engine/pool.ts';
import { threads } from '../../src/engine/threads.ts';
import type { Line, StationSpec } from '../../src/line/line.ts';
import { checkAgreement } from '../../src/measure/race.ts';
import type { Run } from '../../src/measure/run.ts';
import { within } from '../../src/platform/deadline.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { heldBefore, leftBeyond, terminate } from './resources.ts';
import { type Sabotage, SIGNAL, type Signal } from './saboteur.ts';
import { type Blow, type FirstFailure, productsOf, type Scenario, type Soaked } from './scenario.ts';

/** How long anything may take before it counts as hanging: far above the watchdog's patience. */
const LIMIT_MS = 30_000;
/** Short, since a soak has many endless loops to wait for; long enough for a machine that is busy otherwise. */
const HANG_MS = 2000;
const READY_MS = 8000;
const PARTS = 3;
const BAKERS = 2;
/** Soon exhausted. */
const LIMITS = { hangMs: HANG_MS, heapMb: 32 };

export interface Trial {
  /** Runs whose books balanced and whose digest was that of the cooperative engine. */
  readonly balanced: number;
  readonly cakes: number;
  /** What went wrong as it should, and null where nothing was to, or where it came too late. */
  readonly injected: Injected | null;
}

export type Injected = FaultName | 'two at once';

export type Hire = (name: Soaked, scenario: Scenario) => Engine;

export const hire: Hire = (name, { oneByOne }) => {
  switch (name) {
    case 'event-loop':
      return eventLoop({ platform, hangMs: HANG_MS });
    case 'threads (port)':
      return threads({ platform, channel: 'port', oneByOne, ...LIMITS, readyMs: READY_MS });
    case 'threads (ring)':
      return threads({ platform, channel: 'ring', oneByOne, ...LIMITS, readyMs: READY_MS });
    case 'pool':
      return pool({ platform, threads: BAKERS, ...LIMITS });
  }
};

/**
 * Bakes the order under every engine of the scenario, before and after what goes wrong.
 *
 * @param hired gives the engines; a test gives dishonest ones
 * @param interrupted rejects when somebody wants to go home
 * @throws Error when anything is not as it has to be: books, digests, the failure, the time it took, what is left behind
 */
export async function trial(scenario: Scenario, hired: Hire, interrupted: Promise<never>): Promise<Trial> {
  const graph = graphOf(scenario.recipe, 'soak');
  const line = narrowed(lineOf(graph, scenario.order, { iterationsPerUs: 1, parts: PARTS }), scenario.capacity);
  const before = await heldBefore();
  const baseline = cooperative({ platform });
  const reference = { engine: baseline, run: await bake(baseline, graph, line) };
  const present = scenario.engines.filter((name) => name !== 'pool' || line.parts.length > 0);
  const all = present.map((name) => ({ name, engine: hired(name, scenario) }));
  let injected: Injected | null = null;
  let balanced = 1;

  const inTime = <T>(missing: string, promise: Promise<T>): Promise<T> =>
    within(LIMIT_MS, missing, [promise, interrupted]);
  const good = async (engine: Engine): Promise<void> => {
    const run = await inTime(`${labelOf(engine)} not ended`, bake(engine, graph, line));
    checkAgreement('soak', reference, { engine, run });
    balanced++;
  };
  try {
    for (const { name, engine } of all) {
      await good(engine);
      const { mishap } = scenario;
      if (mishap?.engine !== name) continue;
      const end = await inTime(`${labelOf(engine)} not failed`, struck(engine, graph, line, scenario, mishap));
      if (end.kind === 'baked') checkAgreement('soak, struck too late', reference, { engine, run: end.run });
      else injected = mishap.blows.length > 1 ? 'two at once' : mishap.blows[0].fault;
      // A thread that fails when its station has ended already would fail the next run.
      if (mishap.blows.some(({ fault }) => FAULTS[fault].names === 'nobody'))
        await inTime(`${labelOf(engine)} not closed`, engine.close());
      await good(engine);
    }
  } finally {
    await within(LIMIT_MS, 'engines not closed', [Promise.all(all.map(({ engine }) => engine.close()))]);
  }
  const left = await leftBeyond(before);
  if (left !== '') throw new Error(`expected nothing to be left behind, found ${left} more than before`);
  return { balanced, cakes: balanced * reference.run.products, injected };
}

type End = { readonly kind: 'baked'; readonly run: Run } | { readonly kind: 'failed' };

/** Plays the line with one station that goes wrong, or two. */
async function struck(
  engine: Engine,
  graph: Graph,
  line: Line,
  scenario: Scenario,
  { blows }: FirstFailure,
): Promise<End> {
  const parts = engine.name === 'pool' ? line.parts.length : 1;
  const at = ({ station, share }: Blow): number =>
    Math.ceil(share * Math.floor(productsOf(graph, scenario.order, station) / parts));
  const bad = blows.reduce((whole, blow) => sabotaged(whole, blow.station, blow.fault, at(blow)), line);
  // Waited for in the end: whoever is closed, or has lost a thread, may be used again once that is over.
  const strikes: Promise<unknown>[] = [];
  const ears = new BroadcastChannel(SIGNAL);
  ears.onmessage = (message) => {
    if (!isBlow(message)) return;
    const { fault, thread } = message.data;
    const strike = fault === 'is closed' ? engine.close() : terminate(thread);
    // What goes wrong with it is told when it is waited for.
    strike.catch(() => {});
    strikes.push(strike);
  };
  try {
    const run = await bake(engine, graph, bad);
    // With random delivery nobody knows whether it ever makes as many.
    const sure = blows.find(({ fault }) => !FAULTS[fault].mayMiss);
    if (sure !== undefined && scenario.order.delivery === 'order')
      throw new Unharmed(`it was unharmed, and ${nameIn(line, sure)} ${sure.fault}`);
    return { kind: 'baked', run };
  } catch (error) {
    if (error instanceof Unharmed) throw error;
    if (!blows.some((blow) => explains(blow, nameIn(line, blow), engine, error))) {
      const expected = blows.map((blow) => `"${nameIn(line, blow)}" that says ${FAULTS[blow.fault].failure}`);
      throw new Error(`expected a StationFailure of ${expected.join(' or ')}, found ${String(error)}`, {
        cause: error,
      });
    }
    return { kind: 'failed' };
  } finally {
    ears.close();
    await Promise.all(strikes);
  }
}

/** Whether a failure is what is to come of it. */
function explains({ fault }: Blow, name: string, engine: Engine, error: unknown): boolean {
  const { names, failure } = FAULTS[fault];
  const found = error instanceof StationFailure ? error.station : null;
  // A baker takes all its stations with it when its thread ends.
  const wanted = engine.name === 'pool' && found?.startsWith('pool part ') ? found : name;
  const right = names === 'nobody' || (names === 'any' ? found !== null : found === wanted);
  return right && error instanceof Error && failure.test(error.message);
}

function nameIn(line: Line, { station }: Blow): string {
  return [line.source, ...line.stations][station]?.name ?? '';
}

/** The run ended well although it could not. */
class Unharmed extends Error {}

function isBlow(message: unknown): message is { readonly data: Signal } {
  return typeof message === 'object' && message !== null && 'data' in message && isSignal(message.data);
}

function isSignal(data: unknown): data is Signal {
  return typeof data === 'object' && data !== null && 'fault' in data && 'thread' in data;
}

/** The same line with its channels as narrow, or as wide, as is asked for. */
function narrowed(line: Line, capacity: number): Line {
  return {
    ...line,
    edges: line.edges.map((edge) => ({ ...edge, capacity })),
    parts: line.parts.map((part) => narrowed(part, capacity)),
  };
}

const SABOTEUR = new URL('./saboteur.ts', import.meta.url).href;

/** @param place which station goes wrong; 0 is the producer */
function sabotaged(line: Line, place: number, fault: FaultName, at: number): Line {
  const bad = (spec: StationSpec, coroutine: string): StationSpec => {
    const options: Sabotage<unknown> = { inner: spec.options, fault, at };
    return { ...spec, module: SABOTEUR, export: coroutine, options };
  };
  return {
    ...line,
    source: place === 0 ? bad(line.source, 'badProducer') : line.source,
    stations: line.stations.map((spec, i) => (i + 1 === place ? bad(spec, 'badStation') : spec)),
    parts: line.parts.map((part) => sabotaged(part, place, fault, at)),
  };
}
