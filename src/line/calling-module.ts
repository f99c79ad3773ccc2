/** The module that has called a function of this library: the stack says it. */

/** Two calls above this one. */
const CALLER = 3;

/** The URL of the module that called the function that calls this one; null where the stack does not say it. */
export function callingModule(): string | null {
  const frames = (new Error().stack ?? '').split('\n').filter((text) => POSITION.test(text));
  return moduleIn(frames[CALLER - 1] ?? '');
}

const POSITION = /:\d+:\d+\)?$/;

/** A URL has no space. All other characters of a folder's name may stand in it: `@`, `(` and `)` too. */
const URL_IN_FRAME = /((?:blob:)?(?:file|https?):\/\/\S+?):\d+:\d+\)?$/;
/** Code that is no module has a path, and perhaps a name before it. A name has no slash, and a path begins with one, or with a drive. */
const PATH_IN_FRAME = /^\s*at (?:[^/\\]*? \()?(\/.+|[A-Za-z]:\\.+?):\d+:\d+\)?$/;

/**
 * @param frame a line of a stack, of V8 (`at f (url:1:2)`) or of other engines (`f@url:1:2`)
 * @returns the URL of the module in it; null where it names none
 */
export function moduleIn(frame: string): string | null {
  const url = URL_IN_FRAME.exec(frame)?.[1];
  if (url !== undefined) return url;
  const path = PATH_IN_FRAME.exec(frame)?.[1]?.replaceAll('\\', '/');
  if (path === undefined) return null;
  const encoded = encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F');
  return `file://${path.startsWith('/') ? '' : '/'}${encoded}`;
}
