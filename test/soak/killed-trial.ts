/** One trial under supervision: stations of a recipe, or of a line of one's own, are killed, and nothing may be lost or come twice. */
import * as fc from 'fast-check';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Kill, KillControl, SupervisionReport } from '../../src/engine/supervise/supervision.ts';
import { threads } from '../../src/engine/threads.ts';
import { type Line, specsOf, withCapacity } from '../../src/line/line.ts';
import { checkAgreement } from '../../src/measure/agreement.ts';
import { within } from '../../src/platform/deadline.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { arbitraryShape, interpreted, type Shape } from '../engine/arbitrary-graph.ts';
import { checkedRun, lineOfShape } from './own-trial.ts';
import { leakedSince, resourcesBefore } from './resources.ts';
import { arbitraryBaking, type Baking, drawn, productsOf } from './scenario.ts';
import { LIMIT_MS } from './trial.ts';

export interface KilledScenario {
  readonly line:
    | { readonly kind: 'recipe'; readonly baking: Baking }
    | { readonly kind: 'own line'; readonly shape: Shape };
  /** Kills at exact items: which station, and at which of its items, each as a share of them. They replay exactly. */
  readonly exact: readonly { readonly station: number; readonly share: number }[];
  /** Kills at moments, of one station or of two at once. What is done at that moment differs from run to run. */
  readonly moments: readonly { readonly afterMs: number; readonly stations: readonly number[] }[];
}

