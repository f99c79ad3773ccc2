/** One measured figure, as the documents of the bench have it: a later run can be compared with it. */
import { z } from 'zod';
import { intervalOf } from '../measure/statistics/samples.ts';

export const figureSchema = z.object({
  /** For example `one-to-one-port-throughput`. */
  name: z.string(),
  unit: z.enum(['ns', 'ms']),
  median: z.number(),
  low: z.number(),
  high: z.number(),
  /** The probability that the true median lies between low and high, 0 to 1. */
  confidence: z.number(),
  samples: z.array(z.number()).readonly(),
});
export type Figure = Readonly<z.infer<typeof figureSchema>>;

export function figure(name: string, unit: Figure['unit'], samples: readonly number[]): Figure {
  return { name, unit, ...intervalOf(samples), samples: [...samples] };
}
