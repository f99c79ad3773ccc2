/** Solves exercise 10. Waits on four threads go on side by side, however many cores there are. */
import type { Claim } from '../../../../src/lessons/exercises/10-thread-or-pool.ts';

export { askOven } from '../../../../src/lessons/exercises/10-thread-or-pool.ts';

export const claim: Claim = { choice: 'pool', outcome: 'wins', times: 3.7 };
