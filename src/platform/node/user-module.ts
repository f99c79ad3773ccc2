/** A file that a user has written: the URL from which any thread can import it. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { ModuleBuildError } from '../errors.ts';
import { afterSignals } from './after-signals.ts';
import { isBuildFailure } from './build-failure.ts';
import { FROM_SOURCES, moduleUrl } from './own-files.ts';
import { COMPILED, OWN_NAMES, resolvesOwnPackage } from './own-package.ts';
import { BANNER, IN_PACKAGE, PLACE_NAMES, samePlaces } from './same-places.ts';
import { temporaryFolder } from './temporary-folder.ts';

const compiled = new Map<string, Promise<string>>();

/**
 * The URL of the file itself, where every Node loads it as the user means it. Any other file is compiled, once for all threads, into
 * the project that it belongs to, so that its dependencies are found.
 *
 * @throws ModuleBuildError when the file does not compile
 * @throws BuildError when no folder can be written
 */
export async function loadableUrl(url: string): Promise<string> {
  if (FROM_SOURCES || !url.startsWith('file:') || url.endsWith(COMPILED) || isLoadable(fileURLToPath(url))) return url;
  const known = compiled.get(url) ?? compile(url);
  compiled.set(url, known);
  return await known;
}

const MODULE_SYNTAX = /^\s*(import\b(?!\s*\()|export\b)/m;
const OWN_IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]*)['"]/g;
const LOADABLE_IMPORT = /\.([cm]?js|json|node|wasm)$/;

/**
 * Only plain JavaScript. TypeScript is always compiled, although newer Nodes strip types: they refuse an enum, a property among
 * the parameters of a constructor, `export =`, a type that is imported like a value, and an import without an ending, also in a
 * file that this one imports. To compile takes 20 ms, and nobody has to know what his Node refuses.
 */
function isLoadable(path: string): boolean {
  const extension = extname(path);
  if (!/^\.[cm]?js$/.test(extension)) return false;
  // Plain JavaScript of a package, for instance of this one.
  if (IN_PACKAGE.test(path)) return true;
  if (!resolvesOwnPackage()) return false;
  const source = readFileSync(path, 'utf8');
  for (const [, imported = ''] of source.matchAll(OWN_IMPORT)) if (!LOADABLE_IMPORT.test(imported)) return false;
  // A module by its syntax, in a project that does not say so, is none for Node, or costs a warning for each thread.
  return !(extension === '.js' && MODULE_SYNTAX.test(source) && typeOf(dirname(path)) !== 'module');
}

/** The `type` of the nearest package.json. */
function typeOf(folder: string): unknown {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'type' in manifest ? manifest.type : undefined;
  } catch {
    return dirname(folder) === folder ? undefined : typeOf(dirname(folder));
  }
}

async function compile(url: string): Promise<string> {
  const path = fileURLToPath(url);
  const folder = folderFor(path);
  if (folder === null) return url;
  const { build } = await import('esbuild');
  const file = join(folder, `${basename(path, extname(path))}${COMPILED}`);
  try {
    const { outputFiles } = await build({
      entryPoints: [path],
      outfile: file,
      write: false,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      banner: { js: BANNER },
      define: PLACE_NAMES,
      // The name of a station is that of its function.
      keepNames: true,
      logLevel: 'silent',
      absWorkingDir: dirname(path),
      plugins: [OWN_PACKAGE, samePlaces],
    }).catch(afterSignals);
    writeFileSync(file, outputFiles[0]?.contents ?? '');
    return pathToFileURL(file).href;
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    const [first] = error.errors;
    const location = first?.location ?? null;
    const where = location === null ? '' : `, at ${basename(location.file)}:${location.line}:${location.column + 1}`;
    throw new ModuleBuildError(url, `it does not compile: ${first?.text ?? error.message}${where}`);
  }
}

/**
 * A folder from which the dependencies of the file are found: in its `node_modules`. Where these cannot be written, a Node that
 * strips types may still load the file itself: then it is null.
 */
function folderFor(path: string): string | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    const cache = join(modules, '.cache');
    try {
      if (isFolder(modules)) {
        mkdirSync(cache, { recursive: true });
        return temporaryFolder(cache);
      }
    } catch {
      if (stripsTypes()) return null;
      break;
    }
    if (dirname(folder) === folder) break;
  }
  return temporaryFolder();
}

function stripsTypes(): boolean {
  return Boolean(Reflect.get(process.features, 'typescript'));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** This package itself is found even where it is not installed beside the file, as with npx. */
const OWN_PACKAGE: Plugin = {
  name: 'own package',
  setup({ onResolve }) {
    onResolve({ filter: /^cake-factory(\/|$)/ }, ({ path, kind }) => {
      const module = OWN_NAMES[path];
      if (module === undefined) return undefined;
      const url = moduleUrl(module);
      // `require` takes no URL.
      return { path: kind === 'require-call' ? fileURLToPath(url) : url, external: true };
    });
  },
};
