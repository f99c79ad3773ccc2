/** Draws a bar of block characters. */

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * @param share the filled part of the width, 0 to 1
 * @param width in characters
 * @param mark the position of a line, 0 to 1; without it there is no line
 */
export function bar(share: number, width: number, mark?: number): string {
  const filled = Math.max(0, Math.min(1, Number.isFinite(share) ? share : 0)) * width;
  const whole = Math.floor(filled);
  const cells = ('█'.repeat(whole) + (EIGHTHS[Math.floor((filled - whole) * 8)] ?? '')).padEnd(width + 1, ' ');
  if (mark === undefined) return cells.slice(0, width);
  const at = Math.round(Math.max(0, Math.min(1, mark)) * width);
  // There is one more cell, so a full bar does not hide the line.
  return `${cells.slice(0, at)}|${cells.slice(at + 1)}`.slice(0, width + 1);
}
