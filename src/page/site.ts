/** Writes the page for a host that lets nobody set headers: the page, and a service worker that adds them. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { siblingUrl } from '../line/sibling.ts';
import { checkWritable, writeWhole } from '../terminal/out-file.ts';
import { placeOf, shownPlace } from '../terminal/place.ts';
import { errorCodeOf, refusalOf } from '../terminal/refusal.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { compiledForBrowser } from './html-file.ts';
import { factoryPage } from './page-file.ts';

const PAGE = 'index.html';
const SERVICE_WORKER = 'isolate.js';
export const SITE_FILES = [PAGE, SERVICE_WORKER] as const;

/** What the files begin with or contain: others of the same name are not ours, and are kept. */
const MARKS = {
  [PAGE]: `<meta name="service-worker" content="${SERVICE_WORKER}">`,
  [SERVICE_WORKER]: '// The service worker of the cake factory',
} as const;

/**
 * Makes the folder if there is none, and checks that both files can be written. Other files in it are left alone.
 *
 * @throws UsageError if it is no folder, cannot be written, or has a file of that name that is no page of ours
 */
export async function checkSite(folder: string): Promise<void> {
  try {
    await mkdir(placeOf(folder), { recursive: true });
  } catch (error) {
    const found = errorCodeOf(error) === 'EEXIST' ? 'a file' : refusalOf(error, 'no such folder');
    throw new UsageError(`--site: expected a folder that can be written, found ${found}: ${shownPlace(folder)}`);
  }
  for (const name of SITE_FILES) {
    const path = join(placeOf(folder), name);
    await checkWritable(path, '--site');
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text !== null && !text.includes(MARKS[name]))
      throw new UsageError(
        `--site: expected no ${name}, or that of an earlier run, found another one: ${shownPlace(path)}`,
      );
  }
}

/**
 * @throws Error if the page does not compile
 * @throws WriteError if a file cannot be written
 */
export async function writeSite(folder: string): Promise<void> {
  const worker = await compiledForBrowser([fileURLToPath(siblingUrl('../../workers/isolate', import.meta.url))]);
  const texts = {
    [PAGE]: await factoryPage({ serviceWorker: SERVICE_WORKER }),
    [SERVICE_WORKER]: `${MARKS[SERVICE_WORKER]}: it adds the headers that isolate the page.\n${worker.script}\n`,
  };
  for (const name of SITE_FILES) await writeWhole(join(placeOf(folder), name), texts[name], '--site');
}
