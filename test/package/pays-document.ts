/** The JSON document that `cake-factory pays --json` prints, as a schema that allows no other field. */
import { z } from 'zod';
import type { Answer } from '../../src/pays/answer.ts';

const share = z.number().min(0).max(1);
const count = z.int().min(1);
const positive = z.number().positive();
const some = z.number().min(0);
const name = z.string().min(1);
const interval = z
  .strictObject({
    median: positive,
    low: positive,
    high: positive,
    confidence: share,
  })
  // Interpolation rounds.
  .refine(({ median, low, high }) => low <= median * (1 + 1e-9) && median <= high * (1 + 1e-9));
const crossing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('always') }),
  z.strictObject({ kind: z.literal('between'), lowUs: positive, medianUs: positive, highUs: positive }),
  z.strictObject({ kind: z.literal('at-most'), highUs: positive }),
  z.strictObject({ kind: z.literal('at-least'), lowUs: positive }),
  z.strictObject({ kind: z.literal('never'), upToUs: positive }),
  z.strictObject({ kind: z.literal('no-interval'), sweeps: count, medianUs: some.nullable() }),
  z.strictObject({ kind: z.literal('not-shown') }),
]);
const figure = z.strictObject({
  name,
  unit: z.enum(['ns', 'ms']),
  median: some,
  low: some,
  high: some,
  confidence: share,
  samples: z.array(some).min(1),
});

export const paysDocument = z.strictObject({
  schema: z.literal(1),
  function: name,
  samples: z.strictObject({ count, timed: count }).refine(({ count, timed }) => timed <= count),
  machine: z.strictObject({
    node: z.literal(process.versions.node),
    platform: name,
    cpu: name,
    cores: count,
  }),
  noise: z.strictObject({
    noisy: z.boolean(),
    reasons: z.array(name),
    parts: z.array(name).nullable(),
    loadBefore: some,
    stolen: share.nullable(),
    others: some.nullable(),
    throttled: z.strictObject({ times: some, ms: some }).nullable(),
  }),
  proof: z.strictObject({
    equal: z.boolean(),
    reason: z.enum(['outputs differ between runs', 'outputs cannot be compared']).nullable(),
    inputs: count,
    lostClass: name.nullable(),
  }),
  inline: z.strictObject({
    msPerCall: positive,
    heldMs: positive,
    cpuMsPerCall: some,
    mainMsPerCall: some,
    atOnce: z.strictObject({ calls: z.int().min(2), speedup: interval }).nullable(),
  }),
  crossing: z.strictObject({ bytesIn: count, bytesOut: count, usPerCall: positive }),
  pools: z
    .array(
      z.strictObject({
        threads: count,
        batch: count,
        transfer: z.boolean(),
        speedup: interval,
        isFinal: z.boolean(),
        msPerCall: positive,
        mainMsPerCall: some,
      }),
    )
    .min(2),
  startupMs: positive,
  memoryMb: some,
  availableMb: positive,
  breakEven: crossing,
  breakEvenUs: z
    .strictObject({ low: some, high: some })
    .refine(({ low, high }) => low <= high)
    .nullable(),
  startPays: z
    .strictObject({ least: count, most: count })
    .refine(({ least, most }) => least <= most)
    .nullable(),
  verdict: z.strictObject({
    side: z.enum(['inline', 'worker', 'pool', 'unclear']),
    reason: z.enum(['waits', 'no-core', 'too-short', 'memory', 'too-big', 'contention']).nullable(),
    threads: z.int().min(0),
    batch: count,
    transfer: z.boolean(),
    sentence: name,
  }),
  code: z.string(),
  figures: z.array(figure).min(3),
}) satisfies z.ZodType<Answer>;
