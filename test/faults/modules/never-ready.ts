/** A module whose top-level await never settles. */
await new Promise(() => {});
export function* passOn(): Generator<undefined, void, number> {}
