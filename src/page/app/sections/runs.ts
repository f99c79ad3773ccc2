/** Recorded runs of the same cakes under every engine: belts and lanes, on one time axis. */
import { WHAT_STATIONS_DO, WORKLOADS, type Workload } from '../../../measure/workload.ts';
import { CLICKER_HELP, type Playable } from '../../parts/clicker.ts';
import { choice, element, section, setText } from '../../parts/dom.ts';
import { type Timeline, timeline } from '../../parts/timeline/timeline.ts';
import { type IndexedTrace, indexedTraceOf } from '../../recording/indexed-trace.ts';
import { counted, durationOf, sentence } from '../../units.ts';
import { jobPanel } from '../job-panel.ts';
import { onMeasuring } from '../measuring.ts';

export interface RunsSection {
  readonly root: HTMLElement;
  /** Records the same cakes as a race. @param seed of that race */
  record(seed: number): void;
  /** The recorded runs, once there are some. */
  playable(): readonly Playable[];
  /** Call it after the colour scheme has changed. */
  repaint(): void;
}

/** There threads gain most, and each piece is long enough to be seen. */
const FIRST: Workload = 'wait-bound';
/** A slowdown of less than this may be chance: each engine has one recorded run and one beside it. */
const CLEAR = 1.5;

export function runsSection(): RunsSection {
  let workload = FIRST;
  let seed = 1;
  let shown: Timeline | null = null;
  onMeasuring(() => shown?.pause());
  const place = element('div', { 'data-runs': 'none' });
  const panel = jobPanel({
    kind: 'record',
    label: 'Record',
    again: 'Record again',
    failed: 'The runs could not be recorded',
    request: () => ({ workload, seed }),
    done({ recording, drawnRecipe }) {
      shown?.stop();
      const traces = recording.recorded.map(({ trace }) => indexedTraceOf(trace, drawnRecipe));
      const seen = element('p', { class: 'seen', 'data-seen': 'runs' });
      shown = timeline(recording, traces, drawnRecipe, {
        picture: 'both',
        engines: 'all',
        onShown: () => setText(seen, ''),
        onSeen: () => setText(seen, timesWords(traces, recording.cakes, drawnRecipe.product)),
      });
      place.replaceChildren(shown.root, seen, element('p', { class: 'note' }, CLICKER_HELP));
      place.dataset.runs = recording.workload;
      const most = Math.max(...recording.recorded.map(({ cost }) => cost?.median ?? 1));
      const slower =
        most > CLEAR ? ` Here a recorded run took up to ${most.toFixed(1)} times as long as the one beside it.` : '';
      return `${sentence(WHAT_STATIONS_DO[recording.workload])}. These are short runs of their own: to record each event takes time, and the race was not recorded.${slower}`;
    },
  });
  const root = section(
    'The same cakes, side by side',
    '',
    choice(
      'Workload',
      WORKLOADS.map((value) => ({ value, label: value })),
      workload,
      (chosen) => {
        workload = chosen;
        panel.run({ workload, seed });
      },
    ),
    panel.root,
    place,
  );
  root.hidden = true;
  return {
    root,
    record(ofRace) {
      seed = ofRace;
      root.hidden = false;
      panel.run({ workload, seed });
    },
    playable: () => (shown === null ? [] : [shown]),
    repaint: () => shown?.repaint(),
  };
}

/** How long each of these runs took: one for each engine, so that there is no interval. */
function timesWords(traces: readonly IndexedTrace[], cakes: number, product: string): string {
  const times = traces.map(({ engine, endNs }) => `${durationOf(endNs)} with ${engine}`);
  return `In these recorded runs ${counted(cakes, product)} took ${times.join(', ')}.`;
}
