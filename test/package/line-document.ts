/** The JSON document that `cake-factory run FILE --json` prints, as a schema that allows no other field. */
import { z } from 'zod';
import type { LineDocument } from '../../src/own/document.ts';

const share = z.number().min(0).max(1);
const items = z.int().min(0);
const ms = z.number().min(0);
const name = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{16}$/);
const spread = z.strictObject({
  median: z.number().positive(),
  low: z.number().positive(),
  high: z.number().positive(),
  confidence: share,
  limit: z.number().min(1),
});
const engineName = z.enum(['cooperative', 'event-loop', 'threads', 'pool']);
const channel = z.enum(['none', 'mailbox', 'port', 'ring']);

export const lineDocument = z.strictObject({
  schema: z.literal(1),
  name,
  quick: z.boolean(),
  line: z.strictObject({
    stations: z.array(
      z.strictObject({
        name,
        kind: z.enum(['source', 'station']),
        out: z.enum(['clone', 'bytes', 'ints', 'places', 'record']),
        items,
        selfMs: ms,
        restedMs: ms,
      }),
    ),
    edges: z.array(z.strictObject({ from: name, to: name, capacity: z.int().positive(), feedback: z.boolean() })),
  }),
  machine: z.strictObject({
    node: z.literal(process.versions.node),
    platform: name,
    cpu: name,
    cores: z.int().positive(),
    parallelCapacity: z.number().min(1).nullable(),
  }),
  noise: z.strictObject({
    noisy: z.boolean(),
    reasons: z.array(name),
    parts: z.array(name).nullable(),
    loadBefore: z.number().min(0),
    stolen: share.nullable(),
    others: z.number().min(0).nullable(),
    throttled: z.strictObject({ times: items, ms }).nullable(),
  }),
  proof: z.strictObject({
    equal: z.boolean(),
    deterministic: z.boolean(),
    reason: name.nullable(),
    engines: z.array(name),
    edges: z.array(z.strictObject({ from: name, to: name, items, hash })),
    results: z.strictObject({ items, hash }),
  }),
  engines: z.array(
    z.strictObject({
      name: engineName,
      channel,
      threads: z.int().positive(),
      placement: z.array(z.array(name).min(1)).min(1).nullable(),
      predicted: z.number().positive().nullable(),
      outcome: z.enum(['baseline', 'wins', 'loses', 'unclear', 'not-trusted']),
      wallMs: z.strictObject({ samples: z.array(z.number().positive()), median: z.number().positive() }),
      cpuMs: ms,
      startupMs: ms,
      speedup: spread,
      results: z.strictObject({ items, hash }),
      stations: z.array(z.strictObject({ name, received: items, made: items })),
    }),
  ),
  absent: z.array(z.strictObject({ name, reason: name })),
  verdict: z.array(name),
  advice: z
    .strictObject({
      engine: engineName,
      channel,
      threads: z.int().positive(),
      placement: z.array(z.array(name).min(1)).min(1).nullable(),
      speedup: spread.pick({ median: true, low: true, high: true }).nullable(),
      threadMb: z.number().min(0).nullable(),
      reason: name,
    })
    .nullable(),
}) satisfies z.ZodType<LineDocument>;
