/** The question before a run is played: who has said something watches for it. */
import { choice, element } from '../../page/parts/dom.ts';
import type { IndexedTrace } from '../../page/recording/indexed-trace.ts';
import { counted } from '../../page/units.ts';

export interface Prediction {
  readonly root: HTMLElement;
  /** Asks about these runs, and forgets what was said of others. */
  ask(indexedTraces: readonly IndexedTrace[]): void;
  /** What the prediction was worth; an empty text where nothing was predicted. */
  judged(indexedTraces: readonly IndexedTrace[]): string;
}

/** Runs whose times differ by less than this, as a share of the longer one, end at about the same time. */
const SAME = 0.1;
const TOGETHER = 'about the same time';

/** @param total how many products each run makes */
export function prediction(product: string, total: number): Prediction {
  const root = element('div', { class: 'prediction', 'data-asked': '' });
  let said: string | null = null;
  return {
    root,
    ask(indexedTraces) {
      said = null;
      root.hidden = indexedTraces.length < 2;
      root.replaceChildren(
        element(
          'p',
          { class: 'seen' },
          `What will happen? ${counted(total, product)} each: which engine is done first?`,
        ),
        choice(
          'Your prediction',
          [...indexedTraces.map(({ engine }) => engine), TOGETHER].map((name) => ({ value: name, label: name })),
          null,
          (name) => {
            said = name;
          },
        ),
      );
    },
    judged(indexedTraces) {
      if (said === null) return '';
      const [first, second] = indexedTraces.toSorted((one, other) => one.endNs - other.endNs);
      if (first === undefined || second === undefined) return '';
      const right = second.endNs - first.endNs < SAME * second.endNs ? TOGETHER : first.engine;
      return said === right ? `You said: ${said}. That is right.` : `You said: ${said}. It was: ${right}.`;
    },
  };
}
