/** Whether a terminal can move its cursor. */

/** False without a terminal, and for `TERM=dumb`: a terminal that only prints, for instance in an editor. */
export function movesCursor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb';
}
