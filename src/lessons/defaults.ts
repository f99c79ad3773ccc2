/**
 * The defaults of the knobs, as the lecture was tried with them, by the number of the chapter. A reader may change a default in the file
 * of its chapter: only beside these the run can say so. A default that depends on the machine is not here.
 */
import type { Given } from './knobs.ts';

export const DEFAULTS: Readonly<Record<number, Given>> = {
  0: { threads: '2' },
  1: { check: 'before', eggs: '100' },
  2: { lid: 'no', calls: '4' },
  3: { seed: '7', mean: '40', intervals: 'uniform' },
  4: { primed: 'no', ended: 'running' },
  5: { sugar: '4', mixers: '1' },
  6: { last: 'chocolate' },
  7: { works: 'oven', workMs: '50' },
  8: { melter: '60', mixer: '0', oven: '30' },
  9: { room: '0' },
  10: { tickMs: '20', turns: 'never' },
  11: { eggs: '100', bakerTurns: '3', highWaterMark: '16' },
  12: { cakes: '40', oven: 'counts', channel: 'port' },
  13: { others: '75' },
  14: { us: '1', working: 'all' },
  15: { inside: 'eggs', kib: '1024' },
  16: { oven: '4', dry: '5' },
  17: { work: '1' },
  18: { load: '80', ovens: '1', seed: '1' },
  19: { laid: '10', capacity: '64' },
  20: { looks: '64', eggs: '10000' },
  21: { looks: 'each-step', after: '3', timeout: '20' },
  22: { counter: 'shared', threads: '2' },
  23: { threads: '2', order: 'opposite' },
  24: { threads: '2', additions: '1', addition: 'plain' },
  25: { order: 'put-first', cooks: '2', trays: '2', capacity: '1' },
  26: { cakes: '3', room: '2' },
  27: { failsAt: '15', cleanUp: 'works' },
  28: { kill: '150', workUs: '20', promise: 'exactly-once' },
  30: { workUs: '200', waitUs: '400' },
  31: { threads: '2', workUs: '20' },
  32: { workUs: '0', log: 'awaited' },
  33: { job: 'computes', ms: '30' },
  34: { us: '2000' },
};
