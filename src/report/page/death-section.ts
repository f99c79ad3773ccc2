/** A station dies in front of the hall: a question, the two recorded runs, what they show. */
import { choice, element, section, setText } from '../../page/parts/dom.ts';
import { type Timeline, timeline } from '../../page/parts/timeline/timeline.ts';
import { indexedTraceOf } from '../../page/recording/indexed-trace.ts';
import type { DrawnRecipe } from '../../page/recording/recorded.ts';
import type { RecordedDeath } from '../document.ts';
import { DEATH_ANSWERS, type DeathAnswer, deathQuestion, deathSeen } from '../seen-death.ts';

export interface DeathSection extends Omit<Timeline, 'root' | 'pause' | 'stop'> {
  readonly root: HTMLElement;
}

export function deathSection(death: RecordedDeath, drawnRecipe: DrawnRecipe): DeathSection {
  const { recording } = death;
  const { product } = drawnRecipe;
  const traces = recording.recorded.map(({ trace }) => indexedTraceOf(trace, drawnRecipe));
  const supervised = traces.at(-1);
  const seen = element('p', { class: 'seen', 'data-seen': 'death' });
  let said: DeathAnswer | null = null;
  let isShown = true;
  const asked = element(
    'div',
    { class: 'prediction' },
    element('p', { class: 'seen' }, deathQuestion(death, product)),
    choice(
      'Your prediction',
      DEATH_ANSWERS.map((value) => ({ value, label: value })),
      null,
      (value: DeathAnswer) => {
        said = value;
      },
    ),
  );
  const shown = timeline(recording, traces, drawnRecipe, {
    picture: 'lanes',
    engines: 'all',
    onShown(now) {
      isShown = supervised !== undefined && now.includes(supervised);
      setText(seen, '');
    },
    onSeen() {
      if (supervised === undefined || !isShown) return;
      setText(seen, deathSeen(death, supervised, product, said));
      asked.hidden = true;
    },
  });
  return { ...shown, root: section('A thread dies', '', asked, seen, shown.root) };
}
