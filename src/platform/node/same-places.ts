/** Compiled code keeps its place: `import.meta.url` is that of the original file, so that files beside it are found. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Loader, Plugin } from 'esbuild';

/** The path of a file in an installed package. */
export const IN_PACKAGE = /[\\/]node_modules[\\/]/;

/** The place of a file is that of the original, wherever the compiled one is. The names are such that no user has them too. */
export const PLACE_NAMES = {
  'import.meta.url': '__cakeFactoryUrl',
  'import.meta.filename': '__cakeFactoryFile',
  'import.meta.dirname': '__cakeFactoryFolder',
  'import.meta.resolve': '__cakeFactoryResolve',
  __filename: '__cakeFactoryFile',
  __dirname: '__cakeFactoryFolder',
};

/** Whether a file may ask for its place. */
const ASKS = /\bimport\s*\.\s*meta\b|\b__(?:file|dir)name\b/;

/**
 * Each file that asks for its place says it. On its first line, so that the lines of the original keep their numbers; the columns
 * of that line do not.
 */
export const samePlaces: Plugin = {
  name: 'same places',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, ({ path }) => {
      if (IN_PACKAGE.test(path)) return undefined;
      const source = readFileSync(path, 'utf8').replace(/^#!.*/, '');
      if (!ASKS.test(source)) return { contents: source, loader: loaderOf(path) };
      const place = {
        __cakeFactoryUrl: pathToFileURL(path).href,
        __cakeFactoryFile: path,
        __cakeFactoryFolder: dirname(path),
      };
      const says = Object.entries(place).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
      return { contents: `${says.join(' ')} ${RESOLVE} ${source}`, loader: loaderOf(path) };
    });
  },
};

/** Packages are found from the compiled file, which lies in the same project; files beside the original only from there. */
const RESOLVE =
  'const __cakeFactoryResolve = (name) => /^\\.{1,2}\\//.test(name) ? new URL(name, __cakeFactoryUrl).href : __cakeFactoryFind(name);';

/** What the compiled file begins with. Names in it are not replaced. A module can call `require`, as code that was CommonJS does. */
export const BANNER =
  "import { createRequire as __cakeFactoryRequire } from 'node:module'; const require = __cakeFactoryRequire(import.meta.url); const __cakeFactoryFind = (name) => import.meta.resolve(name);";

function loaderOf(path: string): Loader {
  const [, language = 'js', tags = ''] = /\.[cm]?([jt]s)(x?)$/.exec(path) ?? [];
  if (language === 'ts') return tags === 'x' ? 'tsx' : 'ts';
  return tags === 'x' ? 'jsx' : 'js';
}
