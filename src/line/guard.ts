/** A guard: a pure predicate that chooses which items take an edge. */
export type Guard = (item: unknown) => boolean;

/** A guard that lets through the integers of a list. */
export interface ListGuard<Value extends number = number> {
  (item: number): item is Value;
  readonly values: readonly Value[];
}

/** @param values the integers that the guard lets through */
export function isOneOf<const Value extends number>(values: readonly Value[]): ListGuard<Value> {
  const known = new Set<number>(values);
  return Object.assign((item: number): item is Value => known.has(item), { values });
}

/** The integers of a guard that `isOneOf` has made; null for any other guard. */
export function valuesOf(guard: unknown): readonly number[] | null {
  if (typeof guard !== 'function' || !('values' in guard) || !Array.isArray(guard.values)) return null;
  return guard.values.every((value) => typeof value === 'number') ? guard.values : null;
}
