/** The report of a line of one's own: the same page, in the words of any line, without a bench. */
import { describe, expect, test } from 'vitest';
import { contrastLine, type OwnContrast } from '../../src/own/contrast-line.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { reportOf } from '../../src/report/own-line.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { chromiumPath } from '../browsers/chromium.ts';
import { upTo } from '../engine/running-lines.ts';
import { reportInBrowser } from './opened.ts';

const RESULTS = 200;

function contrasted(): Promise<OwnContrast> {
  const code = { module: new URL('../engine/running-lines.ts', import.meta.url).href, export: 'upTo' };
  return contrastLine(
    { line: upTo(RESULTS), code, name: 'numbers.ts' },
    {
      engines: ['cooperative', 'event-loop'],
      channels: [],
      rounds: 1,
      records: { lanes: false, file: true },
      quick: true,
      platform,
    },
    { planned() {}, step() {}, proven() {} },
  );
}

test('a report of an own line is a document that can be stored and drawn again', async () => {
  const document = reportOf(await contrasted(), true, 'cake-factory run numbers.ts');
  expect(document).toMatchObject(reportSchema.parse(JSON.parse(JSON.stringify(document))));
  expect(document.workloads[0]?.engines.map(({ name, products }) => [name, products])).toEqual([
    ['cooperative', RESULTS],
    ['event-loop', RESULTS],
  ]);
  expect(document.recordings[0]?.recorded.map(({ trace }) => trace.tracks.map(({ station }) => station))).toEqual([
    ['numbers', 'pass'],
    ['numbers', 'pass'],
  ]);
});

const path = chromiumPath();

describe.runIf(path !== null)('the page of an own line', () => {
  const report = reportInBrowser(path ?? '');

  test('speaks of results and not of cakes, and has no section of the bench', async () => {
    await report.open(reportOf(await contrasted(), true, 'cake-factory run numbers.ts'));
    const text = await report.page().locator('body').innerText();
    expect(text).toContain('The same results, side by side');
    expect(text).toContain('numbers.ts');
    // Its command is the only place for the name of the project.
    expect(/.{0,20}(\bcakes?\b(?!-factory)|ingredient).{0,20}/.exec(text.replace('Cake factory', ''))).toBe(null);
    expect(await report.page().locator('h2').allTextContents()).toEqual([
      'The same results, side by side',
      'The race',
      'Which engine to use',
    ]);
    await report.toEnd();
    expect(await report.engine('cooperative').locator('.count').textContent()).toBe(`${RESULTS} of ${RESULTS} results`);
  });
});
