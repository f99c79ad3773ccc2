/**
 * The bundle: TypeScript modules, compiled to plain JavaScript files for worker threads.
 *
 * A thread that loads TypeScript through a loader needs about 100 ms of CPU time before its code runs; one that loads plain
 * JavaScript needs 15 to 30 ms. On Node 20 the loader does not work for a thread's dynamic imports. So everything that the
 * threads need is compiled once, in about 20 ms, and every version of Node runs the same code.
 */
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { moduleUrl, projectFile } from './own-files.ts';
import { OWN_NAMES } from './own-package.ts';
import { PLACE_NAMES, samePlaces } from './same-places.ts';
import { notWritable, placeOfFolders, removeFolder, temporaryFolder } from './temporary-folder.ts';

export interface Bundle {
  /** The compiled file of a module, by the module's URL. */
  pathOf(module: string): string;
  /** Deletes the files. */
  clear(): void;
}

/**
 * Compiles modules into a new folder.
 *
 * @param modules the URLs of the modules
 * @throws BuildFailure when a module does not exist or does not compile
 * @throws BuildError when the files cannot be written
 */
export async function bundle(modules: readonly string[]): Promise<Bundle> {
  const names = new Map(modules.map((module, i) => [module, isOfUser(module) ? `entry-${i}.own` : `entry-${i}`]));
  const { outputFiles } = await build({
    entryPoints: [...names].map(([module, name]) => ({ in: fileURLToPath(module), out: name })),
    // Source maps have paths from there: as deep as the folder into which the files are written below.
    outdir: join(placeOfFolders(), 'compiled'),
    // The files are written below. The process of esbuild could write them after this process has deleted its folders.
    write: false,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // A thread that loads two of the modules must load their shared code only once.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // What a user's line imports by the name of this package.
    alias: Object.fromEntries(
      Object.entries(OWN_NAMES).map(([name, module]) => [name, fileURLToPath(moduleUrl(module))]),
    ),
    external: ['piscina', 'esbuild'],
    ...(modules.some(isOfUser) ? { define: PLACE_NAMES, plugins: [samePlaces], sourcemap: 'inline' } : {}),
    logLevel: 'silent',
  });
  const folder = temporaryFolder();
  try {
    for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents);
  } catch (error) {
    throw notWritable(folder, error);
  }
  return {
    pathOf: (module) => join(folder, `${names.get(module)}.mjs`),
    clear: () => removeFolder(folder),
  };
}

const OWN_FOLDERS = ['src/', 'workers/', 'test/'].map((folder) => projectFile(folder).href);

/** Whether a user has written a module. Its place is kept, and its errors show the position in the original. */
function isOfUser(module: string): boolean {
  return !OWN_FOLDERS.some((folder) => module.startsWith(folder));
}
