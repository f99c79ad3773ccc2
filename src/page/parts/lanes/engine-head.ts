/** The line above an engine's lanes: its name, how long the run took, and the cakes that are done so far. */

import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import { counted, durationOf, significant } from '../../units.ts';
import { element, setText } from '../dom.ts';
import { colourOf } from '../palette.ts';
import { symbolsOf } from './symbols.ts';

/** More cakes than this become a number. */
const MOST_CAKES = 24;
/** From this slowdown on, the head says how much recording slowed the run. */
const CLEAR_SLOWDOWN = 1.5;

export interface EngineHead {
  readonly root: HTMLElement;
  /** @param ended whether the run has been shown to its end: how long it took is not told before */
  show(cakes: number, ended: boolean): void;
}

/**
 * @param total how many products the whole run makes
 * @param product what leaves the line: `cake`
 * @param cakeSymbol what it looks like
 * @param cost the recorded run's time divided by the time of a run that is not recorded; null where that was not measured
 */
export function engineHead(
  indexed: IndexedTrace,
  total: number,
  product: string,
  cakeSymbol: string,
  cost: number | null,
): EngineHead {
  const cakes = element('span', { class: 'cakes', 'aria-hidden': 'true' });
  const count = element('span', { class: 'count', 'data-cakes': '' });
  const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.background = colourOf(indexed.engine);
  const took = element('span', { class: 'took' });
  return {
    root: element(
      'div',
      { class: 'engine-head' },
      swatch,
      element('h3', {}, indexed.engine),
      took,
      cost === null || cost < CLEAR_SLOWDOWN
        ? null
        : element('span', { class: 'cost' }, `recording made this run ${significant(cost)} × slower`),
      count,
      cakes,
      indexed.dropped === 0 ? null : droppedWarning(indexed.dropped),
    ),
    show(done, ended) {
      setText(took, ended ? `${indexed.dropped === 0 ? '' : 'the first '}${durationOf(indexed.endNs)}` : '');
      setText(cakes, symbolsOf(cakeSymbol, done, MOST_CAKES));
      setText(count, `${done} of ${counted(indexed.dropped === 0 ? indexed.cakesNs.length : total, product)}`);
    },
  };
}

function droppedWarning(dropped: number): HTMLElement {
  return element(
    'p',
    { class: 'warning', 'data-dropped': dropped },
    `Only the beginning was recorded: ${counted(dropped, 'later event')} ${dropped === 1 ? 'is' : 'are'} missing from this picture.`,
  );
}