export interface KilledTrial {
  readonly kills: number;
  readonly restarts: number;
}

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const arbitraryKilled: fc.Arbitrary<KilledScenario> = fc.record({
  line: fc.oneof(
    arbitraryBaking.map((baking) => ({ kind: 'recipe', baking }) as const),
    arbitraryShape(['ints', 'record']).map((shape) => ({ kind: 'own line', shape }) as const),
  ),
  exact: fc.array(fc.record({ station: share, share: fc.oneof(fc.constantFrom(0, 1 - Number.EPSILON), share) }), {
    maxLength: 3,
  }),
  moments: fc.array(
    fc.record({
      afterMs: fc.double({ min: 0, max: 20, noNaN: true }),
      stations: fc.array(share, { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
});

export function killedScenarioFor(seed: number): KilledScenario {
  return drawn(arbitraryKilled, seed);
}

export function describedKilled({ line, exact, moments }: KilledScenario): string {
  const what =
    line.kind === 'recipe'
      ? `${line.baking.recipe.stations.length} stations, ${line.baking.order.cakes} cakes, ${line.baking.order.delivery}, capacity ${line.baking.capacity}`
      : `own line of ${line.shape.sources.length} sources and ${line.shape.stations.length} stations, ${line.shape.itemKind}, capacity ${line.shape.capacity}`;
  const when = moments.map(({ afterMs, stations }) => `${stations.length} after ${afterMs.toFixed(1)} ms`);
  return `${what}, supervised; ${exact.length} kills at exact items, at moments ${when.join(', ') || 'none'}`;
}

/** What can be killed: the name of each station, and how many items it sends. */
type Victims = readonly { readonly name: string; readonly sends: number }[];

export type SupervisedEngine = (kills: readonly Kill[]) => Engine;

export const supervisedEngine: SupervisedEngine = (kills) =>
  threads({ platform, channel: 'ring', supervise: { kills } });

/**
 * Runs the line twice on the same threads, with all its kills.
 *
 * @throws Error if anything is lost, comes twice or differs from the cooperative engine, a kill at an item did not happen, or something leaks
 */
export async function killedTrial(
  scenario: KilledScenario,
  create: SupervisedEngine,
  interrupted: Promise<never>,
): Promise<KilledTrial> {
  const before = await resourcesBefore();
  const { victims, sure, checked } = await played(scenario.line);
  const at = exactKills(scenario, victims);
  const moments = new Moments(scenario, victims);
  const engine = create([...at, ...moments.kills]);
  let [kills, restarts] = [0, 0];
  try {
    for (let i = 0; i < 2; i++) {
      const report = await within(LIMIT_MS, 'supervised line not ended', [checked(engine), interrupted]);
      moments.end();
      if (sure && report.kills < at.length)
        throw new Error(`expected ${at.length} kills or more, found ${report.kills}`);
      if (report.restarts < report.kills)
        throw new Error(`expected a restart for each of ${report.kills} kills, found ${report.restarts}`);
      kills += report.kills;
      restarts += report.restarts;
    }
  } finally {
    moments.end();
    await within(LIMIT_MS, 'engine not closed', [engine.close()]);
  }
  const leaked = await leakedSince(before);
  if (leaked !== '') throw new Error(`expected no leaked resources, found ${leaked} more than before`);
  return { kills, restarts };
}

/** What is run, and how it is checked. */
interface Played {
  readonly victims: Victims;
  /** Whether each station sends as many items as `victims` says: with random deliveries it may be fewer. */
  readonly sure: boolean;
  readonly checked: (engine: Engine) => Promise<SupervisionReport>;
}

async function played(what: KilledScenario['line']): Promise<Played> {
  if (what.kind === 'own line') {
    const line = lineOfShape(what.shape);
    const sends = interpreted(what.shape).map(({ length }) => length);
    return {
      victims: namesOf(line).map((name, place) => ({ name, sends: sends[place] ?? 0 })),
      sure: true,
      checked: async (engine) => reportOf(await checkedRun(engine, what.shape)),
    };
  }
  const { recipe, order, capacity } = what.baking;
  const graph = graphOf(recipe, 'soak');
  const line = withCapacity(lineOf(graph, order, { iterationsPerUs: 1, parts: 0 }), () => capacity);
  const baseline = cooperative({ platform });
  const reference = { engine: baseline, run: await bake(baseline, graph, line) };
  return {
    victims: namesOf(line).map((name, station) => ({ name, sends: productsOf(graph, order, station) })),
    sure: order.delivery === 'order',
    async checked(engine) {
      let found: SupervisionReport | null | undefined = null;
      const noting: Engine = {
        ...engine,
        async run(one, options) {
          const run = await engine.run(one, options);
          found = run.supervision;
          return run;
        },
      };
      checkAgreement('soak, supervised', reference, { engine, run: await bake(noting, graph, line) });
      return reportOf({ supervision: found });
    },
  };
}

function namesOf(line: Line): string[] {
  return specsOf(line).map(({ name }) => name);
}

function reportOf({ supervision }: { readonly supervision?: SupervisionReport | null }): SupervisionReport {
  if (supervision === null || supervision === undefined)
    throw new Error('expected a report of the supervision, found none');
  return supervision;
}

function exactKills({ exact }: KilledScenario, victims: Victims): Kill[] {
  return exact.flatMap(({ station, share: part }): Kill[] => {
    const victim = victims[Math.floor(station * victims.length)];
    if (victim === undefined || victim.sends === 0) return [];
    return [{ kind: 'at', station: victim.name, item: 1 + Math.floor(part * victim.sends) }];
  });
}

/** Kills at moments that are counted from the start of a run. */
class Moments {
  readonly kills: readonly Kill[];
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor({ moments }: KilledScenario, victims: Victims) {
    const controls = new Map<string, KillControl>();
    this.kills = victims.map(
      ({ name }, place): Kill => ({
        kind: 'on-demand',
        station: name,
        begun: (control) => {
          controls.set(name, control);
          if (place === 0) this.#begin(moments, victims, controls);
        },
      }),
    );
  }

  #begin(moments: KilledScenario['moments'], victims: Victims, controls: ReadonlyMap<string, KillControl>): void {
    this.#timers = moments.map(({ afterMs, stations }) =>
      setTimeout(() => {
        for (const station of stations) {
          const victim = victims[Math.floor(station * victims.length)];
          controls.get(victim?.name ?? '')?.kill();
        }
      }, afterMs),
    );
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
