/** The answer as text. */
import { title } from '../bench/title.ts';
import { count, figure } from '../measure/figures.ts';
import { isTooFew, MARGIN, outcomeOf } from '../measure/statistics/outcome.ts';
import type { Interval } from '../measure/statistics/samples.ts';
import { columns } from '../terminal/columns.ts';
import { us } from '../terminal/figures.ts';
import { noiseText } from '../terminal/noise-text.ts';
import type { Paint } from '../terminal/style.ts';
import { wrapped } from '../terminal/wrap.ts';
import type { Answer, PoolAnswer } from './answer.ts';
import { bytesText, timeText } from './sentence.ts';
import { INLINE, nameOf } from './way.ts';

export function answerText(answer: Answer, paint: Paint): string {
  return [
    headText(answer, paint),
    '',
    ...tableOf(answer, paint),
    '',
    ...columns(factsOf(answer), 'left').map((row) => row),
    noiseText(answer.noise, paint),
    `${paint(['bold', 'cyan'], 'verdict')}`,
    wrapped(answer.verdict.sentence),
    ...(answer.code === '' ? [] : ['', paint(['bold', 'cyan'], 'code'), answer.code]),
  ]
    .filter((line, i, all) => line !== '' || all[i - 1] !== '')
    .join('\n');
}

function headText({ function: name, samples, machine }: Answer, paint: Paint): string {
  const inputs = `${count(samples.count)} ${samples.count === 1 ? 'input' : 'inputs'}`;
  const cores = `${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`;
  return `${title(paint, name, inputs)}\n${paint('dim', `${machine.cpu}, ${cores}, Node ${machine.node}`)}`;
}

const COLOURS = { wins: 'green', loses: 'red', unclear: 'yellow', 'not-trusted': 'red' } as const;

function tableOf({ inline, pools, verdict }: Answer, paint: Paint): string[] {
  const isMeant = ({ threads, batch, transfer }: PoolAnswer): boolean =>
    (verdict.side === 'pool' || verdict.side === 'worker') &&
    threads === verdict.threads &&
    batch === verdict.batch &&
    transfer === verdict.transfer;
  const rows: { readonly cells: readonly string[]; readonly speedup: Interval | null; readonly isMeant: boolean }[] = [
    {
      cells: row(nameOf(INLINE), inline.msPerCall, null, inline.mainMsPerCall),
      speedup: null,
      isMeant: verdict.side === 'inline' && verdict.reason !== 'waits',
    },
    ...(inline.atOnce === null
      ? []
      : [
          {
            cells: row(
              nameOf({ ...INLINE, inFlight: inline.atOnce.calls }),
              inline.msPerCall / inline.atOnce.speedup.median,
              inline.atOnce.speedup,
              inline.mainMsPerCall,
            ),
            speedup: inline.atOnce.speedup,
            isMeant: verdict.reason === 'waits',
          },
        ]),
    ...pools.map((pool) => ({
      cells: row(nameOf({ ...pool, inFlight: pool.threads }), pool.msPerCall, pool.speedup, pool.mainMsPerCall),
      speedup: pool.speedup,
      isMeant: isMeant(pool),
    })),
  ];
  const aligned = columns([['', 'per call', 'main thread', 'speedup', 'interval'], ...rows.map(({ cells }) => cells)]);
  return aligned.map((line, i) => {
    const found = rows[i - 1];
    if (found === undefined) return paint('dim', line);
    const marked = `${line}${found.isMeant ? '  <' : ''}`;
    if (found.speedup === null) return found.isMeant ? paint('bold', marked) : marked;
    const colour = found.speedup.low > MARGIN ? 'green' : COLOURS[outcomeOf(found.speedup)];
    return paint(found.isMeant ? ['bold', colour] : colour, marked);
  });
}

function row(name: string, ms: number, speedup: Interval | null, mainMs: number): string[] {
  return [
    name,
    timeText(ms),
    timeText(mainMs),
    speedup === null ? '1.00x' : `${small(speedup.median)}x`,
    speedup === null || isTooFew(speedup) ? '' : `${small(speedup.low)}-${small(speedup.high)}`,
  ];
}

/** A pool that is a thousand times as slow is not shown as 0.00. */
function small(times: number): string {
  return times < 0.1 ? times.toPrecision(2) : figure(times);
}

/** Of a pool, with one input a task. */
function breakEvenText(crossing: Answer['breakEven']): string {
  switch (crossing?.kind) {
    case 'between':
      return `with one input a task a pool loses below ${us(crossing.lowUs)} for a call, and wins from ${us(crossing.highUs)} on`;
    case 'at-most':
      return `with one input a task a pool wins from ${us(crossing.highUs)} for a call on, or from less`;
    case 'always':
      return 'with one input a task a pool wins with calls of any length';
    case 'at-least':
      return `with one input a task a pool loses below ${us(crossing.lowUs)} for a call`;
    case 'never':
      return `with one input a task a pool loses up to ${us(crossing.upToUs)} for a call, and more was not tried`;
    case 'not-shown':
    case 'no-interval':
    case undefined:
      return 'not shown on this run';
  }
}

function factsOf({ inline, crossing, startupMs, memoryMb, breakEven, proof, samples }: Answer): string[][] {
  const timed = samples.timed === samples.count ? '' : `; the timed runs use ${count(samples.timed)}`;
  return [
    ['event loop', `a call holds it for ${timeText(inline.heldMs)}`],
    [
      'crossing',
      `${bytesText(crossing.bytesIn)} in, ${bytesText(crossing.bytesOut)} out: ${us(crossing.usPerCall)} for a call`,
    ],
    ['start-up', `${timeText(startupMs)} for a thread with this file, and ${memoryMb.toFixed(1)} MB`],
    ['break-even', breakEvenText(breakEven)],
    [
      'proof',
      proof.equal
        ? `equal outputs in every way of calling, for ${count(proof.inputs)} of ${count(samples.count)} inputs${timed}`
        : `none: ${proof.reason}${timed}`,
    ],
  ];
}
