/** The check of a stored report: the page can draw every document that passes it. */
import { z } from 'zod';
import { DELIVERIES } from '../cake/recipe/order.ts';
import { ENGINE_NAMES } from '../engine/engine-table.ts';
import { WORKLOADS } from '../measure/workload.ts';
import { EVENT_KINDS } from '../trace/trace.ts';
import { DRAWN_RACERS } from './document.ts';

const index = z.int().min(0);
const amount = z.number().min(0);

const boundedFigure = z.object({ median: z.number(), low: z.number(), high: z.number() });

const machine = z.object({
  node: z.string(),
  platform: z.string(),
  cpu: z.string(),
  cores: z.int().min(1),
  parallelCapacity: z.object({ computing: amount, resuming: amount }),
});

const drawnRecipe = z
  .object({
    name: z.string(),
    // Older documents have none: they are of cakes.
    product: z.string().default('cake'),
    ingredients: z.array(z.object({ name: z.string(), symbol: z.string() })),
    stations: z.array(
      z.object({
        name: z.string(),
        needs: z.array(z.object({ ingredient: index, count: z.int().min(1) })),
        makes: index,
      }),
    ),
  })
  .refine(
    ({ ingredients, stations }) =>
      stations
        .flatMap(({ needs, makes }) => [makes, ...needs.map(({ ingredient }) => ingredient)])
        .every((ingredient) => ingredient < ingredients.length),
    { error: 'expected only ingredients of the recipe, found others' },
  );

const channel = z.enum(['none', 'mailbox', 'port', 'ring']);
const placement = z.array(z.array(z.string()).min(1)).min(1).nullable();

const engineResult = z.object({
  name: z.enum(ENGINE_NAMES),
  channel,
  // Older documents have none of these four: each station had a thread of its own.
  packed: z.int().min(1).nullable().default(null),
  placement: placement.default(null),
  onMain: z.boolean().default(false),
  predicted: amount.nullable().default(null),
  threads: z.int().min(1),
  startupMs: amount,
  wallMs: z.object({ samples: z.array(amount).min(1), median: amount }),
  cpuMs: z.object({ median: amount }),
  speedup: z.object({ ...boundedFigure.shape, confidence: amount, limit: amount }),
  outcome: z.enum(['baseline', 'wins', 'loses', 'unclear', 'not-trusted']),
  productsPerSecond: amount,
  products: index,
  digest: z.string(),
  stations: z.array(z.object({ name: z.string(), busyMs: amount, utilisation: amount })),
});

const outcome = z.enum(['wins', 'loses', 'unclear', 'not-trusted']);

const steadyState = engineResult
  .pick({ name: true, channel: true, packed: true, products: true, speedup: true })
  .extend({
    outcome,
    gain: z.object({ ...boundedFigure.shape, confidence: amount, outcome }),
  });

const advice = z.object({
  engine: z.enum(ENGINE_NAMES),
  channel,
  threads: z.int().min(1),
  placement,
  speedup: z.object({ median: amount, low: amount, high: amount }).nullable(),
  threadMb: amount.nullable(),
  reason: z.string(),
});

const workload = z.object({
  name: z.enum(WORKLOADS),
  order: z.object({ cakes: z.int().min(1), seed: z.int(), delivery: z.enum(DELIVERIES) }).nullable(),
  items: index,
  parallelCapacity: amount,
  lineLimit: amount.nullable(),
  engines: z.array(engineResult),
  absent: z.array(z.object({ name: z.string(), reason: z.string() })),
  // Older documents have none of these two.
  steady: steadyState.nullable().default(null),
  advice: advice.nullable().default(null),
});

const track = z
  .object({
    station: z.string(),
    copy: z.object({ of: z.string(), thread: z.int().min(1) }).nullable(),
    events: z.array(z.object({ kind: z.enum(EVENT_KINDS), atNs: amount, item: index.nullable() })),
    dropped: index,
  })
  .refine(({ events }) => events.every(({ atNs }, i) => atNs >= (events[i - 1]?.atNs ?? 0)), {
    error: 'expected events in order of time, found one that is earlier than the event before it',
  });

const trace = z
  .object({
    engine: z.string(),
    alphabet: z.array(z.string()),
    edges: z.array(z.object({ from: z.string(), to: z.string(), items: z.array(index), capacity: z.number().min(0) })),
    tracks: z.array(track),
  })
  .refine(
    ({ alphabet, edges, tracks }) =>
      tracks.every(({ events }) => events.every(({ item }) => item === null || item < alphabet.length)) &&
      edges.every(({ items }) => items.every((item) => item < alphabet.length)),
    { error: 'expected only items of the alphabet, found others' },
  );

const recording = z.object({
  workload: z.enum(WORKLOADS),
  cakes: index,
  // Older documents have none: their runs were recorded to the end.
  beginningNs: z.number().min(0).nullable().default(null),
  recorded: z.array(z.object({ trace, cost: boundedFigure.nullable() })),
});

const drawn = z.enum(DRAWN_RACERS);

const OLDER = 'it was stored by an older version: measure again';

const crossing = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('always') }),
    z.object({ kind: z.literal('between'), lowUs: amount, medianUs: amount, highUs: amount }),
    z.object({ kind: z.literal('at-most'), highUs: amount }),
    z.object({ kind: z.literal('at-least'), lowUs: amount }),
    z.object({ kind: z.literal('never'), upToUs: amount }),
    z.object({ kind: z.literal('no-interval'), sweeps: z.int().min(1), medianUs: amount.nullable() }),
    z.object({ kind: z.literal('not-shown') }),
  ],
  // Before there were intervals, the break-even was a number under another name.
  { error: ({ input }) => (input === undefined ? OLDER : undefined) },
);

const grain = z.object({
  measured: crossing,
  predictedUs: amount.nullable(),
  predictionError: z.number().nullable(),
});

const bench = z.object({
  figures: z.array(
    z.object({ name: z.string(), unit: z.enum(['ns', 'ms']), ...boundedFigure.shape, confidence: amount }),
  ),
  breakEven: z.object({
    points: z.array(
      z.object({
        workUs: amount,
        racers: z.record(drawn, z.object({ measured: boundedFigure, predicted: z.number() })),
      }),
    ),
    medianError: z.number().nullable().default(null),
    medianBias: z.number().nullable().default(null),
    grains: z.record(drawn, grain),
  }),
});

export const reportSchema = z.object({
  schema: z.literal(2, {
    error: ({ input }) => (input === 1 ? OLDER : `expected schema 2, found ${String(input)}`),
  }),
  kind: z.literal('report'),
  quick: z.boolean(),
  command: z.string(),
  measuredAt: z.iso.datetime(),
  machine,
  drawnRecipe,
  workloads: z.array(workload),
  verdict: z.array(z.object({ workload: z.enum(WORKLOADS), sentences: z.array(z.string()) })),
  noise: z.object({
    noisy: z.boolean(),
    reasons: z.array(z.string()),
    parts: z.array(z.string()).nullable().default(null),
  }),
  recordings: z.array(recording),
  // Older documents have none.
  death: z
    .object({ recording, victim: z.object({ station: z.string(), item: z.int().min(1) }), timeScale: amount })
    .nullable()
    .default(null),
  bench: bench.nullable(),
});
