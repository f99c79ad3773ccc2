/** One measured figure of a document: a later run can be compared with it. */
import { type Interval, intervalOf } from './samples.ts';

export interface Figure extends Interval {
  /** For example `one-to-one-port-throughput`. */
  readonly name: string;
  readonly unit: 'ns' | 'ms';
  readonly samples: readonly number[];
}

/** @param samples one or more */
export function figure(name: string, unit: Figure['unit'], samples: readonly number[]): Figure {
  return { name, unit, ...intervalOf(samples), samples: [...samples] };
}
