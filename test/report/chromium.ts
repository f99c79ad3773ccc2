/** Finds and starts a headless Chromium, if one is installed. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The path of the browser: `CHROMIUM_PATH`, or the first usual name on the search path; null if none is found.
 *
 * @throws Error if none is found and `REQUIRE_CHROMIUM` is set
 */
export function chromiumPath(): string | null {
  const { CHROMIUM_PATH, REQUIRE_CHROMIUM, PATH = '' } = process.env;
  const folders = PATH.split(delimiter);
  const candidates = CHROMIUM_PATH
    ? [CHROMIUM_PATH]
    : [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC];
  const found = candidates.find((path) => existsSync(path)) ?? null;
  if (found === null && REQUIRE_CHROMIUM)
    throw new Error('expected Chromium or Chrome (set CHROMIUM_PATH), found none');
  if (found === null)
    console.log('Skipped the tests of the report in a browser: found no Chromium or Chrome (set CHROMIUM_PATH).');
  return found;
}

export function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // A container has no graphics card and no rights for the sandbox. The browser must not fetch anything.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
