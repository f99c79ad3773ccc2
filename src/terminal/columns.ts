/** Aligns rows of text in columns. */
import stringWidth from 'string-width';

const GAP = '  ';

/** @param others the alignment of all columns after the first one; figures are aligned right */
export function columns(rows: readonly (readonly string[])[], others: 'left' | 'right' = 'right'): string[] {
  const most = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: most }, (_, i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - stringWidth(cell));
        return i === 0 || others === 'left' ? cell + space : space + cell;
      })
      .join(GAP)
      .trimEnd(),
  );
}
