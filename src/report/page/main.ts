/** The page: reads the figures that stand in it, and draws them. */
import type { Workload } from '../../measure/workload.ts';
import type { Recording, ReportDocument } from '../document.ts';
import { timelineSeen } from '../seen-race.ts';
import { stageOf } from '../timeline/stage.ts';
import { counted } from '../units.ts';
import { redrawCharts } from './chart.ts';
import { contrastSection } from './contrast-chart.ts';
import { depthPicture } from './depth-chart.ts';
import { button, choice, element, say, section } from './dom.ts';
import { firstCakeSection } from './first-cake-chart.ts';
import { grainSection } from './grain-chart.ts';
import { messagesSection } from './messages-chart.ts';
import { drawForPaper } from './paper.ts';
import { stationsPicture } from './stations-chart.ts';
import { themeButton } from './theme.ts';
import { type Timeline, timeline } from './timeline.ts';

const report: ReportDocument = JSON.parse(document.getElementById('report')?.textContent ?? '');
let shown: Timeline | null = null;
const theme = themeButton(() => shown?.repaint());

document.body.append(
  header(report),
  element(
    'main',
    {},
    ...(report.recordings.length === 0 ? [] : [timelineSection(report)]),
    contrastSection(report.workloads, report.verdict),
    grainSection(report.bench),
    messagesSection(report.bench),
    firstCakeSection(report),
  ),
  footer(report),
);
drawForPaper(theme.onPaper, () => {
  redrawCharts();
  shown?.repaint();
});

function header({ machine, command, quick, kitchen }: ReportDocument): HTMLElement {
  const { node, cpu, cores, parallelCapacity } = machine;
  return element(
    'header',
    {},
    element('h1', {}, 'Cake factory'),
    element(
      'p',
      { class: 'machine' },
      `${kitchen.recipe}: ${cpu}, ${counted(cores, 'core')}, parallel capacity ${parallelCapacity.toFixed(2)}, Node ${node}`,
    ),
    element('code', { class: 'command' }, command),
    element(
      'div',
      { class: 'tools' },
      theme.root,
      button('Print', () => print(), { 'data-action': 'print' }),
    ),
    quick ? element('p', { class: 'warning' }, 'A smoke run: too short to be quoted.') : null,
  );
}

/** The lanes of one workload, how busy its stations were, what waited in its channels. */
function timelineSection({ recordings, kitchen, workloads }: ReportDocument): HTMLElement {
  const place = element('div', {});
  const show = (recording: Recording): void => {
    const raced = workloads.find(({ name }) => name === recording.workload);
    const stages = recording.recorded.map(({ trace }) => stageOf(trace, kitchen));
    const seen = element('p', { class: 'seen', 'data-seen': 'timeline' });
    // Whoever plays an hour of slow motion and looks at something else meanwhile does not pay for it.
    shown?.stop();
    shown = timeline(recording, stages, kitchen, (drawn) => say(seen, timelineSeen(recording, drawn)));
    place.replaceChildren(
      seen,
      shown.root,
      ...(raced === undefined
        ? []
        : [element('h3', { class: 'second' }, 'How busy each station was'), stationsPicture(raced)]),
      element('h3', { class: 'second' }, 'What waits in the channels'),
      depthPicture(stages),
    );
  };
  const [first] = recordings;
  const made = section(
    'The same cakes, side by side',
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
    ['Parallel capacity', `${machine.parallelCapacity.toFixed(2)}: so many kernels really run at once`],
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
        : `The recorded runs are not the timed ones: they took ${Math.min(...costs).toFixed(2)} to ${Math.max(...costs).toFixed(2)} times as long as runs that are not recorded.`,
    ),
  );
}
