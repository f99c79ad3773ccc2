/** The page: reads the document that it contains, and draws it. */

import type { ParallelCapacity } from '../../measure/machine/capacity.ts';
import { noiseWords } from '../../measure/machine/noise.ts';
import { listenToClicker } from '../../page/parts/clicker.ts';
import { button, element } from '../../page/parts/dom.ts';
import { themeButton } from '../../page/parts/theme.ts';
import { counted, sentence, significant } from '../../page/units.ts';
import type { ReportBench, ReportDocument } from '../document.ts';
import { adviceSection } from './advice.ts';
import { redrawCharts } from './charts/chart.ts';
import { contrastSection } from './charts/contrast-chart.ts';
import { firstCakeSection } from './charts/first-cake-chart.ts';
import { grainSection } from './charts/grain-chart.ts';
import { messagesSection } from './charts/messages-chart.ts';
import { deathSection } from './death-section.ts';
import { drawForPaper } from './paper.ts';
import { runsSection } from './runs-section.ts';

const report: ReportDocument = JSON.parse(document.getElementById('report')?.textContent ?? '');
const runs = report.recordings.length === 0 ? null : runsSection(report);
const death = report.death === null ? null : deathSection(report.death, report.drawnRecipe);
const timelines = [runs, death].filter((one) => one !== null);
const theme = themeButton(() => repaint());

document.body.append(
  header(report),
  element(
    'main',
    {},
    runs?.root ?? '',
    contrastSection(report.workloads, report.verdict, report.drawnRecipe.product),
    adviceSection(report.workloads),
    ...(report.bench === null ? [] : benchSections(report, report.bench)),
    death?.root ?? '',
  ),
  footer(report),
);
drawForPaper(
  (printing) => {
    theme.onPaper(printing);
    for (const timeline of timelines) timeline.onPaper(printing);
  },
  () => {
    redrawCharts();
    repaint();
  },
);
listenToClicker(() => timelines);

function repaint(): void {
  for (const timeline of timelines) timeline.repaint();
}

function benchSections(document: ReportDocument, bench: ReportBench): HTMLElement[] {
  return [grainSection(bench), messagesSection(bench), firstCakeSection(document.workloads, bench)];
}

function header({ machine, quick, noise, drawnRecipe }: ReportDocument): HTMLElement {
  const { cpu, cores, parallelCapacity } = machine;
  return element(
    'header',
    {},
    element('h1', {}, 'Cake factory'),
    element(
      'p',
      { class: 'machine' },
      `${drawnRecipe.name}, on ${cpu}, ${counted(cores, 'core')}, parallel capacity ${capacityText(parallelCapacity, ' and ')}`,
    ),
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

function footer({ machine, command, measuredAt, recordings }: ReportDocument): HTMLElement {
  const costs = recordings.flatMap(({ recorded }) => recorded.flatMap(({ cost }) => cost?.median ?? []));
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
