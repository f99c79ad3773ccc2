/** A headless Chromium that is installed here, or none. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Where it is: `CHROMIUM_PATH`, or the first of the usual names on the path; null where there is none.
 *
 * @throws Error where there is none and `REQUIRE_CHROMIUM` asks for one
 */
export function chromiumPath(): string | null {
  const { CHROMIUM_PATH, REQUIRE_CHROMIUM, PATH = '' } = process.env;
  const folders = PATH.split(delimiter);
  const candidates = CHROMIUM_PATH
    ? [CHROMIUM_PATH]
    : [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC];
  const found = candidates.find((path) => existsSync(path)) ?? null;
  if (found === null && REQUIRE_CHROMIUM) throw new Error(`expected a Chromium (CHROMIUM_PATH), found none`);
  if (found === null)
    console.log('The tests of the report in a browser were skipped: no Chromium or Chrome was found (CHROMIUM_PATH).');
  return found;
}

export function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // A container has neither a graphics card nor the rights that the sandbox needs; nothing is to be fetched.
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
