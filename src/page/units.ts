/** Numbers as people read them. */

/** Three significant digits, in the unit that puts the number between 1 and 1000: `1.25 ms`, `340 µs`. */
export function durationOf(ns: number): string {
  if (ns === 0) return '0';
  const [unit, size] = unitOf(ns);
  return `${significant(ns / size)} ${unit}`;
}

/**
 * A moment with as many digits as its neighbours need to differ from it: `12.345 ms`.
 *
 * @param stepNs the distance of the neighbours, above 0
 * @param sizeNs the largest moment on the axis, which decides the unit
 */
export function momentText(ns: number, stepNs: number, sizeNs: number): string {
  const [unit, size] = unitOf(sizeNs);
  const digits = Math.max(0, Math.ceil(Math.log10(size / stepNs) - 1e-9));
  return `${(ns / size).toFixed(digits)} ${unit}`;
}

/** A moment with at most three decimals: `1.707 ms`, `2.5 ms`. */
export function timeText(ns: number): string {
  const [unit, size] = unitOf(ns);
  return `${Number((ns / size).toFixed(3))} ${unit}`;
}

function unitOf(ns: number): readonly [string, number] {
  if (ns < 999.5) return ['ns', 1];
  if (ns < 999.5e3) return ['µs', 1e3];
  return ns < 999.5e6 ? ['ms', 1e6] : ['s', 1e9];
}

/** Three significant digits, without zeros at the end. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}

export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

/** The same words with a capital letter at the beginning. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
