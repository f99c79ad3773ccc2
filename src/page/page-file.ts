/** The factory as one HTML file, with its script, its style and the script of its threads. It makes no network request. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { siblingUrl } from '../line/sibling.ts';
import { projectFile } from '../platform/node/own-files.ts';

/** Every module of the page has this address: the threads find a coroutine by its name, whatever its module. */
const ADDRESS = 'file:///cake-factory.js';

const COMMON: BuildOptions = {
  outdir: '.',
  write: false,
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  legalComments: 'inline',
  logLevel: 'silent',
};

/** @throws Error if the page does not compile */
export async function factoryPage(): Promise<string> {
  const [worker] = await compiled({
    ...COMMON,
    entryPoints: [fileURLToPath(siblingUrl('../../workers/web', import.meta.url))],
    define: { 'import.meta.url': JSON.stringify(ADDRESS) },
  });
  const [script = '', style = ''] = await compiled({
    ...COMMON,
    entryPoints: [
      fileURLToPath(siblingUrl('./app/main', import.meta.url)),
      fileURLToPath(projectFile('src/page/app/style.css')),
    ],
    define: { WORKER_SCRIPT: JSON.stringify(worker) },
  });
  // The browser may fetch nothing, and runs only this script and the threads that the script makes of its own text.
  const policy = [
    "default-src 'none'",
    `script-src '${sha256Of(script)}' 'wasm-unsafe-eval'`,
    `style-src '${sha256Of(style)}'`,
    'worker-src blob:',
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
    '<title>Cake factory</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<noscript>The factory is a script that is part of this file. Allow scripts to run it.</noscript>',
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** The text of each output: scripts first. */
async function compiled(options: BuildOptions): Promise<string[]> {
  const { outputFiles = [] } = await build(options);
  return (
    outputFiles
      .toSorted((one, other) => Number(other.path.endsWith('.js')) - Number(one.path.endsWith('.js')))
      // In HTML a script ends at the first such tag, even inside a string.
      .map(({ text }) => text.trim().replaceAll('</script', '<\\/script'))
  );
}

function sha256Of(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
