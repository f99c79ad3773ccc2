/** A bar of characters. */

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * @param share how much of the width is filled, 0 to 1
 * @param width in characters
 * @param mark where to put a line, 0 to 1; nowhere when it is left out
 */
export function bar(share: number, width: number, mark?: number): string {
  const filled = Math.max(0, Math.min(1, Number.isFinite(share) ? share : 0)) * width;
  const whole = Math.floor(filled);
  const cells = ('█'.repeat(whole) + (EIGHTHS[Math.floor((filled - whole) * 8)] ?? '')).padEnd(width + 1, ' ');
  if (mark === undefined) return cells.slice(0, width);
  const at = Math.round(Math.max(0, Math.min(1, mark)) * width);
  // A bar that reaches its mark hides nothing: the mark stands behind the last full cell.
  return `${cells.slice(0, at)}|${cells.slice(at + 1)}`.slice(0, width + 1);
}
