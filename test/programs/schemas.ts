/** The files that `npm start` writes: its JSON document, and its trace. */
import { z } from 'zod';

const spread = z.object({
  median: z.number(),
  low: z.number(),
  high: z.number(),
  confidence: z.number().min(0).max(1),
  limit: z.number().min(1),
});
export const documentSchema = z.object({
  schema: z.literal(2),
  quick: z.boolean(),
  iterationsPerUs: z.number().positive(),
  machine: z.object({
    node: z.literal(process.versions.node),
    platform: z.string(),
    cpu: z.string().min(1),
    cores: z.int().positive(),
    parallelCapacity: z.object({ computing: z.number().min(1), resuming: z.number().min(1) }),
  }),
  noise: z.object({ noisy: z.boolean(), reasons: z.array(z.string()), parts: z.array(z.string()).nullable() }),
  workloads: z.array(
    z.object({
      name: z.enum(['cpu-bound', 'wait-bound', 'message-bound']),
      order: z.object({
        recipe: z.literal('chocolate cake'),
        cakes: z.int().positive(),
        ingredients: z.int().positive(),
        seed: z.literal(3),
        delivery: z.enum(['order', 'random']),
      }),
      engines: z.array(
        z.object({
          name: z.enum(['cooperative', 'event-loop', 'threads', 'pool']),
          channel: z.enum(['none', 'mailbox', 'port', 'ring']),
          packed: z.int().positive().nullable(),
          placement: z.array(z.array(z.string()).min(1)).min(1).nullable(),
          predicted: z.number().positive().nullable(),
          threads: z.int().positive(),
          startupMs: z.number().min(0),
          wallMs: z.object({ samples: z.array(z.number().positive()), median: z.number().positive() }),
          cpuMs: z.object({ median: z.number().min(0) }),
          speedup: spread,
          outcome: z.enum(['baseline', 'wins', 'loses', 'unclear', 'not-trusted']),
          products: z.int(),
          leftovers: z.record(z.string(), z.int()),
          digest: z.string().regex(/^[0-9a-f]{8}$/),
          stations: z
            .array(
              z.object({
                name: z.string(),
                received: z.int(),
                made: z.int(),
                busyMs: z.number().min(0),
                utilisation: z.number().min(0),
              }),
            )
            .length(4),
        }),
      ),
      steady: z.object({ name: z.literal('threads'), products: z.int().positive(), speedup: spread }).nullable(),
      absent: z.array(z.object({ name: z.string(), reason: z.string() })),
    }),
  ),
  verdict: z.array(z.object({ workload: z.string(), sentences: z.array(z.string().min(1)).max(4) })),
  advice: z.array(
    z.strictObject({
      workload: z.string(),
      engine: z.string(),
      channel: z.string(),
      threads: z.int().positive(),
      placement: z.array(z.array(z.string())).nullable(),
      speedup: spread.pick({ median: true, low: true, high: true }).strict().nullable(),
      reason: z.string().min(1),
      threadMb: z.number().min(0).nullable(),
    }),
  ),
});

const oneSample = z.strictObject({ samples: z.tuple([z.number().min(0)]), median: z.number().min(0) });
/** What `npm start -- --supervise --json` prints. */
export const supervisedSchema = z.strictObject({
  schema: z.literal(2),
  supervised: z.literal(true),
  quick: z.boolean(),
  machine: documentSchema.shape.machine.omit({ parallelCapacity: true }),
  kills: z.array(z.string()),
  workloads: z.array(
    z.strictObject({
      name: z.enum(['cpu-bound', 'wait-bound', 'message-bound']),
      order: documentSchema.shape.workloads.element.shape.order,
      expected: z.int(),
      equal: z.boolean(),
      mistake: z.string().nullable(),
      engines: z
        .array(
          z.strictObject({
            name: z.enum(['cooperative', 'threads']),
            channel: z.enum(['none', 'ring']),
            threads: z.int().positive(),
            placement: z.array(z.array(z.string()).min(1)).nullable(),
            startupMs: z.number().min(0),
            wallMs: oneSample,
            cpuMs: oneSample,
            products: z.int(),
            leftovers: z.record(z.string(), z.int()),
            digest: z.string().regex(/^[0-9a-f]{8}$/),
            stations: z.array(z.object({ name: z.string(), received: z.int(), made: z.int() })).length(4),
            supervision: z
              .strictObject({
                kills: z.int().min(0),
                restarts: z.int().min(0),
                redone: z.int().min(0),
                lostMs: z.number().min(0),
                recoveries: z.array(z.number()),
                putAside: z.array(z.strictObject({ station: z.string(), from: z.string(), item: z.int() })),
              })
              .nullable(),
          }),
        )
        .length(3),
    }),
  ),
});

const ts = z.number().min(0);
const pid = z.int().min(1);
const tid = z.int().min(1);
/** The format, without any other fields. */
export const traceSchema = z.strictObject({
  displayTimeUnit: z.enum(['ms', 'ns']),
  otherData: z.record(z.string(), z.string()),
  traceEvents: z.array(
    z.discriminatedUnion('ph', [
      z.strictObject({
        ph: z.literal('M'),
        name: z.string(),
        pid,
        tid: tid.optional(),
        args: z.union([z.strictObject({ name: z.string() }), z.strictObject({ sort_index: z.int() })]),
      }),
      z.strictObject({ ph: z.literal('X'), name: z.string(), cat: z.string(), pid, tid, ts, dur: z.number().min(0) }),
      z.strictObject({ ph: z.literal('s'), name: z.string(), cat: z.string(), id: z.int(), pid, tid, ts }),
      z.strictObject({
        ph: z.literal('f'),
        bp: z.literal('e'),
        name: z.string(),
        cat: z.string(),
        id: z.int(),
        pid,
        tid,
        ts,
      }),
      z.strictObject({ ph: z.literal('i'), s: z.literal('t'), name: z.string(), cat: z.string(), pid, tid, ts }),
      z.strictObject({
        ph: z.literal('C'),
        name: z.string(),
        pid,
        ts,
        args: z.strictObject({ items: z.int().min(0) }),
      }),
    ]),
  ),
});
