/** The check of a figure in a document that the user named. */
import { z } from 'zod';
import type { Figure } from '../measure/statistics/figure.ts';

export const figureSchema: z.ZodType<Figure> = z.object({
  name: z.string(),
  unit: z.enum(['ns', 'ms']),
  median: z.number(),
  low: z.number(),
  high: z.number(),
  /** The probability that the true median lies between low and high, 0 to 1. */
  confidence: z.number(),
  samples: z.array(z.number()).readonly(),
});
