/** The belts of a simulated run. They follow the sliders as soon as these rest for a moment: to draw a line anew takes some time. */
import { chocolateCake } from '../../../cake/recipe/chocolate-cake.ts';
import type { Trace } from '../../../trace/trace.ts';
import { element } from '../../parts/dom.ts';
import { type BeltShow, beltShow } from '../../parts/timeline/belt-show.ts';
import { drawnRecipeOf } from '../../recording/drawn-recipe.ts';
import { indexedTraceOf } from '../../recording/indexed-trace.ts';
import { isMeasuring, onMeasuring } from '../measuring.ts';

export interface SimulatedBelts {
  readonly root: HTMLElement;
  /**
   * It plays at once, unless something is measured.
   *
   * @param cakes how many the run makes
   */
  show(trace: Trace, cakes: number): void;
}

const REST_MS = 120;

export function simulatedBelts(): SimulatedBelts {
  const root = element('div', { class: 'simulated', 'data-line': 'simulated' });
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const drawnRecipe = drawnRecipeOf(chocolateCake, chocolateCake.name);
  let shown: BeltShow | null = null;
  let timer = 0;
  onMeasuring(() => shown?.pause());
  return {
    root,
    show(trace, cakes) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        shown?.stop();
        const indexed = indexedTraceOf(trace, drawnRecipe);
        shown = beltShow(indexed, drawnRecipe, cakes);
        root.replaceChildren(shown.root);
        // From where the first cake is done: the line is in full swing.
        if (!calm.matches && !isMeasuring()) shown.play(indexed.cakesNs[0] ?? 0);
      }, REST_MS);
    },
  };
}
