/** Reads and checks a JSON document of this project from a file that the user named. */

import type { z } from 'zod';
import { printable } from '../line/printable.ts';
import { jsonMistakeIn } from './json-mistake.ts';
import { sourceOf } from './place.ts';
import { textOf } from './text-file.ts';
import { UsageError } from './usage-error.ts';

/**
 * @param what the expected document, for the error: `a bench result`
 * @param mostBytes the largest size of the file
 * @param made how to make such a file, for the error
 * @throws UsageError if the file cannot be read, or does not hold such a document
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
    printableLine(`${source}: expected ${what}${hint}, found something else: ${issue?.message ?? ''}${where}`),
  );
}

/** The path of an issue contains keys of the document, which may hold control characters. */
function printableLine(text: string): string {
  return text
    .split(' ')
    .map((word) => printable(word))
    .join(' ');
}
