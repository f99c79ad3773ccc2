/** A document of ours from a file that the user named. */

import type { z } from 'zod';
import { jsonMistakeIn } from './json-mistake.ts';
import { sourceOf } from './place.ts';
import { printable } from './printable.ts';
import { textOf } from './text-file.ts';
import { UsageError } from './usage-error.ts';

/**
 * @param what is expected in the file, for the error: `a document of the bench`
 * @param mostBytes a longer file is refused
 * @param made how such a file is made, for the error
 * @throws UsageError when it is something else
 */
export async function documentFrom<Document>(
  path: string,
  what: string,
  schema: z.ZodType<Document>,
  mostBytes: number,
  made = '',
): Promise<Document> {
  const source = sourceOf(path);
  const hint = made === '' ? '' : ` (${made})`;
  const text = await textOf(path, what, mostBytes);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UsageError(`${source}: expected ${what} as JSON${hint}, found ${jsonMistakeIn(text)}`);
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  throw new UsageError(
    printableLine(`${source}: expected ${what}${hint}, found none: ${issue?.message ?? ''}${where}`),
  );
}

/** A path through a hostile document holds its keys. */
function printableLine(text: string): string {
  return text
    .split(' ')
    .map((word) => printable(word))
    .join(' ');
}
