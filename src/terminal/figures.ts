/** Figures for people: three digits, and a unit that fits. */

/** @param value microseconds */
export function us(value: number): string {
  if (value >= 1000) return `${significant(value / 1000)} ms`;
  return value < 1 ? `${significant(value * 1000)} ns` : `${significant(value)} us`;
}

export function milliseconds(ms: number): string {
  return `${significant(ms)} ms`;
}

/** A number with three significant digits, but at most two decimals. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(value, 1e-9))));
  return value >= 100 ? Math.round(value).toString() : value.toFixed(Math.min(digits, 2));
}
