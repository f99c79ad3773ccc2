/** What one has to know about the figures of a browser. */
import { element, section } from '../../parts/dom.ts';

const NOTES = [
  'All engines do the same work: their digests are equal, or the race fails.',
  'A browser may say fewer cores than there are. So the page measures how much faster all cores together compute than one.',
  'The clock of a browser is coarse: it moves in steps of 5 us to 1 ms. So runs are long.',
  'A browser does not tell how much CPU time a page uses.',
  'Do not put these figures in one chart with those of Node.',
  'Nothing leaves this page. It makes no request to anywhere.',
];

export function notesSection(): HTMLElement {
  return section(
    'What to know about these figures',
    '',
    element('ul', {}, ...NOTES.map((note) => element('li', {}, note))),
  );
}
