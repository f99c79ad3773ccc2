/** What the report says of stations that share threads, and its advice: in words, in a stored document, and on the page. */
import { describe, expect, test } from 'vitest';
import type { RacedWorkload } from '../../src/report/document.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { adviceFacts, noAdviceWords } from '../../src/report/seen-advice.ts';
import { racedLabel, sharingEngines, sharingSeen } from '../../src/report/seen-placement.ts';
import { chromiumPath } from '../browsers/chromium.ts';
import { reportInBrowser } from './opened.ts';
import { MANY, sharingDocument, TWO } from './sharing.ts';
import { simulatedDocument } from './simulated.ts';

type Placement = typeof TWO;

function firstOf({ workloads }: { readonly workloads: readonly RacedWorkload[] }): RacedWorkload {
  const [workload] = workloads;
  if (workload === undefined) throw new Error('expected a workload, found none');
  return workload;
}

function factsOf(placement: Placement, onMain = false, threadMb = 11.6): Record<string, string> {
  const workload = firstOf(sharingDocument(placement, onMain));
  if (workload.advice === null) throw new Error('expected advice, found none');
  const facts = adviceFacts({ ...workload.advice, threadMb }, workload);
  return Object.fromEntries(facts.map(({ name, words }) => [name, words]));
}

const seenOf = (placement: Placement, onMain = false): string[] =>
  sharingEngines(firstOf(sharingDocument(placement, onMain))).map(sharingSeen);

test('a document with placements and advice can be stored and drawn again, and one without them too', () => {
  const document = sharingDocument(TWO);
  expect(reportSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  const older = simulatedDocument();
  const workloads = older.workloads.map(({ advice: _none, ...workload }) => workload);
  const read = reportSchema.parse(JSON.parse(JSON.stringify({ ...older, workloads })));
  expect(firstOf(read).advice).toBeNull();
});

test('shared threads are told with their stations, what they gave, and what was predicted', () => {
  expect(seenOf(TWO)).toEqual([
    '2 threads [producer + butter melter + oven | wet mixer + dry mixer]: 1.80×, predicted 1.84×.',
  ]);
  expect(seenOf([TWO.flat()])).toEqual(['All stations on one worker thread: 1.80×, predicted 1.84×.']);
  expect(seenOf([TWO.flat()], true)).toEqual(['All stations on the main thread: 1.80×, predicted 1.84×.']);
  expect(seenOf(MANY)).toEqual(['2 threads of 32 stations each: 1.80×, predicted 1.84×.']);
  expect(sharingEngines(firstOf(simulatedDocument()))).toEqual([]);
});

test('a plan that is the main thread alone has a name that says so', () => {
  const engines = (onMain: boolean) => sharingEngines(firstOf(sharingDocument([TWO.flat()], onMain)));
  expect(engines(false).map(racedLabel)).toEqual(['threads (ring, 2 threads)']);
  expect(engines(true).map(racedLabel)).toEqual(['threads (main thread)']);
});

test('the advice has an engine, its threads, their stations, what they take, and a reason', () => {
  expect(factsOf(TWO)).toEqual({
    Engine: 'threads over rings',
    Threads: '2 worker threads',
    Placement: '[producer + butter melter + oven | wet mixer + dry mixer]',
    Memory: 'about 12 MB for each thread, 23 MB together',
    Reason: 'it is 1.80x (1.76 to 1.84) as fast as the cooperative engine',
  });
  expect(factsOf(TWO.flat().map((name) => [name])).Placement).toBe('a thread for each station');
  expect(factsOf([TWO.flat()])).toMatchObject({
    Threads: '1 worker thread',
    Placement: 'all stations on it',
    Memory: 'about 12 MB for the thread',
  });
  expect(factsOf([TWO.flat()], true)).toMatchObject({ Threads: 'the main thread', Memory: 'none for threads' });
  expect(factsOf(MANY).Placement).toBe('2 threads of 32 stations each');
  expect(factsOf(TWO, false, 0).Memory).toBe('not measurable');
});

test('the advice to stay on one thread, and to take a pool', () => {
  const workload = firstOf(simulatedDocument());
  const advised = { channel: 'none', placement: null, speedup: null, reason: 'no engine is faster' } as const;
  const words = (engine: 'cooperative' | 'pool', threads: number): string[] =>
    adviceFacts({ ...advised, engine, threads, threadMb: engine === 'pool' ? 10 : null }, workload).map(
      (fact) => fact.words,
    );
  expect(words('cooperative', 1)).toEqual([
    'cooperative',
    'the main thread',
    'all stations on it, taking turns',
    'none for threads',
    'no engine is faster',
  ]);
  expect(words('pool', 2).slice(0, 3)).toEqual(['pool', '2 worker threads', 'whole parts of the work on every thread']);
});

test('where there is no advice the page says why', () => {
  const workload = firstOf(simulatedDocument());
  const withEngines = (change: (engine: RacedWorkload['engines'][number]) => RacedWorkload['engines'][number]) =>
    noAdviceWords({ ...workload, engines: workload.engines.map(change) });
  expect(noAdviceWords({ ...workload, engines: workload.engines.slice(0, 1) })).toContain('nothing was compared');
  expect(withEngines((engine) => ({ ...engine, outcome: 'not-trusted' }))).toContain('not to be trusted');
  expect(withEngines((engine) => ({ ...engine, speedup: { ...engine.speedup, confidence: 0.5 } }))).toContain(
    'too few rounds',
  );
  expect(noAdviceWords(workload)).toBe('No advice was stored with this run.');
});

const path = chromiumPath();

describe.runIf(path !== null)('the page in a browser', () => {
  const report = reportInBrowser(path ?? '');

  test('names the stations of each thread beside the race and in the advice, and explains the numbers', async () => {
    await report.open(sharingDocument(TWO));
    const race = report.page().locator('[data-workload="cpu-bound"].panel');
    expect(await race.locator('.shared').allTextContents()).toEqual(seenOf(TWO));
    const advice = report.page().locator('[data-advice="cpu-bound"]');
    expect(await advice.locator('dt').allTextContents()).toEqual([
      'Engine',
      'Threads',
      'Placement',
      'Memory',
      'Reason',
    ]);
    expect(await advice.locator('dd').nth(2).textContent()).toBe(factsOf(TWO).Placement);
    expect(await report.page().locator('.legend').first().textContent()).toContain('#1: worker thread 1');
    const figures = report.page().locator('table', { hasText: 'median of the paired rounds' });
    expect(await figures.locator('th[scope="col"]').allTextContents()).toContain('predicted');
    expect(await figures.locator('tr', { hasText: 'cpu-bound, threads (ring, 2' }).textContent()).toContain('1.84×');
  });

  test('has no numbers to explain where every station has a thread of its own', async () => {
    await report.open(simulatedDocument());
    expect(await report.page().locator('.legend').first().textContent()).not.toContain('#1');
    expect(await report.page().locator('[data-advice="cpu-bound"]').textContent()).toContain('No advice');
  });

  test.each([400, 1280])('is no wider than a screen of %d pixels with 64 stations of long names', async (width) => {
    for (const placement of [MANY, MANY.flat().map((name) => [name])]) {
      await report.open(sharingDocument(placement), width);
      await report.page().evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
      await report.frame();
      expect(await report.page().evaluate('document.documentElement.scrollWidth')).toBe(width);
      const lists = report.page().locator('[data-workload="cpu-bound"].panel ol.threads');
      expect(await lists.locator('li').count()).toBe(placement.length);
      expect(await lists.locator('li').last().textContent()).toBe(placement.at(-1)?.join(', '));
    }
  });
});
