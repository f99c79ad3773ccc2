/** Finds and starts a headless Firefox, if one is installed. Puppeteer drives it over WebDriver BiDi. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { installed } from './installed.ts';

/** Null if none is found, see `installed`. */
export function firefoxPath(): string | null {
  return installed({
    name: 'Firefox',
    variable: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  });
}

export interface StartedFirefox {
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function startFirefox(executablePath: string): Promise<StartedFirefox> {
  // It refuses to run as root in the home folder of another user.
  const home = mkdtempSync(join(tmpdir(), 'cake-factory-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    env: { ...process.env, HOME: home },
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
