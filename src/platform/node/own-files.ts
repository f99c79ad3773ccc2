/** The files of this project: as sources that a loader compiles, or as the built package. */

/** Whether these are the sources. The package is plain JavaScript: it needs no loader. */
export const FROM_SOURCES = import.meta.url.endsWith('.ts');

/** The folder with package.json. */
const PROJECT = new URL(FROM_SOURCES ? '../../../' : '../../../../', import.meta.url);

/** @param path from the folder with package.json: `src/lessons/chapter.ts` */
export function projectFile(path: string): URL {
  return new URL(path, PROJECT);
}

/** The URL of a module that can be run. @param path from the folder with package.json, without its ending: `workers/station` */
export function moduleUrl(path: string): string {
  return projectFile(FROM_SOURCES ? `${path}.ts` : `dist/${path}.js`).href;
}

/** What Node needs to run a module of this project in a process of its own. */
export function loaderFlags(): string[] {
  return FROM_SOURCES ? ['--import', import.meta.resolve('tsx')] : [];
}
