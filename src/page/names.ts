/** The names of what a page measures, in words. */
import type { WayName } from './experiment/setting.ts';

/** How a line runs in an experiment. */
export const WAY_WORDS: Readonly<Record<WayName, string>> = {
  'one-thread': 'one thread',
  timers: 'one thread with timers',
  'a-thread-each': 'a worker each',
  pool: 'a pool of bakers',
};

const CARRIERS: Readonly<Record<string, string>> = {
  'pair-call': 'a call, on one thread',
  'pair-mailbox': 'a mailbox, on one thread',
  'pair-ring-batched': 'shared memory, in batches',
  'pair-port-batched': 'messages to a worker, in batches',
  'pair-ring-one-by-one': 'shared memory, one by one',
  'pair-port-one-by-one': 'messages to a worker, one by one',
};

/** @param figure the name of a figure of message costs */
export function carrierWords(figure: string): string {
  return CARRIERS[figure] ?? figure;
}
