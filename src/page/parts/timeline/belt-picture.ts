/** The belts of one of the engines on the timeline, at the moment of its lanes. */
import type { DrawnRecipe } from '../../recording/recorded.ts';
import { type BeltView, beltView } from '../belts/belt-view.ts';
import { choice, element } from '../dom.ts';
import { shownTraces, type View } from '../lanes/view.ts';

export interface BeltPicture {
  readonly root: HTMLElement;
  draw(): void;
  setSlowness(slowness: number): void;
  /** Call it after other engines are shown, or another picture. */
  update(): void;
  stop(): void;
}

/**
 * @param total how many products the whole run makes
 * @param changed called after the user has chosen another engine
 */
export function beltPicture(view: View, drawnRecipe: DrawnRecipe, total: number, changed: () => void): BeltPicture {
  const root = element('div', { class: 'belt-picture' });
  let shown: { readonly engine: string; readonly engines: number; readonly belts: BeltView } | null = null;
  let slowness = 1;
  const isVisible = (): boolean => view.picture !== 'lanes';
  const update = (): void => {
    root.hidden = !isVisible();
    const engines = shownTraces(view);
    if (!isVisible() || (shown?.engine === view.belts && shown.engines === engines.length)) return;
    const indexed = engines.find(({ engine }) => engine === view.belts);
    shown?.belts.stop();
    shown = null;
    if (indexed === undefined) {
      root.replaceChildren();
      return;
    }
    const belts = beltView(indexed, drawnRecipe, total);
    belts.setSlowness(slowness);
    shown = { engine: view.belts, engines: engines.length, belts };
    root.replaceChildren(
      engines.length < 2
        ? ''
        : choice(
            'Belts of',
            engines.map(({ engine }) => ({ value: engine, label: engine })),
            view.belts,
            (engine) => {
              view.belts = engine;
              update();
              changed();
            },
          ),
      belts.root,
    );
  };
  return {
    root,
    draw() {
      if (isVisible()) shown?.belts.show(view.atNs, view.playing);
    },
    setSlowness(wanted) {
      slowness = wanted;
      shown?.belts.setSlowness(wanted);
    },
    update,
    stop() {
      shown?.belts.stop();
    },
  };
}
