/** Figures as dots on one logarithmic axis, for a column of a table: on such an axis the length of a bar means nothing. */
import { element } from '../parts/dom.ts';

export interface Mark {
  /** Null where no value is more likely than the others. */
  readonly median: number | null;
  readonly low: number;
  readonly high: number;
}

export interface LogAxis {
  /** The heading of the column says where the axis begins and ends, in words of the caller. */
  readonly least: number;
  readonly most: number;
  /** A dot at the median, a line from low to high, and a ring at what was predicted. Whatever is null is left out. */
  mark(measured: Mark | null, predicted?: number | null): HTMLElement;
}

/** @param values all above 0; the axis goes from the power of ten below them to the one above */
export function logAxis(values: readonly number[]): LogAxis {
  const least = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const most = Math.max(10 * least, 10 ** Math.ceil(Math.log10(Math.max(...values))));
  const decades = Math.round(Math.log10(most / least));
  /** Where a value lies, as a share of the axis. */
  const at = (value: number): number => Math.min(1, Math.max(0, Math.log10(value / least) / decades));
  return {
    least,
    most,
    mark(measured, predicted = null) {
      // The cells beside it say the same in figures.
      const axis = element('span', { class: 'log-axis', 'aria-hidden': 'true' });
      axis.style.setProperty('--decades', String(decades));
      if (measured !== null) {
        const line = element('i', { class: 'log-interval' });
        line.style.setProperty('--at', String(at(measured.low)));
        line.style.setProperty('--to', String(at(measured.high)));
        axis.append(line);
        if (measured.median !== null) axis.append(dot('log-dot', at(measured.median)));
      }
      if (predicted !== null) axis.append(dot('log-predicted', at(predicted)));
      return axis;
    },
  };
}

function dot(kind: string, at: number): HTMLElement {
  const made = element('i', { class: kind });
  made.style.setProperty('--at', String(at));
  return made;
}
