/** What a terminal can do besides printing. */

/** Whether cursor and lines can be moved: `TERM=dumb` is a terminal that only prints, in an editor for instance. */
export function movesCursor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb';
}
