/** One trial: a scenario played under its engines, and the invariants that must hold afterwards. */
import { BroadcastChannel } from 'node:worker_threads';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { labelOf, runsParts } from '../../src/engine/engine-table.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { PoolFailure, StationFailure } from '../../src/engine/failure.ts';
import { pool } from '../../src/engine/pool.ts';
import { type ThreadsOptions, threads } from '../../src/engine/threads.ts';
import { type Line, type StationSpec, specsOf, withCapacity } from '../../src/line/line.ts';
import { checkAgreement } from '../../src/measure/agreement.ts';
import type { Run } from '../../src/measure/run.ts';
import { within } from '../../src/platform/deadline.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { optionsOf } from '../cake/arbitrary-line.ts';
import { type Deal, MOST_THREADS, placedBy } from '../engine/arbitrary-placement.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { type InjectionOptions, SIGNAL, type Signal } from './injection.ts';
import { leakedSince, resourcesBefore, terminate } from './resources.ts';
import { type EngineUnderTest, type FaultPlan, type Injection, productsOf, type Scenario } from './scenario.ts';

/** What takes longer counts as hanging: far above the limit of the watchdog. */
export const LIMIT_MS = 30_000;
/** Short, because a soak waits for many endless loops; long enough for a busy machine. */
const HANG_MS = 2000;
const READY_MS = 8000;
const PARTS = 3;
const POOL_THREADS = 2;
/** A heap that is soon exhausted. */
const LIMITS = { hangMs: HANG_MS, heapMb: 32 };

export interface Trial {
  /** Runs whose books balanced and whose digest was equal to that of the cooperative engine. */
  readonly balanced: number;
  readonly cakes: number;
  /** The fault that failed the run as expected; null if there was none, or if it came too late. */
  readonly injected: Injected | null;
}

export type Injected = FaultName | 'two at once';

export type EngineFactory = (name: EngineUnderTest, scenario: Pick<Scenario, 'oneByOne' | 'deal'>) => Engine;

export const createEngine: EngineFactory = (name, { oneByOne, deal }) => {
  const onThreads = { platform, oneByOne, ...LIMITS, ...placedOf(deal), readyMs: READY_MS };
  switch (name) {
    case 'event-loop':
      return eventLoop({ platform, hangMs: HANG_MS });
    case 'threads (port)':
      return threads({ ...onThreads, channel: 'port' });
    case 'threads (ring)':
      return threads({ ...onThreads, channel: 'ring' });
    case 'pool':
      return pool({ platform, threads: POOL_THREADS, ...LIMITS });
  }
};

function placedOf(deal: Deal | null): Pick<ThreadsOptions, 'placement'> {
  return deal === null ? {} : { placement: { threads: MOST_THREADS, of: (line) => placedBy(deal, line) } };
}

/**
 * Bakes the order under every engine of the scenario, before and after each injected fault.
 *
 * @param create creates the engines; a test passes faulty ones
 * @param interrupted rejects on Ctrl-C
 * @throws Error if an invariant is broken: books, digests, the failure, the time limit, or leaked resources
 */
export async function trial(scenario: Scenario, create: EngineFactory, interrupted: Promise<never>): Promise<Trial> {
  const graph = graphOf(scenario.recipe, 'soak');
  const line = withCapacity(
    lineOf(graph, scenario.order, { iterationsPerUs: 1, parts: PARTS }),
    () => scenario.capacity,
  );
  const before = await resourcesBefore();
  const baseline = cooperative({ platform });
  const reference = { engine: baseline, run: await bake(baseline, graph, line) };
  const present = scenario.engines.filter((name) => name !== 'pool' || line.parts.length > 0);
  const all = present.map((name) => ({ name, engine: create(name, scenario) }));
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
      const { faultPlan } = scenario;
      if (faultPlan?.engine !== name) continue;
      const faulty = runWithFaults(engine, graph, line, scenario, faultPlan);
      const end = await inTime(`${labelOf(engine)} not failed`, faulty);
      if (end.kind === 'baked') checkAgreement('soak, fault too late', reference, { engine, run: end.run });
      else injected = faultPlan.injections.length > 1 ? 'two at once' : faultPlan.injections[0].fault;
      // A thread that fails after its station has ended would fail the next run.
      if (faultPlan.injections.some(({ fault }) => FAULTS[fault].names === 'none'))
        await inTime(`${labelOf(engine)} not closed`, engine.close());
      await good(engine);
    }
  } finally {
    await within(LIMIT_MS, 'engines not closed', [Promise.all(all.map(({ engine }) => engine.close()))]);
  }
  const leaked = await leakedSince(before);
  if (leaked !== '') throw new Error(`expected no leaked resources, found ${leaked} more than before`);
  return { balanced, cakes: balanced * reference.run.products, injected };
}

