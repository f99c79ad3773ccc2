/** One trial of a line of one's own: any shape, items of any kind, every engine that can run it, and a fault in a station. */
import * as fc from 'fast-check';
import type { Engine, LineRun } from '../../src/engine/engine.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import type { Line } from '../../src/line/line.ts';
import { planOf } from '../../src/line/plan.ts';
import { within } from '../../src/platform/deadline.ts';
import {
  arbitraryLine,
  arbitraryShape,
  interpreted,
  nodeName,
  receivedBy,
  type Shape,
} from '../engine/arbitrary-graph.ts';
import { arbitraryDeal, type Deal } from '../engine/arbitrary-placement.ts';
import { decoded, ITEM_KINDS } from '../engine/coders.ts';
import { FAULT_NAMES, FAULTS, type FaultName, mayInject } from './faults.ts';
import { leakedSince, resourcesBefore } from './resources.ts';
import { dealText, drawn, type EngineUnderTest } from './scenario.ts';
import { type EngineFactory, LIMIT_MS, type Trial } from './trial.ts';

const CODE = { module: new URL('../engine/arbitrary-graph.ts', import.meta.url).href, export: 'arbitraryLine' };

export interface OwnScenario {
  readonly shape: Shape;
  readonly engine: Exclude<EngineUnderTest, 'pool'>;
  /** See `Scenario.deal`. */
  readonly deal: Deal | null;
  readonly fault: FaultName | null;
  /** Which station, as a share of them, and at which of its items. */
  readonly station: number;
  readonly share: number;
}

/** Those that the station itself causes, and that cannot come too late. */
const OWN_FAULTS = FAULT_NAMES.filter((name) => !FAULTS[name].mayMiss);

const arbitraryOwn: fc.Arbitrary<OwnScenario> = fc
  .constantFrom<OwnScenario['engine'][]>('event-loop', 'threads (port)', 'threads (ring)')
  .chain((engine) => {
    const name = engine === 'event-loop' ? engine : 'threads';
    const faults = OWN_FAULTS.filter((fault) => mayInject(fault, name));
    return fc.record({
      engine: fc.constant(engine),
      deal: fc.oneof(fc.constant(null), arbitraryDeal),
      shape: arbitraryShape(engine === 'threads (ring)' ? ['ints', 'record'] : ITEM_KINDS),
      fault: fc.option(
        fc.oneof(...faults.map((fault) => ({ arbitrary: fc.constant(fault), weight: FAULTS[fault].weight }))),
      ),
      station: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
  });

export function ownScenarioFor(seed: number): OwnScenario {
  return drawn(arbitraryOwn, seed);
}

export function describedOwn({ shape, engine, deal, fault }: OwnScenario): string {
  const { itemKind, capacity, sources, stations } = shape;
  return (
    `own line of ${sources.length} sources and ${stations.length} stations, ${itemKind}, capacity ${capacity}, ${engine}, ` +
    `${dealText(deal, sources.length + stations.length)}; ${fault ?? 'no fault'}`
  );
}

/**
 * Runs the line, then with a fault, then again.
 *
 * @throws Error if results differ from those of the interpreter, a fault is not reported as expected, or something leaks
 */
export async function ownTrial(
  scenario: OwnScenario,
  create: EngineFactory,
  interrupted: Promise<never>,
): Promise<Trial> {
  const { shape, deal, fault } = scenario;
  const before = await resourcesBefore();
  const engine = create(scenario.engine, { oneByOne: false, deal });
  let runs = 0;
  const good = async (): Promise<void> => {
    await within(LIMIT_MS, 'line not ended', [checkedRun(engine, shape), interrupted]);
    runs++;
  };
  let injected: FaultName | null = null;
  try {
    await good();
    const faulty = fault === null ? null : withFault(scenario, fault);
    if (fault !== null && faulty !== null) {
      await within(LIMIT_MS, 'line not failed', [failingRun(engine, faulty.shape, faulty.station, fault), interrupted]);
      injected = fault;
      await good();
    }
  } finally {
    await within(LIMIT_MS, 'engine not closed', [engine.close()]);
  }
  const leaked = await leakedSince(before);
  if (leaked !== '') throw new Error(`expected no leaked resources, found ${leaked} more than before`);
  return { balanced: runs, cakes: 0, injected };
}

/** The line of a shape, as an engine gets it. */
export function lineOfShape(shape: Shape): Line {
  return planOf(arbitraryLine(shape), CODE, { parts: 0 });
}

/** @throws Error if its results differ from those of the interpreter */
export async function checkedRun(engine: Engine, shape: Shape): Promise<LineRun> {
  const found = new Map<string, number[]>();
  const results = {
    room: () => Number.POSITIVE_INFINITY,
    put(item: unknown, end: string) {
      found.set(end, [...(found.get(end) ?? []), decoded(shape.itemKind, item)]);
    },
    waiting: () => 0,
    onRoom() {},
  };
  const run = await engine.run(lineOfShape(shape), { results });
  interpreted(shape).forEach((wanted, place) => {
    const [one, other] = [wanted, found.get(nodeName(place)) ?? []].map((numbers) => numbers.toSorted((a, b) => a - b));
    if (String(one) !== String(other))
      throw new Error(`expected of ${nodeName(place)} the results ${one}, found ${other}`);
  });
  return run;
}

/** Null where no station receives anything. */
function withFault(
  { shape, station, share }: OwnScenario,
  name: FaultName,
): { readonly shape: Shape; readonly station: string } | null {
  const received = receivedBy(shape);
  const busy = received.flatMap((items, place) => (items === 0 ? [] : [place]));
  const place = busy[Math.floor(station * busy.length)];
  if (place === undefined) return null;
  const at = Math.max(1, Math.ceil(share * (received[place] ?? 1)));
  const stations = shape.stations.map((one, i) => (i === place ? { ...one, fault: { name, at } } : one));
  return { shape: { ...shape, stations }, station: nodeName(shape.sources.length + place) };
}

async function failingRun(engine: Engine, shape: Shape, station: string, fault: FaultName): Promise<void> {
  const { names, failure } = FAULTS[fault];
  try {
    await engine.run(lineOfShape(shape));
  } catch (error) {
    const named = error instanceof StationFailure && (names !== 'station' || error.station === station);
    if ((named || names === 'none') && error instanceof Error && failure.test(error.message)) return;
    throw new Error(`expected a failure of "${station}" with the text ${failure}, found ${String(error)}`, {
      cause: error,
    });
  }
  throw new Error(`expected a failure, found none: "${station}" ${fault}`);
}
