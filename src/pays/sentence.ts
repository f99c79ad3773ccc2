/** The verdict in words. */
import { count, figure } from '../measure/figures.ts';
import { rangeText } from '../measure/start-up.ts';
import { isTooFew } from '../measure/statistics/outcome.ts';
import type { Interval } from '../measure/statistics/samples.ts';
import { us } from '../terminal/figures.ts';
import type { Answer } from './answer.ts';
import type { Proof } from './proof.ts';
import type { Verdict } from './verdict.ts';
import type { Way } from './way.ts';

type Figures = Pick<
  Answer,
  'inline' | 'crossing' | 'breakEvenUs' | 'startPays' | 'memoryMb' | 'availableMb' | 'machine' | 'startupMs'
> & {
  /** How long the main thread is busy for a call in the way that is meant, in milliseconds. */
  readonly mainMs: number;
  readonly proof: Proof;
};

export function sentenceOf(verdict: Verdict, figures: Figures): string {
  const { reason } = figures.proof;
  return reason === null
    ? provedSentence(verdict, figures)
    : `Without proof of equal work, because the ${reason}: ${provedSentence(verdict, figures)}`;
}

function provedSentence(verdict: Verdict, figures: Figures): string {
  switch (verdict.side) {
    case 'pool':
    case 'worker':
      return paysSentence(verdict, figures);
    case 'inline':
      return inlineSentence(verdict, figures);
    case 'unclear':
      return unclearSentence(verdict);
  }
}

function paysSentence({ way, against, speedup, onlyFrees }: Verdict, figures: Figures): string {
  const who = subjectOf(way);
  const compared = against.inFlight > 1 ? ` against ${against.inFlight} calls at once on the main thread` : '';
  const parts = [
    onlyFrees
      ? `${who} pays, although it is not faster (${interval(speedup)}${compared}): ${freed(figures)}`
      : `${who} pays: ${interval(speedup)}${compared}`,
    ...(onlyFrees ? [] : [alone(figures, way.batch > 1), freed(figures)]),
    startText(figures, way),
  ];
  return `${parts.filter((part) => part !== '').join('; ')}.`;
}

/** `a pool of 2, in batches of 512` */
function subjectOf({ threads, batch, transfer }: Way): string {
  const pool = threads === 1 ? 'One worker' : `A pool of ${threads}`;
  const how = [...(batch > 1 ? [`in batches of ${batch}`] : []), ...(transfer ? ['with its buffers transferred'] : [])];
  return how.length === 0 ? pool : `${pool}, ${how.join(' and ')},`;
}

function alone({ breakEvenUs, inline }: Figures, inBatches: boolean): string {
  const callUs = inline.msPerCall * 1000;
  // Only where it supports what is said.
  if (breakEvenUs === null || breakEvenUs.high === 0 || callUs < breakEvenUs.high !== inBatches) return '';
  const least = `${us(breakEvenUs.high)} or more`;
  return `${inBatches ? 'with one input a task' : 'to pay,'} a call has to take ${least}, yours takes ${timeText(inline.msPerCall)}`;
}

function freed({ inline, mainMs }: Figures): string {
  if (mainMs > inline.heldMs / 2) return '';
  return `the event loop is busy with a call for ${timeText(mainMs)} instead of held for ${timeText(inline.heldMs)}`;
}

function startText({ startPays, memoryMb }: Figures, { threads }: Way): string {
  const memory = memoryText(memoryMb * threads);
  if (startPays === null)
    return memory === '' ? '' : `the ${threads === 1 ? 'thread takes' : 'threads take'} ${memory}`;
  const one = startPays.least === 1 && startPays.most === 1;
  return `the start is paid for after ${rangeText(startPays)} call${one ? '' : 's'}${memory === '' ? '' : `, and the ${threads === 1 ? 'thread takes' : 'threads take'} ${memory}`}`;
}

function memoryText(mb: number): string {
  return mb >= 1 ? `${count(mb)} MB` : '';
}

function inlineSentence({ reason, speedup, way }: Verdict, figures: Figures): string {
  const { inline, breakEvenUs, crossing, machine } = figures;
  const call = timeText(inline.msPerCall);
  const isShort = breakEvenUs !== null && inline.msPerCall * 1000 < breakEvenUs.high;
  const least = isShort ? `; with one input a task, a call has to take ${us(breakEvenUs.high)} or more` : '';
  switch (reason) {
    case 'waits': {
      const atOnce =
        inline.atOnce === null ? '' : `, ${way.inFlight} calls at once: ${interval(inline.atOnce.speedup)}`;
      return `No thread pays: the calls wait, and the main thread can wait for several of them${atOnce}. Against that, threads reach ${interval(speedup)}.`;
    }
    case 'no-core':
      return machine.cores === 1
        ? `No thread pays: there is only one core. The best pool reaches ${interval(speedup)}.`
        : `No thread pays: no other core is free, so that even long calls gain next to nothing. The best pool reaches ${interval(speedup)}.`;
    case 'memory':
      return `No thread pays: one takes ${count(figures.memoryMb)} MB with what it has loaded, and only ${count(figures.availableMb)} MB are free. One worker reaches ${interval(speedup)}.`;
    case 'too-short':
      return `No thread pays: a call takes ${call}, and to send its input and its output costs ${us(crossing.usPerCall)}. The best pool reaches ${interval(speedup)}${least}.`;
    case 'too-big':
      return `No thread pays: a call takes ${call}, and most of the ${us(crossing.usPerCall)} for its message goes into copying ${bytesText(crossing.bytesIn)} in and ${bytesText(crossing.bytesOut)} out. The best pool reaches ${interval(speedup)}${least}.`;
    case 'contention':
      return `No thread pays: calls on several threads slow each other down, perhaps because they wait for the same memory. The best pool reaches ${interval(speedup)}, although a call of ${call} is long enough.`;
    case null:
      return `No thread pays: the best pool reaches ${interval(speedup)}.`;
  }
}

function unclearSentence({ speedup, way }: Verdict): string {
  const found = `${interval(speedup)} for ${way.threads === 1 ? 'one worker' : `a pool of ${way.threads}`}`;
  return isTooFew(speedup)
    ? `Unclear: there was time for too few rounds (${found}). Give it more with --budget.`
    : `Unclear: the difference is within the noise (${found}). Run it again when nothing else runs, or with a larger --budget.`;
}

/** `1.62x (1.58 to 1.66)` */
function interval({ median, low, high }: Interval): string {
  return `${factor(median)}x (${factor(low)} to ${factor(high)})`;
}

/** A pool that is a thousand times as slow is not shown as 0.00. */
export function factor(times: number): string {
  return times < 0.1 ? times.toPrecision(2) : figure(times);
}

/** @param ms milliseconds */
export function timeText(ms: number): string {
  return us(ms * 1000);
}

/** `10.2 kB` */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${figure3(bytes / 1000)} kB` : `${figure3(bytes / 1e6)} MB`;
}

function figure3(value: number): string {
  return value >= 100 ? count(value) : value >= 10 ? value.toFixed(1) : figure(value);
}
