/** Figures as people read them. */

/** Three figures that count, with the unit in which they are between 1 and 1000: `1.25 ms`, `340 µs`. */
export function durationOf(ns: number): string {
  if (ns === 0) return '0';
  const [unit, size] = ns < 999.5 ? ['ns', 1] : ns < 999.5e3 ? ['µs', 1e3] : ns < 999.5e6 ? ['ms', 1e6] : ['s', 1e9];
  return `${significant(ns / Number(size))} ${unit}`;
}

/** Three figures that count, and no more zeros than needed. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
