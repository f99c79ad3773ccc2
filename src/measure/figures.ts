/** How figures of a race are written in sentences. */
import type { Interval } from './statistics/samples.ts';

/** `1.62x (1.58 to 1.66)` */
export function interval({ median, low, high }: Pick<Interval, 'median' | 'low' | 'high'>): string {
  return `${times(median)} (${figure(low)} to ${figure(high)})`;
}

/** `1.62x` */
export function times(value: number): string {
  return `${figure(value)}x`;
}

/** `1.62` */
export function figure(value: number): string {
  return value.toFixed(2);
}

/** `1,200` */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `12 %` */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
