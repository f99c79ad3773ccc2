/** The page in each browser, in each way of opening it: what it bakes, which engines it offers, and what it says when a worker fails. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelOf } from '../../src/engine/engine-table.ts';
import { writeSite } from '../../src/page/site.ts';
import { BROWSERS } from '../browsers/browsers.ts';
import { onNode } from './on-node.ts';
import { endOfRace, opened, RACE_MS, RUN, raced, STATUS, TEST_MS, WAYS } from './opened.ts';
import { hostFolder } from './static-host.ts';

/** With messages alone, and with shared memory. */
const MEMORIES = ['from disk', 'from a server with headers'] as const;
const PORTS = ['cooperative', 'event-loop', 'threads (port)', 'pool'];

for (const browser of BROWSERS) {
  describe.runIf(browser.path !== null)(`the page in ${browser.name}`, { timeout: TEST_MS }, () => {
    const { open, host, browser: browserOf } = opened(browser);

    test.each(WAYS)('%s it bakes what Node bakes, under every engine that it offers', async (way) => {
      await open(way, '?run=cpu-bound,wait-bound,message-bound&seed=7&cakes=12&quick', async (page) => {
        const { workloads, machine, iterationsPerUs } = await raced(page);
        expect(machine.sharesMemory).toBe(way !== 'from disk');
        expect(workloads.map(({ name }) => name)).toEqual(['cpu-bound', 'wait-bound', 'message-bound']);
        for (const { name, order, engines } of workloads) {
          expect(order).toMatchObject({ cakes: 12, seed: 7 });
          const wanted = machine.sharesMemory ? [...PORTS, 'threads (ring)'] : PORTS;
          expect(engines.map(labelOf)).toEqual(expect.arrayContaining(wanted));
          if (!machine.sharesMemory) expect(engines.map(({ channel }) => channel)).not.toContain('ring');
          const made = await onNode(name, order, iterationsPerUs);
          expect(made.products).toBe(12);
          const figures = { median: expect.any(Number), low: expect.any(Number), high: expect.any(Number) };
          // A browser knows nothing of CPU time.
          for (const engine of engines) {
            expect([labelOf(engine), engine]).toMatchObject([labelOf(engine), made]);
            // A clock that has not moved during a run would make them infinite, which JSON cannot say.
            expect([labelOf(engine), engine.speedup]).toMatchObject([labelOf(engine), figures]);
            expect(engine).not.toHaveProperty('cpuMs');
          }
        }
        const note = await page.text('[data-note="no-rings"]:not([hidden])');
        if (machine.sharesMemory) expect(note).toBe('');
        else expect(note).toContain('a page from disk is never isolated from others');
      });
    });

    test('on a host without headers it loads itself once more, and the next time not at all', async () => {
      const loadings = (): number => host().asked.filter((name) => name === '').length;
      const before = loadings();
      await open('from a host without headers', '', async (page) => {
        await page.waitFor('[data-isolation="isolated"]', RACE_MS);
        expect(loadings()).toBe(before + 2);
        await page.goto(host().address);
        await page.waitFor('[data-isolation="isolated"]', RACE_MS);
        expect(loadings()).toBe(before + 3);
      });
    });

    test.each([
      ['does nothing', '', 'the page was loaded again and is still not isolated: open its address once more', 2],
      ['throws', 'throw new Error("no");', 'the browser refused its service worker', 1],
      ['is missing', null, 'the browser refused its service worker', 1],
    ])('with a service worker that %s it goes on without rings, and says why', async (_, script, reason, loadings) => {
      const folder = mkdtempSync(join(tmpdir(), 'cake-factory-host-'));
      await writeSite(folder);
      if (script === null) rmSync(join(folder, 'isolate.js'));
      else writeFileSync(join(folder, 'isolate.js'), script);
      const poor = await hostFolder(folder, '/');
      const page = await browserOf().open();
      try {
        await page.goto(poor.address);
        await page.waitFor('[data-isolation="refused"]', RACE_MS);
        expect(await page.text('[data-note="no-rings"]')).toContain(reason);
        expect(poor.asked.filter((name) => name === '')).toHaveLength(loadings);
      } finally {
        await page.close();
        await poor.close();
        rmSync(folder, { recursive: true });
      }
    });

    test.each(MEMORIES)('%s a worker that throws is named', async (way) => {
      await open(way, '?run=cpu-bound&cakes=8&quick&throw=oven', async (page) => {
        expect(await endOfRace(page)).toMatch(
          /^The race failed: station "oven" failed: the address of this page asks for it \(.*, had made 0\)$/,
        );
        expect(await page.evaluate(`document.querySelector('${RUN}').disabled`)).toBe(false);
      });
    });

    test.each(MEMORIES)('%s a worker that loops for ever is named', async (way) => {
      await open(way, '?run=cpu-bound&cakes=8&quick&hang=wet+mixer', async (page) => {
        expect(await endOfRace(page)).toMatch(
          /^The race failed: station "wet mixer" failed: no sign of life for 10 s \(running, had made at least 0\)$/,
        );
        expect(await page.evaluate(`document.querySelector('${RUN}').disabled`)).toBe(false);
      });
    });

    test.each([
      ['coordinator', /^The race failed: .*it does not even start/],
      ['7', /^The race failed: station ".*" failed: .*it does not even start/],
    ])('the worker "%s" whose script fails is reported', async (name, words) => {
      await open('from a server with headers', '?quick', async (page) => {
        await page.evaluate(`{
          const Real = Worker;
          const broken = URL.createObjectURL(new Blob(['throw new Error("it does not even start")']));
          window.Worker = function (script, options) {
            return new Real(options.name === ${JSON.stringify(name)} ? broken : script, options);
          };
        }`);
        await page.click(RUN);
        expect(await endOfRace(page)).toMatch(words);
        expect(await page.text(STATUS)).not.toContain('\n');
      });
    });
  });
}
