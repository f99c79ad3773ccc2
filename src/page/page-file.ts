/** The factory as one HTML file: the page, and inside of it the script of its threads. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { siblingUrl } from '../line/sibling.ts';
import { projectFile } from '../platform/node/own-files.ts';
import { compiledForBrowser, htmlFile } from './html-file.ts';

/** Every module of the page has this address: the threads find a coroutine by its name, whatever its module. */
const ADDRESS = 'file:///cake-factory.js';

export interface PageOptions {
  /** The file of the service worker beside the page [none]. */
  readonly serviceWorker?: string;
}

/** @throws Error if the page does not compile */
export async function factoryPage({ serviceWorker }: PageOptions = {}): Promise<string> {
  const address = { 'import.meta.url': JSON.stringify(ADDRESS) };
  const worker = await compiledForBrowser([fileURLToPath(siblingUrl('../../workers/web', import.meta.url))], address);
  const { script, style } = await compiledForBrowser(
    [fileURLToPath(siblingUrl('./app/main', import.meta.url)), fileURLToPath(projectFile('src/page/app/style.css'))],
    // Packed it takes half of the room.
    { ...address, WORKER_SCRIPT: JSON.stringify(gzipSync(worker.script, { level: 9 }).toString('base64')) },
  );
  return htmlFile({
    title: 'Cake factory',
    noscript: 'The factory is a script that is part of this file. Allow scripts to run it.',
    script,
    style,
    head: serviceWorker === undefined ? [] : [`<meta name="service-worker" content="${serviceWorker}">`],
    // The kernel of the stations, and the threads, which the script makes of its own text.
    allowed: {
      scripts: "'wasm-unsafe-eval'",
      directives: [serviceWorker === undefined ? 'worker-src blob:' : "worker-src 'self' blob:"],
    },
  });
}
