/** The options of `npm run page`, and their check. */
import { parseArgs } from 'node:util';
import { argumentsFrom, firstSentence } from '../terminal/arguments.ts';
import { usage } from '../terminal/usage.ts';
import { UsageError } from '../terminal/usage-error.ts';

export const PAGE_HELP = `Makes one HTML file in which a browser bakes the cakes: one thread against a
worker for each station. It opens from disk and makes no network request.

${usage('page', '[options]')}

  --out FILE   write the page to this file [cake-factory.html]
  --serve      serve the page on this machine, and write no file; then workers
               can share memory, and rings take part
  --site DIR   write the page and a service worker to this folder, for a host
               that lets you set no headers: GitHub Pages and the like
  --port N     the port of the server, 0 to 65535; 0 for any that is free [8080]
  --help       show this text

Exit codes: 0 done; 1 the page cannot be made, written or served; 2 wrong
options; 130 Ctrl-C; 143 SIGTERM.`;

export type PageCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'write'; readonly out: string }
  | { readonly kind: 'site'; readonly folder: string }
  | { readonly kind: 'serve'; readonly port: number };

export const PAGE_OPTIONS = {
  out: { type: 'string' },
  serve: { type: 'boolean' },
  site: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
export const PAGE_OPTION_NAMES = Object.keys(PAGE_OPTIONS);

const DEFAULT_OUT = 'cake-factory.html';
const DEFAULT_PORT = 8080;
const MOST_PORT = 65_535;

/**
 * @param args the arguments after the program's name
 * @throws UsageError that names the option, what is expected and what was found
 */
export function parsePage(args: readonly string[]): PageCommand {
  const { help = false, serve = false, out, site, port } = split(args);
  if (help) return { kind: 'help' };
  if (serve && out !== undefined) throw new UsageError('--out: cannot be used together with --serve');
  if (site !== undefined && serve) throw new UsageError('--site: cannot be used together with --serve');
  if (site !== undefined && out !== undefined) throw new UsageError('--site: cannot be used together with --out');
  if (!serve && port !== undefined) throw new UsageError('--port: expected --serve beside it, found none');
  if (out === '') throw new UsageError('--out: expected the name of a file, found ""');
  if (site === '') throw new UsageError('--site: expected the name of a folder, found ""');
  if (site !== undefined) return { kind: 'site', folder: site };
  return serve ? { kind: 'serve', port: portOf(port) } : { kind: 'write', out: out ?? DEFAULT_OUT };
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= MOST_PORT) return port;
  throw new UsageError(`--port: expected an integer from 0 to ${MOST_PORT}, found "${text}"`);
}

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: argumentsFrom(args, PAGE_OPTIONS), options: PAGE_OPTIONS }).values;
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}
