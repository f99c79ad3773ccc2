/** The table of contents. It loads a chapter only where that is needed: all of them together take seconds. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Chapter } from './chapter.ts';

const CHAPTERS = new URL('./chapters/', import.meta.url);

/** A chapter and its file, which starts with the chapter's number: `07-a-send-is-a-call.ts`. */
export interface Entry {
  readonly number: number;
  readonly path: string;
  load(): Promise<Chapter>;
}

/** A chapter that is loaded. */
export interface Loaded {
  readonly chapter: Chapter;
  readonly path: string;
}

/** All chapters, in the order of their numbers. */
export function tableOfContents(): Entry[] {
  const files = readdirSync(CHAPTERS).filter((name) => /^\d\d-.*\.[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  return files.sort().map((name) => ({
    number: Number(name.slice(0, 2)),
    path: fileURLToPath(new URL(name, CHAPTERS)),
    async load() {
      const module: { chapter: Chapter } = await import(new URL(name, CHAPTERS).href);
      return module.chapter;
    },
  }));
}

/** Loads all chapters, in the order of their numbers. */
export async function chapters(): Promise<Loaded[]> {
  return await Promise.all(tableOfContents().map(async ({ path, load }) => ({ chapter: await load(), path })));
}
