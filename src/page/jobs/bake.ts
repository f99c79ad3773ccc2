/** Bakes on this thread, which is a worker. So the page goes on answering. */
import { bakeWhile } from '../experiment/baking.ts';
import type { Job } from './job.ts';

export const bake: Job<'bake'> = ({ runs }, platform) => bakeWhile(platform, (done) => done < runs);
