/** The break-even of the bench as text: the speedups, from which grain on a thread pays off, and the predictions. */
import { percent } from '../measure/figures.ts';
import { type Crossing, LEAST_SWEEPS } from '../measure/statistics/crossing.ts';
import { outcomeOf } from '../measure/statistics/outcome.ts';
import { us } from '../terminal/figures.ts';
import type { Paint } from '../terminal/style.ts';
import { wrapped } from '../terminal/wrap.ts';
import type { BreakEven, BreakEvenPoint, Challenger, Prediction } from './break-even.ts';
import { MOST_FITTED_US } from './grains.ts';
import { title } from './title.ts';

/** The racers in the table, and the headings of their columns. */
const COLUMNS: readonly (readonly [Challenger, string])[] = [
  ['threads (port, one by one)', 'port 1 by 1'],
  ['threads (port)', 'port'],
  ['threads (ring)', 'ring'],
  ['pool', 'pool'],
];
const PAIR_WIDTH = 15;

const COLOURS = { wins: 'green', loses: 'red', unclear: 'dim', 'not-trusted': 'dim' } as const;

/** @param cores of the machine that was measured */
export function breakEvenText(breakEven: BreakEven, cores: number, paint: Paint): string {
  return [
    title(
      paint,
      'break-even',
      `speedup over one thread on ${cores} ${cores === 1 ? 'core' : 'cores'}: measured (predicted)`,
    ),
    paint('dim', `${'work'.padEnd(10)}${COLUMNS.map(([, name]) => name.padStart(PAIR_WIDTH)).join('')}`),
    ...breakEven.points.map((point) => pointRow(point, paint)),
    '',
    ...grainRows(breakEven, paint),
    wrapped(
      `To move an ingredient to the next station costs ${us(breakEven.callUs)} as a function call and ${us(breakEven.poolUs)} in the pool. On a port it costs ${us(breakEven.costs.port.itemUs)}, plus ${us(breakEven.costs.port.messageUs)} for each message; on a ring ${us(breakEven.costs.ring.itemUs)}, plus ${us(breakEven.costs.ring.messageUs)}. The model predicts from these costs and the parallel capacity. Above ${us(MOST_FITTED_US)} of work its median error is ${percent(breakEven.medianError)}${bias(breakEven.medianBias)}.`,
    ),
    '',
    ...predictionRows(breakEven.predictions, paint),
  ].join('\n');
}

/** The model ignores waiting, so that it usually predicts too much. */
function bias(median: number): string {
  if (Math.abs(median) < 0.02) return '';
  return `, and it predicts ${percent(Math.abs(median))} too ${median > 0 ? 'much' : 'little'}`;
}

function pointRow({ workUs, racers }: BreakEvenPoint, paint: Paint): string {
  const cells = COLUMNS.map(([racer]) => {
    const { measured, predicted } = racers[racer];
    const figure = `${measured.median.toFixed(2)}x`.padStart(PAIR_WIDTH - 8);
    const colour = COLOURS[outcomeOf(measured)];
    return `${paint(colour, figure)} ${paint('dim', `(${predicted.toFixed(2)})`.padStart(7))}`;
  });
  return `${(workUs === 0 ? 'none' : us(workUs)).padEnd(10)}${cells.join('')}`;
}

const GRAIN_WIDTHS = [30, 33, 10, 7] as const;

/** From how much work on a thread pays off: measured, predicted, and the error of the prediction. */
function grainRows({ grains }: BreakEven, paint: Paint): string[] {
  const row = ([name, measured, predicted, error]: readonly [string, string, string, string]): string =>
    [
      name.padEnd(GRAIN_WIDTHS[0]),
      measured.padEnd(GRAIN_WIDTHS[1]),
      predicted.padStart(GRAIN_WIDTHS[2]),
      error.padStart(GRAIN_WIDTHS[3]),
    ].join('');
  const few = COLUMNS.map(([racer]) => grains[racer].measured).find(({ kind }) => kind === 'no-interval');
  return [
    'A thread pays off from this much work per ingredient:',
    paint('dim', row(['', 'measured (95 % interval)', 'predicted', 'error'])),
    ...COLUMNS.map(([racer]) => {
      const { measured, predictedUs, predictionError } = grains[racer];
      return row([`  ${racer}`, crossingText(measured), predictedText(predictedUs), errorText(predictionError)]);
    }),
    ...(few?.kind === 'no-interval' ? [wrapped(fewText(few.sweeps))] : []),
  ];
}

function crossingText(crossing: Crossing): string {
  switch (crossing.kind) {
    case 'always':
      return 'even with no work';
    case 'never':
      return `not up to ${us(crossing.upToUs)}`;
    case 'not-shown':
      return NOT_SHOWN;
    case 'no-interval':
      return `${NOT_SHOWN} (${crossing.medianUs === null ? 'never' : amount(crossing.medianUs)})`;
    case 'at-least':
      return `not below ${amount(crossing.lowUs)}`;
    case 'at-most':
      return `at most ${amount(crossing.highUs)}`;
    case 'between':
      return `${amount(crossing.medianUs)} (${amount(crossing.lowUs)} to ${amount(crossing.highUs)})`;
  }
}

const NOT_SHOWN = 'not shown on this run';

function fewText(sweeps: number): string {
  const found = sweeps === 1 ? 'one sweep gives' : `${sweeps} sweeps give`;
  return `An interval needs ${LEAST_SWEEPS} sweeps. In parentheses: what ${found}.`;
}

function amount(workUs: number): string {
  return workUs === 0 ? 'none' : us(workUs);
}

function predictedText(workUs: number | null): string {
  return workUs === null ? '> 1 ms' : amount(workUs);
}

function errorText(share: number | null): string {
  if (share === null) return '-';
  const rounded = Math.round(share * 100);
  return `${rounded > 0 ? '+' : ''}${rounded} %`;
}

/** The predicted grains that are shown. */
const SHOWN_GRAINS_US = [1, 100];
const CORES_WIDTH = 9;

/** A block for each grain, a row for each racer, a column for each number of cores. */
function predictionRows(predictions: readonly Prediction[], paint: Paint): string[] {
  const cores = [...new Set(predictions.map((prediction) => prediction.cores))];
  const block = (name: string, cell: (prediction: Prediction) => string): string[] => [
    paint('dim', `${name.padEnd(30)}${cores.map((count) => `${count} cores`.padStart(CORES_WIDTH)).join('')}`),
    ...COLUMNS.map(([racer]) => {
      const cells = cores.map((count) => {
        const found = predictions.find((prediction) => prediction.racer === racer && prediction.cores === count);
        return (found === undefined ? '-' : cell(found)).padStart(CORES_WIDTH);
      });
      return `  ${racer.padEnd(28)}${cells.join('')}`;
    }),
  ];
  const speedupAt = (grainUs: number) => (prediction: Prediction) => {
    const found = prediction.speedups.find(({ workUs }) => workUs === grainUs);
    return found === undefined ? '-' : `${found.speedup.toFixed(2)}x`;
  };
  return [
    title(paint, 'prediction', 'for more cores of the same kind; not measured'),
    ...SHOWN_GRAINS_US.flatMap((grainUs) => block(`work ${us(grainUs)}`, speedupAt(grainUs))),
    ...block('pays off from', ({ breakEvenUs }) => predictedText(breakEvenUs)),
  ];
}
