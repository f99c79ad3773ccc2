/** The page of the factory: its sections, from top to bottom, and who tells whom what was measured. */
import { listenToClicker } from '../parts/clicker.ts';
import { element } from '../parts/dom.ts';
import { themeButton } from '../parts/theme.ts';
import { requestIn } from '../query.ts';
import { isolate } from './isolate.ts';
import { kept } from './kept.ts';
import { isMeasuring } from './measuring.ts';
import { copySection } from './sections/copy.ts';
import { freezeSection } from './sections/freeze.ts';
import { lineSection } from './sections/line.ts';
import { messagesSection } from './sections/messages.ts';
import { notesSection } from './sections/notes.ts';
import { raceSection } from './sections/race.ts';
import { resultsSection } from './sections/results.ts';
import { runsSection } from './sections/runs.ts';
import { slidersSection } from './sections/sliders.ts';

const line = lineSection();
const copy = copySection();
const record = kept(copy.show);
const results = element('div', {});
const runs = runsSection();
const race = raceSection((document) => {
  record.keep(document);
  results.replaceChildren(resultsSection(document));
  runs.record(document.workloads[0]?.order.seed ?? 1);
});
const sliders = slidersSection(({ trace: _, ...experiment }) => record.keep({ experiment }));
const messages = messagesSection((bench) => record.keep({ bench }));

document.body.append(
  element(
    'header',
    {},
    element('h1', {}, 'Cake factory'),
    element('div', { class: 'tools' }, themeButton(() => runs.repaint()).root),
  ),
  element(
    'main',
    {},
    race.root,
    line.root,
    runs.root,
    results,
    sliders,
    messages,
    freezeSection(),
    copy.root,
    notesSection(),
  ),
  record.root,
);

// While anything is measured nothing moves.
listenToClicker(() => (isMeasuring() ? [] : [...line.playable(), ...runs.playable()]));

isolate().then((isolation) => {
  document.body.dataset.isolation = isolation.kind;
  if (isolation.kind === 'reloading') return;
  if (isolation.kind === 'refused') race.withoutRings(isolation.reason);
  const given = requestIn(location.search);
  if (typeof given === 'string') race.refuse(given);
  else if (given !== null) race.run(given);
});
