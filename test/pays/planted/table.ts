/** The table of the planted functions: the command beside the race by hand. */

export type Side = 'inline' | 'worker' | 'pool' | 'unclear';

export type Row =
  | {
      readonly kind: 'checked';
      readonly name: string;
      /** That the command took. */
      readonly seconds: number;
      readonly command: { readonly side: Side; readonly way: string };
      readonly byHand: { readonly side: Side; readonly way: string; readonly against: Interval };
      /** The speedup of one way on a pool against one call after the other on the main thread. */
      readonly compared: { readonly way: string; readonly predicted: number; readonly measured: number };
    }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };

interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

type Checked = Extract<Row, { kind: 'checked' }>;

const HEAD = ['function', 'command', 'by hand', '', 'compared way', 'predicted', 'measured', 'error', 'seconds'];
const WIDTHS = [16, 28, 46, 14, 23, 9, 8, 6, 7];

/** The head, and a line for each row. */
export function tableText(rows: readonly Row[]): string[] {
  return [HEAD, ...rows.map(cellsOf)].map((cells) =>
    cells
      .map((cell, i) => (i < 5 ? cell.padEnd(WIDTHS[i] ?? 0) : cell.padStart(WIDTHS[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

export function summaryText(rows: readonly Row[]): string[] {
  const checked = rows.flatMap((row) => (row.kind === 'checked' ? [row] : []));
  const clear = checked.filter(({ byHand }) => byHand.side !== 'unclear');
  const agreed = clear.filter(agrees);
  const unclear = checked.filter(({ byHand }) => byHand.side === 'unclear');
  const failed = rows.filter(({ kind }) => kind === 'failed');
  const errors = clear
    .filter(({ byHand }) => byHand.side !== 'inline')
    .map((row) => ({ row, size: Math.abs(errorOf(row)) }))
    .toSorted((one, other) => one.size - other.size);
  const largest = errors.at(-1);
  const longest = checked.toSorted((one, other) => other.seconds - one.seconds)[0];
  return [
    `${agreed.length} of ${clear.length} sides agree`,
    ...namesText(
      'the sides differ',
      clear.filter((row) => !agrees(row)),
    ),
    ...namesText('no clear side by hand, so not counted', unclear),
    ...namesText('failed', failed),
    largest === undefined
      ? 'no thread pays by hand: nothing to compare a prediction with'
      : `where a pool or a worker pays by hand (${errors.length}), the prediction is off by ${percent(middle(errors.map(({ size }) => size)))} in the median, and by ${percent(largest.size)} at most (${largest.row.name})`,
    ...namesText(
      'off by more than 10 %',
      errors.filter(({ size }) => size > 0.1).map(({ row }) => row),
    ),
    ...(longest === undefined ? [] : [`the longest answer took ${longest.seconds.toFixed(1)} s (${longest.name})`]),
  ];
}

function cellsOf(row: Row): string[] {
  if (row.kind === 'failed') return [row.name, `failed: ${row.message}`];
  const { name, command, byHand, compared, seconds } = row;
  return [
    name,
    sideText(command),
    `${sideText(byHand)}  ${times(byHand.against.median)} (${times(byHand.against.low)}-${times(byHand.against.high)})`,
    byHand.side === 'unclear' ? 'no clear side' : agrees(row) ? 'agree' : 'DIFFER',
    compared.way,
    times(compared.predicted),
    times(compared.measured),
    percent(errorOf(row)),
    seconds.toFixed(1),
  ];
}

/** `pool of 2, x64`: the way says the side, except where it is not clear. */
function sideText({ side, way }: Checked['command']): string {
  if (side === 'unclear') return `unclear: ${way}`;
  return side === 'worker' && !way.startsWith('one worker') ? `worker: ${way}` : way;
}

function agrees({ command, byHand }: Checked): boolean {
  return command.side === byHand.side;
}

/** Above 0: the command has promised too much. */
function errorOf({ compared }: Checked): number {
  return compared.predicted / compared.measured - 1;
}

function namesText(what: string, rows: readonly Row[]): string[] {
  return rows.length === 0 ? [] : [`${what}: ${rows.map(({ name }) => name).join(', ')}`];
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

function times(value: number): string {
  return value < 0.1 ? value.toPrecision(2) : value.toFixed(2);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
