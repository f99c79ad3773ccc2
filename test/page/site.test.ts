/** `npm run page -- --site`: its options, its files, and the folders that it refuses. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PAGE_HELP, parsePage } from '../../src/page/options.ts';
import { factoryPage } from '../../src/page/page-file.ts';
import { checkSite, writeSite } from '../../src/page/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-site-'));
afterAll(() => rmSync(folder, { recursive: true }));

const policyOf = (page: string): string => /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
const refusal = (path: string): Promise<string> => checkSite(path).then(() => 'accepted', String);

test('the options name a folder, and exclude each other', () => {
  expect(parsePage(['--site', 'public'])).toEqual({ kind: 'site', folder: 'public' });
  expect(parsePage([])).toEqual({ kind: 'write', out: 'cake-factory.html' });
  expect(parsePage(['--serve'])).toEqual({ kind: 'serve', port: 8080 });
  expect(PAGE_HELP).toContain('--site DIR');
});

test.each([
  [['--site', 'public', '--serve'], '--site: cannot be used together with --serve'],
  [['--site', 'public', '--out', 'page.html'], '--site: cannot be used together with --out'],
  [['--site', 'public', '--port', '80'], '--port: expected --serve beside it, found none'],
  [['--site', ''], '--site: expected the name of a folder, found ""'],
])('%j is refused in one line', (args, message) => {
  expect(() => parsePage(args)).toThrow(message);
});

test('the folder is made, the next run writes it anew, and other files in it are kept', async () => {
  const site = join(folder, 'new', 'site');
  await checkSite(site);
  await writeSite(site);
  expect(readdirSync(site)).toEqual(['index.html', 'isolate.js']);
  writeFileSync(join(site, 'about.html'), 'mine');
  await checkSite(site);
  await writeSite(site);
  expect(readdirSync(site)).toEqual(['about.html', 'index.html', 'isolate.js']);
  expect(readFileSync(join(site, 'about.html'), 'utf8')).toBe('mine');
});

test('its page may run the service worker beside it, and load nothing else', async () => {
  const site = join(folder, 'policy');
  await checkSite(site);
  await writeSite(site);
  const policy = policyOf(readFileSync(join(site, 'index.html'), 'utf8'));
  expect(policy).toMatch(/^default-src 'none'; script-src /);
  expect(policy).toContain("; worker-src 'self' blob:;");
  expect(policy).not.toMatch(/connect-src|https?:/);
  expect(policyOf(await factoryPage())).toContain('; worker-src blob:;');
});

test('a page of somebody else is not overwritten', async () => {
  const site = join(folder, 'home');
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<title>My courses</title>');
  expect(await refusal(site)).toBe(
    `UsageError: --site: expected no index.html, or that of an earlier run, found another one: ${join(site, 'index.html')}`,
  );
  expect(readdirSync(site)).toEqual(['index.html']);
});

test('what is no folder is refused', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(await refusal(file)).toBe(`UsageError: --site: expected a folder that can be written, found a file: ${file}`);
  expect(await refusal(join(file, 'site'))).toBe(
    `UsageError: --site: expected a folder that can be written, found a path through a file: ${join(file, 'site')}`,
  );
});

// The administrator may write everywhere.
test.skipIf(process.getuid?.() === 0)('a folder without permission is refused', async () => {
  const site = join(folder, 'locked');
  mkdirSync(site);
  chmodSync(site, 0o500);
  expect(await refusal(site)).toContain('--site: expected a file that can be written, found no permission');
});
