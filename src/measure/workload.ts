/** The three workloads: the same line in which the stations only work, only rest, or do neither. */

/**
 * - `cpu-bound`: every product costs work, and no station rests.
 * - `wait-bound`: every product costs a rest, and no station works.
 * - `message-bound`: the stations only forward items.
 */
export const WORKLOADS = ['cpu-bound', 'wait-bound', 'message-bound'] as const;
export type Workload = (typeof WORKLOADS)[number];

/** The end of a sentence: `when every station works`. */
export const WHAT_STATIONS_DO: Readonly<Record<Workload, string>> = {
  'cpu-bound': 'every station works',
  'wait-bound': 'every station waits',
  'message-bound': 'every station only forwards items',
};

/**
 * What the stations really do: `message-bound` where none of them works or rests, whatever the workload.
 *
 * @param serviceTimesUs of each station per product of the line, in microseconds, 0 or more
 */
export function kindOf(workload: Workload, serviceTimesUs: readonly number[]): Workload {
  return serviceTimesUs.every((time) => time === 0) ? 'message-bound' : workload;
}
