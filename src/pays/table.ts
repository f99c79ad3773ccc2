/** The table of the ways of calling. */
import { count } from '../measure/figures.ts';
import { isTooFew, type Outcome, outcomeOf } from '../measure/statistics/outcome.ts';
import type { Interval } from '../measure/statistics/samples.ts';
import { columns } from '../terminal/columns.ts';
import type { Paint } from '../terminal/style.ts';
import type { Answer, PoolAnswer } from './answer.ts';
import { factor, timeText } from './sentence.ts';
import { atOnceName, INLINE_NAME, poolName } from './way.ts';

interface Row {
  readonly name: string;
  /** How many inputs a task has; null on the main thread. */
  readonly batch: number | null;
  readonly ms: number;
  readonly mainMs: number;
  /** Null for what all others are compared with. */
  readonly speedup: Interval | null;
  /** Whether it was in the last race. */
  readonly isFinal: boolean;
  /** Whether the verdict means it. */
  readonly isMeant: boolean;
}

const COLOURS = { wins: 'green', loses: 'red', unclear: 'yellow', 'not-trusted': 'red' } as const satisfies Record<
  Outcome,
  string
>;

export function tableOf(answer: Answer, paint: Paint): string[] {
  const rows = rowsOf(answer);
  const hasBatches = rows.some(({ batch }) => batch !== null && batch > 1);
  const head = ['', ...(hasBatches ? ['batch'] : []), 'per call', 'on main', 'speedup', 'interval'];
  const lines = columns([head, ...rows.map((row) => cellsOf(row, hasBatches))]);
  return lines.map((line, i) => {
    const row = rows[i - 1];
    if (row === undefined) return paint('dim', line);
    const text = row.isMeant ? `${line}  <` : line;
    if (!row.isFinal) return paint('dim', text);
    if (row.speedup === null) return row.isMeant ? paint('bold', text) : text;
    const colour = COLOURS[outcomeOf(row.speedup)];
    return paint(row.isMeant ? ['bold', colour] : colour, text);
  });
}

function rowsOf({ inline, pools, verdict }: Answer): Row[] {
  const isInline = verdict.side === 'inline';
  const isMeant = ({ threads, batch, transfer }: PoolAnswer): boolean =>
    (verdict.side === 'pool' || verdict.side === 'worker') &&
    threads === verdict.threads &&
    batch === verdict.batch &&
    transfer === verdict.transfer;
  const alone: Row = {
    name: INLINE_NAME,
    batch: null,
    ms: inline.msPerCall,
    mainMs: inline.mainMsPerCall,
    speedup: null,
    isFinal: true,
    isMeant: isInline && verdict.reason !== 'waits',
  };
  const { atOnce } = inline;
  const together: Row[] =
    atOnce === null
      ? []
      : [
          {
            name: atOnceName(atOnce.calls),
            batch: null,
            ms: inline.msPerCall / atOnce.speedup.median,
            mainMs: inline.mainMsPerCall,
            speedup: atOnce.speedup,
            isFinal: true,
            isMeant: isInline && verdict.reason === 'waits',
          },
        ];
  const onPools = pools.map((pool): Row => {
    const { batch, msPerCall: ms, mainMsPerCall: mainMs, speedup, isFinal } = pool;
    return { name: poolName(pool), batch, ms, mainMs, speedup, isFinal, isMeant: isMeant(pool) };
  });
  return [alone, ...together, ...onPools];
}

function cellsOf({ name, batch, ms, mainMs, speedup, isFinal }: Row, hasBatches: boolean): string[] {
  return [
    name,
    ...(hasBatches ? [batch === null ? '' : count(batch)] : []),
    timeText(ms),
    timeText(mainMs),
    speedup === null ? '1.00x' : `${factor(speedup.median)}x`,
    speedup === null || !isFinal || isTooFew(speedup) ? '' : `${factor(speedup.low)}-${factor(speedup.high)}`,
  ];
}
