/** The page as one HTML file with its script, style and data. It makes no network request. */

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { siblingUrl } from '../line/sibling.ts';
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
  const { script, style } = await bundled();
  // The browser may fetch nothing and run only this script, so that a hostile name cannot inject another.
  const policy = [
    "default-src 'none'",
    `script-src '${sha256Of(script)}'`,
    `style-src '${sha256Of(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<title>Cake factory: report</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<noscript>This report draws its charts with a script that is part of this file. Allow scripts to see them.</noscript>',
    `<script type="application/json" id="report">${dataOf(document)}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** JSON for a script element: no text in it can end the element. */
export function dataOf(document: ReportDocument): string {
  return JSON.stringify(document)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

let built: Promise<{ readonly script: string; readonly style: string }> | null = null;

/** The page is compiled once per process. */
function bundled(): Promise<{ readonly script: string; readonly style: string }> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<{ readonly script: string; readonly style: string }> {
  const { outputFiles } = await build({
    entryPoints: ENTRIES,
    outdir: '.',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'inline',
    logLevel: 'silent',
  });
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  // In HTML a script ends at the first such tag, even inside a string.
  return { script: text('.js').replaceAll('</script', '<\\/script'), style: text('.css') };
}

function sha256Of(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
