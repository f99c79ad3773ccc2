/** The recorded runs of one workload: first a question, then belts and lanes, how busy the stations were, how much waited. */
import type { Workload } from '../../measure/workload.ts';
import { CLICKER_HELP } from '../../page/parts/clicker.ts';
import { choice, element, section, setText } from '../../page/parts/dom.ts';
import { type Timeline, timeline } from '../../page/parts/timeline/timeline.ts';
import { indexedTraceOf } from '../../page/recording/indexed-trace.ts';
import type { RecordedWorkload } from '../../page/recording/recorded.ts';
import type { ReportDocument } from '../document.ts';
import { timelineSeen } from '../seen-race.ts';
import { depthPicture } from './charts/depth-chart.ts';
import { stationsPicture } from './charts/stations-chart.ts';
import { prediction } from './prediction.ts';

export interface RunsSection extends Pick<Timeline, 'isAtStart' | 'toggle' | 'step' | 'onPaper' | 'repaint'> {
  readonly root: HTMLElement;
}

/** What a report opens with: there threads gain most, and each piece is long enough to be seen. */
const FIRST: Workload = 'wait-bound';

export function runsSection({ recordings, drawnRecipe, workloads }: ReportDocument): RunsSection {
  const place = element('div', {});
  let shown: Timeline | null = null;
  const show = (recording: RecordedWorkload): void => {
    const raced = workloads.find(({ name }) => name === recording.workload);
    const indexedTraces = recording.recorded.map(({ trace }) => indexedTraceOf(trace, drawnRecipe));
    let drawn = indexedTraces;
    const seen = element('p', { class: 'seen', 'data-seen': 'timeline' });
    const asked = prediction(drawnRecipe.product, recording.cakes);
    // Otherwise it would go on playing, unseen.
    shown?.stop();
    shown = timeline(recording, indexedTraces, drawnRecipe, {
      picture: 'lanes',
      engines: 'two',
      onShown(now) {
        drawn = [...now];
        setText(seen, '');
        asked.ask(drawn);
      },
      onSeen() {
        setText(seen, [asked.judged(drawn), timelineSeen(recording, drawn, drawnRecipe.product)].join(' ').trim());
        asked.root.hidden = true;
      },
    });
    place.replaceChildren(
      asked.root,
      seen,
      shown.root,
      element('p', { class: 'note' }, CLICKER_HELP),
      ...(raced === undefined
        ? []
        : [element('h3', { class: 'second' }, 'How busy each station was'), stationsPicture(raced)]),
      element('h3', { class: 'second' }, 'How many items wait in the channels'),
      depthPicture(indexedTraces),
    );
  };
  const first = recordings.find(({ workload }) => workload === FIRST) ?? recordings[0];
  const root = section(
    `The same ${drawnRecipe.product}s, side by side`,
    '',
    choice(
      'Workload',
      recordings.map(({ workload }) => ({ value: workload, label: workload })),
      first?.workload ?? FIRST,
      (workload: Workload) => {
        const chosen = recordings.find((recording) => recording.workload === workload);
        if (chosen !== undefined) show(chosen);
      },
    ),
    place,
  );
  root.classList.add('headed');
  if (first !== undefined) show(first);
  return {
    root,
    isAtStart: () => shown?.isAtStart() ?? false,
    toggle: () => shown?.toggle(),
    step: (by) => shown?.step(by),
    onPaper: (printing) => shown?.onPaper(printing),
    repaint: () => shown?.repaint(),
  };
}
