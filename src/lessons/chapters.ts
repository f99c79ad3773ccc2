/** The table of contents. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Chapter } from './chapter.ts';

const CHAPTERS = new URL('./chapters/', import.meta.url);

/** A chapter and its file, which starts with the chapter's number: `07-a-send-is-a-call.ts`. */
export interface Entry {
  readonly chapter: Chapter;
  readonly path: string;
}

/** All chapters, in the order of their numbers. */
export async function chapters(): Promise<Entry[]> {
  const files = readdirSync(CHAPTERS)
    .filter((name) => /^\d\d-.*\.[jt]s$/.test(name) && !name.endsWith('.d.ts'))
    .sort();
  return await Promise.all(
    files.map(async (name): Promise<Entry> => {
      const url = new URL(name, CHAPTERS);
      const module: { chapter: Chapter } = await import(url.href);
      return { chapter: module.chapter, path: fileURLToPath(url) };
    }),
  );
}
