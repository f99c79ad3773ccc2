/** The report as one HTML file with its script, style and data. */

import { fileURLToPath } from 'node:url';
import { siblingUrl } from '../line/sibling.ts';
import { compiledForBrowser, htmlFile } from '../page/html-file.ts';
import { projectFile } from '../platform/node/own-files.ts';
import type { ReportDocument } from './document.ts';

const ENTRIES = [siblingUrl('./page/main', import.meta.url), projectFile('src/report/page/styles/style.css')].map(
  (url) => fileURLToPath(url),
);

/**
 * @param document texts in it that came from outside stay text
 * @throws Error if the page does not compile
 */
export async function pageOf(document: ReportDocument): Promise<string> {
  built ??= compiledForBrowser(ENTRIES);
  return htmlFile({
    title: 'Cake factory: report',
    noscript: 'This report draws its charts with a script that is part of this file. Allow scripts to see them.',
    ...(await built),
    body: [`<script type="application/json" id="report">${dataOf(document)}</script>`],
  });
}

/** The page is compiled once per process. */
let built: ReturnType<typeof compiledForBrowser> | null = null;

/** JSON for a script element: no text in it can end the element. */
export function dataOf(document: ReportDocument): string {
  return JSON.stringify(document)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
