/** Checks the values of command-line options: integers, names from a list, file names. */
import { z } from 'zod';
import { show } from '../line/printable.ts';
import { UsageError } from './usage-error.ts';

/** An integer as decimal digits: neither `1e3` nor an empty text is accepted. */
export function integer(least: number, most: number) {
  const expected = {
    error: (issue: { input?: unknown }) => `expected an integer from ${least} to ${most}, found ${show(issue.input)}`,
  };
  return (
    z
      .string()
      .regex(/^-?\d{1,12}$/, expected)
      .refine((text) => Number(text) >= least && Number(text) <= most, expected)
      // `+ 0` turns -0 into 0.
      .transform((text) => Number(text) + 0)
  );
}

export function oneOf<const Name extends string>(names: readonly Name[]) {
  return z.enum(names, {
    error: (issue) => `expected one of ${names.join(', ')}, found ${show(issue.input)}`,
  });
}

/**
 * A list of names: the option may be repeated, and each value may hold several names with commas. The result has each
 * name once, in the order of `names`.
 *
 * @param aliases other names that are accepted
 */
export function someOf<const Name extends string>(
  names: readonly Name[],
  aliases: Readonly<Record<string, Name>> = {},
) {
  return z
    .array(z.string())
    .transform((texts) => texts.flatMap((text) => text.split(',')).map((text) => aliases[text.trim()] ?? text.trim()))
    .pipe(z.array(oneOf(names)))
    .transform((found) => names.filter((name) => found.includes(name)));
}

export const fileName = z.string().min(1, { error: 'expected the name of a file, found ""' });

export const seed = integer(-(2 ** 31), 2 ** 31 - 1);

/** @throws UsageError if the text is not a seed */
export function seedOf(text: string): number {
  return checked('seed', seed, text);
}

/**
 * @param most the most threads that are accepted
 * @throws UsageError if the text is not a number of threads
 */
export function threadsOf(text: string, most: number): number {
  return checked('threads', integer(1, most), text);
}

function checked(name: string, schema: z.ZodType<number>, text: string): number {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--${name}: ${parsed.error.issues[0]?.message}`);
}
