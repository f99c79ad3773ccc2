/** Names of functions and inputs, as users write them: `work.ts#resize`. */
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../line/factory-error.ts';
import { printable, show } from '../line/printable.ts';
import { loadableUrlOf, pathOfFile } from '../own/user-file.ts';
import { placeOf } from '../terminal/place.ts';
import type { InputsPlace, Request } from './request.ts';

/** An export of a file. */
export interface ExportPlace {
  readonly file: string;
  readonly exported: string;
}

/** @param text `work.ts#resize`, or `work.ts` for the default export */
export function exportPlace(text: string): ExportPlace {
  const at = text.lastIndexOf('#');
  // A folder or a file may have the character in its name.
  return at <= Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) || existsSync(placeOf(text))
    ? { file: text, exported: 'default' }
    : { file: text.slice(0, at), exported: text.slice(at + 1) || 'default' };
}

/**
 * @param url `file:///home/me/work.ts#resize`
 * @throws InputError when it is not the URL of a file
 */
export function exportAt(url: URL): ExportPlace {
  try {
    return { file: fileURLToPath(url), exported: decodeURIComponent(url.hash.slice(1)) || 'default' };
  } catch (error) {
    throw new InputError(`expected the URL of a file, found ${show(url.href)}`, { cause: error });
  }
}

/** The name in every text. */
export function nameOfPlace({ file, exported }: ExportPlace): string {
  return printable(`${basename(file)}${exported === 'default' ? '' : `#${exported}`}`);
}

const JSON_LINES = ['.ndjson', '.jsonl'];
const MODULES = /\.[cm]?[jt]sx?$/;

/** @throws UserFileError when a file does not exist or does not compile */
export async function requestFor(
  place: ExportPlace,
  inputs: string | readonly unknown[] | null,
  budgetMs: number,
  spentMs = 0,
): Promise<Request> {
  const path = pathOfFile(place.file);
  const url = await loadableUrlOf(path);
  return {
    path,
    url,
    exported: place.exported,
    name: nameOfPlace(place),
    inputs:
      inputs === null
        ? { kind: 'module', path, url, exported: 'samples' }
        : typeof inputs === 'string'
          ? await inputsPlace(inputs)
          : { kind: 'values', values: inputs },
    budgetMs,
    spentMs,
  };
}

async function inputsPlace(text: string): Promise<InputsPlace> {
  if (/^\s*export\s+default\b/.test(text)) return { kind: 'code', code: text };
  const { file, exported } = exportPlace(text);
  const extension = extname(file).toLowerCase();
  if (extension === '.json') return { kind: 'json', path: placeOf(text) };
  if (JSON_LINES.includes(extension)) return { kind: 'json-lines', path: placeOf(text) };
  if (!MODULES.test(file))
    throw new InputError(
      `--input: expected a file that ends in .json, .ndjson, .js or .ts, or "export default ...", found ${show(text)}`,
    );
  const path = pathOfFile(file);
  return { kind: 'module', path, url: await loadableUrlOf(path), exported };
}
