/** Opens the page in a browser, from disk, from a host without headers, and from a server with those of isolation. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';
import type { PageDocument } from '../../src/page/document.ts';
import { factoryPage } from '../../src/page/page-file.ts';
import { type PageServer, servePage } from '../../src/page/server.ts';
import { checkSite, writeSite } from '../../src/page/site.ts';
import type { OpenPage, StartedBrowser, TestBrowser } from '../browsers/browsers.ts';
import { hostFolder, type StaticHost } from './static-host.ts';

/** Longer than a quick race on a busy machine, in milliseconds. */
export const RACE_MS = 90_000;
/** For a test with a race: until then the race has ended, or the test says where it stands. */
export const TEST_MS = 150_000;

/** How the page gets to the browser. */
export type Way = 'from disk' | 'from a host without headers' | 'from a server with headers';
export const WAYS: readonly Way[] = ['from disk', 'from a host without headers', 'from a server with headers'];

export interface Opened {
  /** Opens the page, and checks that it asks for nothing and complains of nothing. */
  open(way: Way, query: string, use: (page: OpenPage) => Promise<void>): Promise<void>;
  /** The host without headers: it has the page below a path. */
  host(): StaticHost;
  browser(): StartedBrowser;
}

/** Call it once in a `describe`: it starts the browser and the servers before the tests. */
export function opened({ start }: TestBrowser): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'cake-factory-opened-'));
  const file = join(folder, 'cake-factory.html');
  const site = join(folder, 'site');
  let browser: StartedBrowser;
  let server: PageServer;
  let host: StaticHost;

  beforeAll(async () => {
    const page = await factoryPage();
    writeFileSync(file, page);
    await writeSiteTo(site);
    server = await servePage(page, 0);
    host = await hostFolder(site, '/courses/factory/');
    browser = await start();
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.close(), host.close()]);
    rmSync(folder, { recursive: true });
  });

  const addressOf = (way: Way): string => {
    switch (way) {
      case 'from disk':
        return pathToFileURL(file).href;
      case 'from a host without headers':
        return host.address;
      case 'from a server with headers':
        return server.address;
    }
  };
  return {
    async open(way, query, use) {
      const address = `${addressOf(way)}${query}`;
      const page = await browser.open();
      try {
        await page.goto(address);
        await use(page);
        expect(page.messages).toEqual([]);
        // Its threads are blobs of its own, and its icon is data.
        expect(page.requests.filter((url) => url !== address && !/^(blob|data):/.test(url))).toEqual([]);
      } finally {
        await page.close();
      }
    },
    host: () => host,
    browser: () => browser,
  };
}

async function writeSiteTo(folder: string): Promise<void> {
  await checkSite(folder);
  await writeSite(folder);
}

export const STATUS = '[data-job="race"]';
/** The button of the race. */
export const RUN = `div:has(> ${STATUS}) button.main`;

/** Waits for the end of a race. Returns what the page says about it. */
export async function endOfRace(page: OpenPage): Promise<string> {
  const ended = `${STATUS}[data-status="done"], ${STATUS}[data-status="failed"]`;
  await page.waitFor(ended, RACE_MS).catch(async () => {
    throw new Error(
      `expected the race to end, found it at: ${await page.text(STATUS)} ${await page.text('[data-step="race"]')}`,
    );
  });
  return page.text(STATUS);
}

/** The document of a race that has not failed. */
export async function raced(page: OpenPage): Promise<PageDocument> {
  expect(await endOfRace(page)).not.toContain('failed');
  return JSON.parse(await page.text('#last-run'));
}
