/** `npm run picture`: makes the README's picture of the report, from a run on this machine or from a stored run. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { argumentsFrom } from '../src/terminal/arguments.ts';
import { placeOf } from '../src/terminal/place.ts';
import { chromiumPath, startChromium } from '../test/browsers/chromium.ts';

const PICTURE = fileURLToPath(new URL('./report.png', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../src/report.ts', import.meta.url));
/** Until the run is about half done. */
const PLAYED_MS = 7000;

// `npm run picture -- --from RUN.json` draws a stored run.
const options = { from: { type: 'string' } } as const;
const { from } = parseArgs({ args: argumentsFrom(process.argv.slice(2), options), options }).values;
const folder = mkdtempSync(join(tmpdir(), 'cake-factory-picture-'));
try {
  // In its own folder, so that the picture shows the command without a path.
  const { status } = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), PROGRAM, ...(from === undefined ? [] : ['--from', placeOf(from)])],
    { cwd: folder, stdio: 'inherit' },
  );
  const path = chromiumPath();
  if (status !== 0 || path === null) process.exitCode = 1;
  else await take(join(folder, 'report.html'), path);
} finally {
  rmSync(folder, { recursive: true });
}

async function take(file: string, executablePath: string): Promise<void> {
  const browser = await startChromium(executablePath);
  const page = await browser.newPage({ viewport: { width: 1760, height: 1000 } });
  await page.clock.install({ time: 0 });
  await page.goto(pathToFileURL(file).href);
  await page.clock.runFor(100);
  // The page has another one further down.
  const timeline = page.locator('.timeline').first();
  await timeline.locator('[data-action="restart"]').click();
  await timeline.locator('[data-action="play"]').click();
  await page.clock.runFor(PLAYED_MS);
  await timeline.locator('[data-action="play"]').click();
  await page.clock.runFor(100);
  await timeline.evaluate('document.activeElement.blur(), window.scrollTo(0, 0)');
  await page.screenshot({ path: PICTURE });
  await browser.close();
}
