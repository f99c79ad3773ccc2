/** A job of the thread that coordinates the others: it uses all threads, and tells how far it is. */
import type { ThreadingPlatform } from '../../platform/platform.ts';
import type { JobKind, Jobs } from '../messages.ts';

export interface JobProgress {
  /** Called before the first step with the least number of steps. */
  planned(steps: number): void;
  /** Called before each step. */
  step(what: string): void;
}

export type Job<Kind extends JobKind> = (
  request: Jobs[Kind]['request'],
  platform: ThreadingPlatform,
  progress: JobProgress,
) => Promise<Jobs[Kind]['answer']>;