type End = { readonly kind: 'baked'; readonly run: Run } | { readonly kind: 'failed' };

/** Runs the line with one or two faulty stations. */
async function runWithFaults(
  engine: Engine,
  graph: Graph,
  line: Line,
  scenario: Scenario,
  { injections }: FaultPlan,
): Promise<End> {
  const parts = runsParts(engine.name) ? line.parts.length : 1;
  const at = ({ station, share }: Injection): number =>
    Math.ceil(share * Math.floor(productsOf(graph, scenario.order, station) / parts));
  const bad = withFaults(line, new Map(injections.map((one) => [one.station, { fault: one.fault, at: at(one) }])));
  // Awaited at the end: an engine can be used again only after these have finished.
  const actions: Promise<unknown>[] = [];
  const signals = new BroadcastChannel(SIGNAL);
  signals.onmessage = (message) => {
    if (!carriesSignal(message)) return;
    const { fault, thread } = message.data;
    const action = fault === 'is closed' ? engine.close() : terminate(thread);
    // A failure is reported where the action is awaited.
    action.catch(() => {});
    actions.push(action);
  };
  try {
    const run = await bake(engine, graph, bad);
    // With random delivery the station may make fewer products.
    const sure = injections.find(({ fault }) => !FAULTS[fault].mayMiss);
    if (sure !== undefined && scenario.order.delivery === 'order')
      throw new NoFailureError(`expected a failure, found none: ${nameIn(line, sure)} ${sure.fault}`);
    return { kind: 'baked', run };
  } catch (error) {
    if (error instanceof NoFailureError) throw error;
    if (!injections.some((one) => isExpected(one, namesFor(one, line, engine, scenario.deal), engine, error))) {
      const expected = injections.map((one) => `"${nameIn(line, one)}" with the text ${FAULTS[one.fault].failure}`);
      throw new Error(`expected a StationFailure of ${expected.join(' or ')}, found ${String(error)}`, {
        cause: error,
      });
    }
    return { kind: 'failed' };
  } finally {
    signals.close();
    await Promise.all(actions);
  }
}

/** Whether an error is the expected failure of an injection. */
function isExpected({ fault }: Injection, mayName: readonly string[], engine: Engine, error: unknown): boolean {
  const { names, failure } = FAULTS[fault];
  const named = error instanceof StationFailure && (names === 'any' || mayName.includes(error.station));
  // All stations of a part end with the thread of the pool, so that the error names the part.
  const namesPart = runsParts(engine.name) && error instanceof PoolFailure;
  return (names === 'none' || named || namesPart) && error instanceof Error && failure.test(error.message);
}

/** The stations that an error may name: the faulty one, or those of its thread, where the thread is ended from outside some time later. */
function namesFor(injection: Injection, line: Line, engine: Engine, deal: Deal | null): readonly string[] {
  const own = nameIn(line, injection);
  if (injection.fault !== 'is terminated' || engine.packed === null || deal === null) return [own];
  return placedBy(deal, line).find((group) => group.includes(own)) ?? [own];
}

function nameIn(line: Line, { station }: Injection): string {
  return specsOf(line)[station]?.name ?? '';
}

/** The run succeeded although its fault must make it fail. */
class NoFailureError extends Error {}

function carriesSignal(message: unknown): message is { readonly data: Signal } {
  return typeof message === 'object' && message !== null && 'data' in message && isSignal(message.data);
}

function isSignal(data: unknown): data is Signal {
  return typeof data === 'object' && data !== null && 'fault' in data && 'thread' in data;
}

const INJECTION = new URL('./injection.ts', import.meta.url).href;

type Fault = Pick<InjectionOptions<unknown>, 'fault' | 'at'>;

/** @param faults by the place of the faulty station; 0 is the producer */
function withFaults(line: Line, faults: ReadonlyMap<number, Fault>): Line {
  const { producer, stations } = optionsOf(line);
  const spec = (whole: StationSpec, place: number, coroutine: string, inner: unknown): StationSpec => {
    const fault = faults.get(place);
    if (fault === undefined) return whole;
    const options: InjectionOptions<unknown> = { inner, ...fault };
    const { name, firstWorkIndex } = whole;
    return { name, module: INJECTION, export: coroutine, options, firstWorkIndex };
  };
  return {
    ...line,
    sources: line.sources.map((source) => spec(source, 0, 'faultyProducer', producer)),
    stations: line.stations.map((station, i) => spec(station, i + 1, 'faultyStation', stations[i]?.options)),
    parts: line.parts.map((part) => withFaults(part, faults)),
  };
}
