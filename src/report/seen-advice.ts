/** The advice for a workload as the page shows it: facts with their names, or why there is none. */
import type { Advice } from '../measure/advice.ts';
import { isTooFew } from '../measure/statistics/outcome.ts';
import { isNamed } from '../measure/verdict.ts';
import { counted } from '../page/units.ts';
import type { RacedEngine, RacedWorkload } from './document.ts';
import { namesText } from './seen-placement.ts';

export interface AdviceFact {
  readonly name: 'Engine' | 'Threads' | 'Placement' | 'Memory' | 'Reason';
  readonly words: string;
}

/** @param advice that of the workload */
export function adviceFacts(advice: Advice, { engines }: RacedWorkload): AdviceFact[] {
  const { engine, channel, threads, threadMb, reason } = advice;
  const onMain = engines.find((one) => isAdvised(one, advice))?.onMain ?? false;
  return [
    { name: 'Engine', words: `${engine}${engine === 'threads' ? ` over ${channel}s` : ''}` },
    { name: 'Threads', words: onMain ? 'the main thread' : counted(threads, 'worker thread') },
    { name: 'Placement', words: placementWords(advice, onMain) },
    { name: 'Memory', words: memoryWords(threads, onMain ? null : threadMb) },
    { name: 'Reason', words: reason },
  ];
}

/** Why there is no advice. */
export function noAdviceWords({ engines }: RacedWorkload): string {
  const others = engines.filter(({ outcome }) => outcome !== 'baseline');
  if (others.length === 0) return 'No advice: nothing was compared with one thread.';
  if (others.some(({ outcome }) => outcome === 'not-trusted'))
    return 'No advice: a speedup is above its limit, so this run is not to be trusted.';
  if (others.some(({ speedup }) => isTooFew(speedup))) return 'No advice: there were too few rounds.';
  return 'No advice was stored with this run.';
}

function isAdvised(one: RacedEngine, { engine, channel, threads, placement }: Advice): boolean {
  return (
    one.name === engine &&
    one.channel === channel &&
    one.threads === threads &&
    JSON.stringify(one.placement) === JSON.stringify(placement)
  );
}

function placementWords({ engine, placement }: Advice, onMain: boolean): string {
  if (onMain) return 'all stations on it, taking turns';
  if (engine === 'pool') return 'whole parts of the work on every thread';
  if (placement === null || placement.every(({ length }) => length === 1)) return 'a thread for each station';
  if (placement.length === 1) return 'all stations on it';
  return isNamed(placement) ? namesText(placement) : `${counted(placement.length, 'thread')} ${namesText(placement)}`;
}

function memoryWords(threads: number, threadMb: number | null): string {
  if (threadMb === null) return 'none for threads';
  // Where the process had memory left from before, it may not have grown.
  if (threadMb === 0) return 'not measurable';
  const all = threads === 1 ? '' : `, ${Math.round(threads * threadMb)} MB together`;
  return `about ${Math.round(threadMb)} MB for ${threads === 1 ? 'the thread' : 'each thread'}${all}`;
}
