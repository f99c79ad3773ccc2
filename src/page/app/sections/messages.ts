/** What a message costs on this device, and from which grain of work on a thread pays. Measured when the reader asks for it. */
import { count, figure, times } from '../../../measure/figures.ts';
import type { Crossing } from '../../../measure/statistics/crossing.ts';
import type { Figure } from '../../../measure/statistics/figure.ts';
import { LEAST_SAMPLES, rangeOf } from '../../../measure/statistics/samples.ts';
import type { BenchDocument } from '../../document.ts';
import { carrierWords } from '../../names.ts';
import { element, section } from '../../parts/dom.ts';
import { grainText, modelWords, payingWords, predictedText, predictedWords } from '../../paying-words.ts';
import { isQuick } from '../../query.ts';
import { durationOf, sentence } from '../../units.ts';
import { dataTable } from '../data-table.ts';
import { jobPanel } from '../job-panel.ts';
import { logAxis, type Mark } from '../log-axis.ts';

/** @param done called with what was measured */
export function messagesSection(done: (bench: BenchDocument) => void): HTMLElement {
  const found = element('div', {});
  const panel = jobPanel({
    kind: 'bench',
    label: 'Measure messages',
    again: 'Measure again',
    failed: 'The measurement failed',
    request: () => ({ quick: isQuick(location.search) }),
    done(bench) {
      found.replaceChildren(...results(bench));
      done(bench);
      return breakEvenWords(bench);
    },
  });
  return section(
    'What a message costs',
    'A source sends small integers to a station: on the same thread, or on another worker. The measurement takes a while: a bar shows how far it is.',
    panel.root,
    found,
  );
}

/** One sentence for each racer, no more than the intervals show, and how far the model is off. */
function breakEvenWords({ breakEven, modelError }: BenchDocument): string {
  return [
    ...breakEven.map(
      (one) =>
        `${sentence(one.racer)}: ${payingWords(one.crossing, 'a worker for each station ', 'item')} (${predictedWords(one)}).`,
    ),
    ...modelWords(modelError?.medianError ?? null, modelError?.medianBias ?? null),
  ].join(' ');
}

function results(bench: BenchDocument): HTMLElement[] {
  return [
    ...(bench.quick
      ? [element('p', { class: 'warning' }, 'A quick run: too short for figures that you can quote.')]
      : []),
    costTable(bench.figures),
    crossingTable(bench.breakEven),
    element(
      'p',
      { class: 'note' },
      `On the axes each line is ten times the one before. ● is measured, ${bench.quick ? 'from the lowest to the highest' : 'with its interval'}; ○ is predicted by the model, which knows only the runs with next to no work.`,
    ),
    grainTable(bench),
  ];
}

function costTable(figures: readonly Figure[]): HTMLElement {
  const axis = logAxis(figures.flatMap(({ low, high }) => [low, high]));
  const isInterval = figures.every(({ samples }) => samples.length >= LEAST_SAMPLES);
  return dataTable(
    'What it costs to move an item',
    [
      'carried by',
      'an item',
      `from ${durationOf(axis.least)} to ${durationOf(axis.most)}`,
      isInterval ? 'interval' : 'lowest to highest',
      'items per second',
    ],
    figures.map((figure) => ({
      cells: [
        carrierWords(figure.name),
        durationOf(figure.median),
        axis.mark(figure),
        `${durationOf(figure.low)} to ${durationOf(figure.high)}`,
        count(1e9 / figure.median),
      ],
    })),
    { 'data-bench': 'costs' },
  );
}

/** The ends of the axis, in microseconds of work: an interval that is open ends there, and no work at all stands at its left end. */
const LEAST_GRAIN_US = 0.1;
const MOST_GRAIN_US = 1000;

/** From which work on each racer pays: measured and predicted, on one axis. */
function crossingTable(breakEven: BenchDocument['breakEven']): HTMLElement {
  const axis = logAxis([LEAST_GRAIN_US, MOST_GRAIN_US]);
  return dataTable(
    'From which work per item a worker for each station pays',
    ['engine', 'measured', `from ${grainText(axis.least)} to ${grainText(axis.most)}`, 'predicted'],
    breakEven.map(({ racer, crossing, predictedUs, predictionError }) => ({
      cells: [
        racer,
        crossingText(crossing),
        axis.mark(markOf(crossing), predictedUs === null ? null : Math.max(axis.least, predictedUs)),
        predictedText({ predictedUs, predictionError }),
      ],
    })),
    { 'data-bench': 'crossings' },
  );
}

function crossingText(crossing: Crossing): string {
  switch (crossing.kind) {
    case 'always':
      return 'even with no work';
    case 'never':
      return `not up to ${grainText(crossing.upToUs)}`;
    case 'between':
      return `${grainText(crossing.lowUs)} to ${grainText(crossing.highUs)}`;
    case 'at-least':
      return `above ${grainText(crossing.lowUs)}`;
    case 'at-most':
      return `up to ${grainText(crossing.highUs)}`;
    case 'no-interval':
    case 'not-shown':
      return 'not shown';
  }
}

/** A dot only where one value is more likely than the others. */
function markOf(crossing: Crossing): Mark | null {
  switch (crossing.kind) {
    case 'between':
      return { median: crossing.medianUs, low: crossing.lowUs, high: crossing.highUs };
    case 'always':
      return { median: LEAST_GRAIN_US, low: LEAST_GRAIN_US, high: LEAST_GRAIN_US };
    case 'at-most':
      return { median: null, low: LEAST_GRAIN_US, high: crossing.highUs };
    case 'at-least':
      return { median: null, low: crossing.lowUs, high: MOST_GRAIN_US };
    case 'never':
    case 'no-interval':
    case 'not-shown':
      return null;
  }
}

/** For each grain of work the speedup of each racer: the median of the sweeps, the lowest and the highest. */
function grainTable({ breakEven, sweeps }: BenchDocument): HTMLElement {
  const points = sweeps[0]?.points ?? [];
  return dataTable(
    'How many times as fast as one thread, with more and more work for each item',
    ['work per item', ...breakEven.map(({ racer }) => racer)],
    points.map(({ workUs }, i) => ({
      cells: [
        workUs === 0 ? 'none' : grainText(workUs),
        ...breakEven.map(({ racer }) => {
          const speedups = sweeps.map(({ points }) => {
            const { cooperative = Number.NaN, [racer]: wallMs = Number.NaN } = points[i]?.wallMs ?? {};
            return cooperative / wallMs;
          });
          const { median, low, high } = rangeOf(speedups);
          return speedups.length === 1 ? times(median) : `${times(median)} (${figure(low)} to ${figure(high)})`;
        }),
      ],
    })),
  );
}
