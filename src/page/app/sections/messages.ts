/** What a message costs on this device, and from which grain of work on a thread pays. Measured when the reader asks for it. */
import { count, figure, times } from '../../../measure/figures.ts';
import type { Figure } from '../../../measure/statistics/figure.ts';
import { rangeOf } from '../../../measure/statistics/samples.ts';
import type { BenchDocument } from '../../document.ts';
import { carrierWords } from '../../names.ts';
import { element, section } from '../../parts/dom.ts';
import { grainText, payingWords } from '../../paying-words.ts';
import { isQuick } from '../../query.ts';
import { durationOf, sentence } from '../../units.ts';
import { dataTable } from '../data-table.ts';
import { jobPanel } from '../job-panel.ts';

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

/** One sentence for each racer, no more than the intervals show. */
function breakEvenWords({ breakEven }: BenchDocument): string {
  return breakEven
    .map(({ racer, crossing }) => `${sentence(racer)}: ${payingWords(crossing, 'a worker for each station ', 'item')}.`)
    .join(' ');
}

function results(bench: BenchDocument): HTMLElement[] {
  return [
    ...(bench.quick
      ? [element('p', { class: 'warning' }, 'A quick run: too short for figures that you can quote.')]
      : []),
    costTable(bench.figures),
    grainTable(bench),
  ];
}

function costTable(figures: readonly Figure[]): HTMLElement {
  return dataTable(
    'What it costs to move an item',
    ['carried by', 'an item', 'interval', 'items per second'],
    figures.map(({ name, median, low, high }) => ({
      cells: [carrierWords(name), durationOf(median), `${durationOf(low)} to ${durationOf(high)}`, count(1e9 / median)],
    })),
  );
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
