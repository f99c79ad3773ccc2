/** A guard: a pure predicate that chooses which items take an edge. */
export type Guard = (item: unknown) => boolean;
