/** Figures and lists as German texts show them. */

/** `1,60`. */
export function decimal(value: number, places: number): string {
  return value.toLocaleString('de', {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    useGrouping: false,
  });
}

/** `12 ms`, `1,2 ms`. */
export function milliseconds(ms: number): string {
  return `${decimal(ms, ms < 10 ? 1 : 0)} ms`;
}

/** `1 Ei`, `2 Eier`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `einmal`, `100-mal`. */
export function howOften(count: number): string {
  return ['nie', 'einmal', 'zweimal', 'dreimal'][count] ?? `${count}-mal`;
}

/** `Mehl, Zucker und Schokolade`. */
export function listed(parts: readonly string[]): string {
  return new Intl.ListFormat('de').format(parts);
}
