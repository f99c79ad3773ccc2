/** The inputs with which the function is called. */
import { reasonOf } from '../engine/failure.ts';
import { InputError } from '../line/factory-error.ts';
import { printable, show } from '../line/printable.ts';
import { importUserFile } from '../own/user-file.ts';
import { jsonMistakeIn } from '../terminal/json-mistake.ts';
import { sourceOf } from '../terminal/place.ts';
import { textOf } from '../terminal/text-file.ts';
import { exportOf, isCallable } from './callable.ts';
import type { InputsPlace } from './request.ts';

/** More are not read: an iterator may never end. */
export const MOST_SAMPLES = 10_000;
const MOST_BYTES = 200_000_000;
const WANTED = 'a list of inputs';

/** The inputs cannot be used. */
export class SamplesError extends InputError {
  override name = 'SamplesError';
}

/**
 * @param url where a thread can load a module
 * @throws SamplesError when there are none, or they are no list
 */
export async function inputsFrom(place: InputsPlace, url: (module: string) => string): Promise<readonly unknown[]> {
  const { found, name } = await foundIn(place, url);
  const inputs = await listOf(found, name, true);
  if (inputs.length === 0) throw new SamplesError(`${name}: expected one input or more, found none`);
  return inputs;
}

interface Found {
  readonly found: unknown;
  /** For errors. */
  readonly name: string;
}

async function foundIn(place: InputsPlace, url: (module: string) => string): Promise<Found> {
  switch (place.kind) {
    case 'values':
      return { found: place.values, name: 'inputs' };
    case 'json':
      return { found: parsed(await textOf(place.path, WANTED, MOST_BYTES), place.path), name: sourceOf(place.path) };
    case 'json-lines':
      return { found: linesOf(await textOf(place.path, WANTED, MOST_BYTES), place.path), name: sourceOf(place.path) };
    case 'code':
      return { found: await defaultOf(place.code), name: '--input' };
    case 'module': {
      const module = await importUserFile(url(place.url), place.path);
      const name = `${sourceOf(place.path)}${place.exported === 'default' ? '' : `#${printable(place.exported)}`}`;
      const found = exportOf(module, place.exported);
      if (found === undefined) {
        const names = Object.keys(module).map((known) => printable(known));
        throw new SamplesError(
          `${name}: expected an export with the inputs, found none of that name; the file exports ${names.length === 0 ? 'nothing' : names.join(', ')}`,
        );
      }
      return { found, name };
    }
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SamplesError(`${sourceOf(path)}: expected ${WANTED} as JSON, found ${jsonMistakeIn(text)}`);
  }
}

function linesOf(text: string, path: string): unknown[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      const value: unknown = JSON.parse(line);
      return [value];
    } catch {
      const mistake = jsonMistakeIn(line).replace('at line 1,', `at line ${i + 1},`);
      throw new SamplesError(`${sourceOf(path)}: expected one JSON value a line, found ${mistake}`);
    }
  });
}

/** What a text exports by default. */
async function defaultOf(code: string): Promise<unknown> {
  try {
    const module: Readonly<Record<string, unknown>> = await import(
      `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`
    );
    return module.default;
  } catch (error) {
    throw new SamplesError(`--input: expected JavaScript that can be run, found: ${reasonOf(error)}`);
  }
}

/** @param mayCall whether it may be a function that gives the list; what it gives is none */
async function listOf(found: unknown, name: string, mayCall: boolean): Promise<readonly unknown[]> {
  if (Array.isArray(found)) return found.slice(0, MOST_SAMPLES);
  try {
    if (isIterable(found) || isAsyncIterable(found)) return await taken(found);
    if (mayCall && isCallable(found) && found.length === 0) return await listOf(await found(undefined), name, false);
  } catch (error) {
    if (error instanceof SamplesError) throw error;
    throw new SamplesError(`${name}: expected ${WANTED}, but it threw: ${reasonOf(error)}`, { cause: error });
  }
  throw new SamplesError(`${name}: expected ${WANTED}, found ${show(found)}`);
}

async function taken(source: Iterable<unknown> | AsyncIterable<unknown>): Promise<unknown[]> {
  const inputs: unknown[] = [];
  for await (const input of source) {
    inputs.push(input);
    if (inputs.length === MOST_SAMPLES) break;
  }
  return inputs;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
