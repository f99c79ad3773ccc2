/** A page as one HTML file, with its script and its style. It makes no network request. */
import { createHash } from 'node:crypto';
import { type BuildOptions, build } from 'esbuild';
import { afterSignals } from '../platform/node/after-signals.ts';

export interface HtmlFile {
  readonly title: string;
  /** For a browser that runs no scripts. */
  readonly noscript: string;
  readonly script: string;
  readonly style: string;
  /** Further elements of the head [none]. */
  readonly head?: readonly string[];
  /** Further elements of the body, before the script [none]. */
  readonly body?: readonly string[];
  /** What else the browser may do, as directives of its policy; `script-src` adds to what is allowed anyway [nothing]. */
  readonly allowed?: { readonly scripts?: string; readonly directives?: readonly string[] };
}

/** A page that names no icon is asked for one by the browser, which the policy forbids: Firefox tells so in its console. */
const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><text y="13" font-size="13">🎂</text></svg>')}`;

/** The browser may fetch nothing and run only this script, so that a hostile name cannot inject another. */
export function htmlFile({ title, noscript, script, style, head = [], body = [], allowed = {} }: HtmlFile): string {
  const policy = [
    "default-src 'none'",
    ['script-src', `'${sha256Of(script)}'`, ...(allowed.scripts === undefined ? [] : [allowed.scripts])].join(' '),
    `style-src '${sha256Of(style)}'`,
    'img-src data:',
    ...(allowed.directives ?? []),
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
    `<link rel="icon" href="${ICON}">`,
    ...head,
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<noscript>${noscript}</noscript>`,
    ...body,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/**
 * Compiles a script, and a style if there is one, for a browser.
 *
 * @param entries the paths of their files
 * @param define names that are replaced by constants [none]
 * @throws Error if it does not compile
 */
export async function compiledForBrowser(
  entries: readonly string[],
  define: NonNullable<BuildOptions['define']> = {},
): Promise<{ readonly script: string; readonly style: string }> {
  const { outputFiles } = await build({
    entryPoints: [...entries],
    define,
    outdir: '.',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'inline',
    logLevel: 'silent',
  }).catch(afterSignals);
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  // In HTML a script ends at the first such tag, even inside a string.
  return { script: text('.js').replaceAll('</script', '<\\/script'), style: text('.css') };
}

function sha256Of(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
