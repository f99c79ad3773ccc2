/** The page as one file: script, style and figures in it, and nothing that it would have to ask anybody for. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ReportDocument } from './document.ts';

const ENTRIES = ['./page/main.ts', './page/style.css'].map((name) => fileURLToPath(new URL(name, import.meta.url)));

/**
 * @param document anything in it that came from outside stays text
 * @throws Error when the page does not compile
 */
export async function pageOf(document: ReportDocument): Promise<string> {
  const { script, style } = await bundled();
  // Nothing may be fetched, and nothing runs but this very script: not even what a hostile name would smuggle in.
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
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
    '<noscript>This report draws its pictures with a script, which is in this file.</noscript>',
    `<script type="application/json" id="report">${dataOf(document)}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** JSON that no text in it can end, whatever markup it holds. */
export function dataOf(document: ReportDocument): string {
  return JSON.stringify(document)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

let built: Promise<{ readonly script: string; readonly style: string }> | null = null;

/** Compiled once in a process. */
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
  // A script inside of a page ends at the first such tag, wherever it stands.
  return { script: text('.js').replaceAll('</script', '<\\/script'), style: text('.css') };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
