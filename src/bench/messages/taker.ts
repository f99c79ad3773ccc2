/** The taker: the far end of a link of requests. It answers each message with the same message. */
import { numberIn, type Value } from './payload.ts';
import { type Schedule, Tally, type TallyReport } from './tally.ts';

/** The calls that the far end offers. */
export interface Taker {
  begin(schedule: Schedule | null): void;
  /** Takes a message and returns it. */
  take(value: Value): Value;
  report(): TallyReport;
}

/** The same calls as tasks of a pool. */
export type TakerTask =
  | { readonly kind: 'begin'; readonly schedule: Schedule | null }
  | { readonly kind: 'take'; readonly value: Value }
  | { readonly kind: 'report' };

export function taker(): Taker {
  let tally = new Tally(null);
  return {
    begin(schedule) {
      tally = new Tally(schedule);
    },
    take(value) {
      tally.take(numberIn(value));
      return value;
    },
    report: () => tally.report(),
  };
}
