/** The document of a bench run: the results as plain data, which a later run can be compared with. */
import { z } from 'zod';
import { differWidely, disturbedBy, type Noise, noiseFrom } from '../measure/machine/noise.ts';
import { type Figure, figure } from '../measure/statistics/figure.ts';
import { isTooFew } from '../measure/statistics/outcome.ts';
import type { Disturbance, Machine } from '../platform/platform.ts';
import { type BreakEven, breakEvenOf } from './break-even.ts';
import { figureSchema } from './figure-schema.ts';
import type { Startup, Sweep } from './job.ts';
import type { LinkCost } from './messages/link.ts';
import type { Quantiles } from './messages/tally.ts';
import type { Series } from './series.ts';

/** The part of an older run that `--compare` reads. */
export const comparableSchema = z.object({
  /** The figures of schema 1 are the same. */
  schema: z.literal([1, 2]),
  quick: z.boolean(),
  machine: z.object({ node: z.string(), cpu: z.string(), cores: z.number() }),
  figures: z.array(figureSchema).readonly(),
});
export type Comparable = Readonly<z.infer<typeof comparableSchema>>;

/** The machine, and how many threads that compute really run at once on it. */
export interface BenchMachine extends Machine {
  readonly parallelCapacity: number;
}

export interface BenchDocument {
  readonly schema: 2;
  /** A quick run: too short for figures that can be quoted. */
  readonly quick: boolean;
  readonly machine: BenchMachine;
  readonly noise: Disturbance & Noise;
  readonly figures: readonly Figure[];
  readonly breakEven: BreakEven;
  /** The measurements behind the break-even. */
  readonly sweeps: readonly Sweep[];
}

export function documentOf(
  quick: boolean,
  machine: BenchMachine,
  disturbance: Disturbance,
  series: Series,
): BenchDocument {
  const figures = [
    ...[...series.messages].flatMap(([name, costs]) => messageFigures(name, costs)),
    ...startupFigures(series.startups),
  ];
  return {
    schema: 2,
    quick,
    machine,
    noise: { ...disturbance, ...noiseFrom(disturbedBy(disturbance), wideFigures(figures)) },
    figures,
    breakEven: breakEvenOf(series.sweeps, machine.cores),
    sweeps: series.sweeps,
  };
}

/** Of a message's cost: start-up and latencies have wide intervals on a quiet machine too. */
function wideFigures(figures: readonly Figure[]): string[] {
  const costs = figures.filter((figure) => figure.name.endsWith('-throughput') && !isTooFew(figure));
  return differWidely(costs) ? ['the message costs'] : [];
}

function messageFigures(name: string, costs: readonly LinkCost[]): Figure[] {
  const quantiles = (metric: string, of: (cost: LinkCost) => Quantiles | null): Figure[] => {
    const known = costs.map(of).filter((found) => found !== null);
    if (known.length === 0) return [];
    return (['p50', 'p99', 'p999'] as const).map((quantile) =>
      figure(
        `${name}-${metric}-${quantile}`,
        'ns',
        known.map((found) => found[quantile]),
      ),
    );
  };
  return [
    figure(
      `${name}-throughput`,
      'ns',
      costs.map((cost) => cost.nsPerMessage),
    ),
    ...quantiles('round-trip', (cost) => cost.roundTripNs),
    ...quantiles('latency', (cost) => cost.latencyNs),
  ];
}

const STARTUP_NAMES: Readonly<Record<keyof Startup, string>> = {
  oneThreadMs: 'start-one-thread',
  threadsMs: 'start-all-threads',
  oneThreadWithLoaderMs: 'start-one-thread-with-loader',
  threadsWithLoaderMs: 'start-all-threads-with-loader',
  firstCakeMs: 'first-cake-cooperative',
  firstCakeOnThreadsMs: 'first-cake-threads-cold',
  firstCakeOnWarmThreadsMs: 'first-cake-threads-warm',
  cakeMs: 'cake-cooperative',
  cakeOnThreadsMs: 'cake-threads',
  startupMs: 'threads-nothing-to-ready',
};

function startupFigures(startups: readonly Startup[]): Figure[] {
  const keys = [
    'oneThreadMs',
    'threadsMs',
    'oneThreadWithLoaderMs',
    'threadsWithLoaderMs',
    'firstCakeMs',
    'firstCakeOnThreadsMs',
    'firstCakeOnWarmThreadsMs',
    'cakeMs',
    'cakeOnThreadsMs',
    'startupMs',
  ] as const;
  return keys.map((key) =>
    figure(
      STARTUP_NAMES[key],
      'ms',
      startups.map((startup) => startup[key]),
    ),
  );
}
