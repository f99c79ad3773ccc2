/** Finds and starts a headless Chromium, if one is installed. */
import { type Browser, chromium } from 'playwright-core';
import { installed } from './installed.ts';

/** Null if none is found, see `installed`. */
export function chromiumPath(): string | null {
  return installed({
    name: 'Chromium or Chrome',
    variable: 'CHROMIUM_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    places: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  });
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
