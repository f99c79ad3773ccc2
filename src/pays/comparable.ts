/** The part of an older answer that `--compare` reads. */
import { z } from 'zod';
import { figureSchema } from '../bench/figure-schema.ts';

export const comparableAnswer = z.object({
  schema: z.literal(1),
  function: z.string(),
  machine: z.object({ node: z.string(), cpu: z.string(), cores: z.number() }),
  figures: z.array(figureSchema).readonly(),
});
