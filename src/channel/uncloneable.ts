/** What of a value cannot be cloned: the path to it. */
import type { Item } from '../line/coroutine.ts';
import { FactoryError } from '../line/factory-error.ts';
import { show } from '../line/printable.ts';

/** An item cannot be sent to another thread. */
export class UncloneableError extends FactoryError {
  override name = 'UncloneableError';

  /** @param which the item in words: `item 7`, and of what it is the seventh */
  constructor(which: string, item: Item, cause: unknown) {
    super(`Cannot send ${which}: expected what can be cloned, found ${reasonIn(item, cause)}`, { cause });
  }
}

/** What cannot be cloned and why: `.user.save is a function`. @param cause what structured clone says */
export function reasonIn(item: Item, cause: unknown): string {
  const found = uncloneableIn(item);
  if (found === null) return cause instanceof Error ? cause.message : String(cause);
  return found.path === '' ? found.what : `${found.path} is ${found.what}`;
}

interface Uncloneable {
  /** As in code: `.user.tags[3]`. Empty for the value itself. */
  readonly path: string;
  readonly what: string;
}

/** More places than this are not searched. */
const MOST_PLACES = 100_000;

/** The first part of a value that structured clone refuses, in the order in which it looks; null if none is found. */
export function uncloneableIn(item: Item): Uncloneable | null {
  const places: { readonly path: string; readonly value: unknown }[] = [{ path: '', value: item }];
  const seen = new Set<unknown>();
  // A list that grows while it is walked.
  for (const { path, value } of places) {
    if (typeof value === 'function' || typeof value === 'symbol') return { path, what: show(value) };
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const parts = partsOf(value, path);
    if (parts === null) return { path, what: `${nameOf(value)}, which cannot be cloned` };
    for (const part of parts) {
      if (places.length >= MOST_PLACES) break;
      places.push(part);
    }
  }
  return null;
}

/** The values inside a value with their paths; null where the value as such cannot be cloned. */
function partsOf(value: object, path: string): { readonly path: string; readonly value: unknown }[] | null {
  if (value instanceof Map)
    return [...value].flatMap(([key, entry], i) => [
      { path: `${path} key ${i}`, value: key },
      { path: `${path}.get(${show(key)})`, value: entry },
    ]);
  if (value instanceof Set) return [...value].map((entry, i) => ({ path: `${path} entry ${i}`, value: entry }));
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef)
    return null;
  if (ArrayBuffer.isView(value)) return [];
  return Object.entries(value).map(([key, entry]) => ({
    path: Array.isArray(value)
      ? `${path}[${key}]`
      : `${path}${/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${show(key)}]`}`,
    value: entry,
  }));
}

function nameOf(value: object): string {
  const maker: unknown = value.constructor;
  return `a ${typeof maker === 'function' && maker.name !== '' ? maker.name : 'value'}`;
}
