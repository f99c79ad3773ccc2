/** What one has to know about the figures of a browser. */
import { element, section } from '../../parts/dom.ts';

const NOTES = [
  'All engines do the same work: their digests are equal, or the race fails.',
  'A browser may say fewer cores than there are. The page measures how much faster as many threads as it says compute together than one. There may be more cores.',
  'The clock of a browser is coarse: it moves in steps, and nothing shorter than a step can be seen. So runs are long.',
  'A browser does not tell how much CPU time a page uses.',
  'Do not put these figures in one chart with those of Node.',
  'What is measured here stays here. The page sends it nowhere.',
];

export function notesSection(): HTMLElement {
  return section(
    'What to know about these figures',
    '',
    element('ul', {}, ...NOTES.map((note) => element('li', {}, note))),
  );
}
