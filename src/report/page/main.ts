/** The page: reads the document that it contains, and draws it. */

import type { ParallelCapacity } from '../../measure/machine/capacity.ts';
import { noiseWords } from '../../measure/machine/noise.ts';
import type { Workload } from '../../measure/workload.ts';
import { button, choice, element, section, setText } from '../../page/parts/dom.ts';
import { themeButton } from '../../page/parts/theme.ts';
import { type Timeline, timeline } from '../../page/parts/timeline/timeline.ts';
import { indexedTraceOf } from '../../page/recording/indexed-trace.ts';
import type { RecordedWorkload } from '../../page/recording/recorded.ts';
import { counted, sentence, significant } from '../../page/units.ts';
import type { ReportBench, ReportDocument } from '../document.ts';
import { timelineSeen } from '../seen-race.ts';
import { adviceSection } from './advice.ts';
import { redrawCharts } from './charts/chart.ts';
import { contrastSection } from './charts/contrast-chart.ts';
import { depthPicture } from './charts/depth-chart.ts';
import { firstCakeSection } from './charts/first-cake-chart.ts';
import { grainSection } from './charts/grain-chart.ts';
import { messagesSection } from './charts/messages-chart.ts';
import { stationsPicture } from './charts/stations-chart.ts';
import { drawForPaper } from './paper.ts';

const report: ReportDocument = JSON.parse(document.getElementById('report')?.textContent ?? '');
let shown: Timeline | null = null;
const theme = themeButton(() => shown?.repaint());

document.body.append(
  header(report),
  element(
    'main',
    {},
    ...(report.recordings.length === 0 ? [] : [timelineSection(report)]),
    contrastSection(report.workloads, report.verdict, report.drawnRecipe.product),
    adviceSection(report.workloads),
    ...(report.bench === null ? [] : benchSections(report, report.bench)),
  ),
  footer(report),
);
drawForPaper(theme.onPaper, () => {
  redrawCharts();
  shown?.repaint();
});

function benchSections(document: ReportDocument, bench: ReportBench): HTMLElement[] {
  return [grainSection(bench), messagesSection(bench), firstCakeSection(document.workloads, bench)];
}

function header({ machine, command, quick, noise, drawnRecipe }: ReportDocument): HTMLElement {
  const { node, cpu, cores, parallelCapacity } = machine;
  return element(
    'header',
    {},
    element('h1', {}, 'Cake factory'),
    element(
      'p',
      { class: 'machine' },
      `${drawnRecipe.name}, on ${cpu}, ${counted(cores, 'core')}, parallel capacity ${capacityText(parallelCapacity, ' and ')}, Node ${node}`,
    ),
    element('code', { class: 'command' }, command),
    element(
      'div',
      { class: 'tools' },
      theme.root,
      button('Print', () => print(), { 'data-action': 'print' }),
    ),
    quick ? element('p', { class: 'warning' }, 'A quick run: too short for figures that you can quote.') : null,
    noise.noisy ? element('p', { class: 'warning' }, sentence(noiseWords(noise))) : null,
  );
}

/** The lanes of one workload, how busy its stations were, and how many items waited in its channels. */
function timelineSection({ recordings, drawnRecipe, workloads }: ReportDocument): HTMLElement {
  const place = element('div', {});
  const show = (recording: RecordedWorkload): void => {
    const raced = workloads.find(({ name }) => name === recording.workload);
    const indexedTraces = recording.recorded.map(({ trace }) => indexedTraceOf(trace, drawnRecipe));
    const seen = element('p', { class: 'seen', 'data-seen': 'timeline' });
    // Otherwise it would go on playing, unseen.
    shown?.stop();
    shown = timeline(recording, indexedTraces, drawnRecipe, (drawn) =>
      setText(seen, timelineSeen(recording, drawn, drawnRecipe.product)),
    );
    place.replaceChildren(
      seen,
      shown.root,
      ...(raced === undefined
        ? []
        : [element('h3', { class: 'second' }, 'How busy each station was'), stationsPicture(raced)]),
      element('h3', { class: 'second' }, 'How many items wait in the channels'),
      depthPicture(indexedTraces),
    );
  };
  const [first] = recordings;
  const made = section(
    `The same ${drawnRecipe.product}s, side by side`,
    '',
    choice(
      'Workload',
      recordings.map(({ workload }) => ({ value: workload, label: workload })),
      first?.workload ?? 'cpu-bound',
      (workload: Workload) => {
        const chosen = recordings.find((recording) => recording.workload === workload);
        if (chosen !== undefined) show(chosen);
      },
    ),
    place,
  );
  made.classList.add('headed');
  if (first !== undefined) show(first);
  return made;
}

function footer({ machine, command, measuredAt, recordings }: ReportDocument): HTMLElement {
  const costs = recordings.flatMap(({ recorded }) => recorded.map(({ cost }) => cost.median));
  const facts = [
    ['Machine', `${machine.cpu}, ${counted(machine.cores, 'core')}, ${machine.platform}`],
    [
      'Parallel capacity',
      `${capacityText(machine.parallelCapacity, ', ')} (all cores together do so many times the work of one core)`,
    ],
    ['Node', machine.node],
    ['Measured', measuredAt],
    ['Command', command],
  ].flatMap(([name = '', value = '']) => [element('dt', {}, name), element('dd', {}, value)]);
  return element(
    'footer',
    {},
    element('dl', {}, ...facts),
    element(
      'p',
      {},
      costs.length === 0
        ? ''
        : `The timeline shows recorded runs. Recording takes time: these runs took ${significant(Math.min(...costs))} to ${significant(Math.max(...costs))} times as long as runs without it. The speedups come from runs without recording.`,
    ),
  );
}

/** One figure where both are the same: in the report of a line of one's own. */
function capacityText({ computing, resuming }: ParallelCapacity, joint: string): string {
  if (computing === resuming) return computing.toFixed(2);
  return `${computing.toFixed(2)} computing${joint}${resuming.toFixed(2)} resuming`;
}
