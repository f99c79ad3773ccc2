/** The first section: a question, a prediction, and the button that starts the race. */
import { labelOf } from '../../../engine/engine-table.ts';
import { WORKLOADS } from '../../../measure/workload.ts';
import type { PageDocument } from '../../document.ts';
import type { RaceRequest } from '../../messages.ts';
import { element, section } from '../../parts/dom.ts';
import { isQuick } from '../../query.ts';
import { SERVE_COMMAND } from '../isolate.ts';
import { jobPanel } from '../job-panel.ts';
import { question } from './question.ts';

export interface RaceSection {
  readonly root: HTMLElement;
  run(request: RaceRequest): void;
  /** Says why the address of the page starts nothing. */
  refuse(reason: string): void;
  /** Says why rings take no part. @param reason a sentence without its end */
  withoutRings(reason: string): void;
}

/** @param done called with the results of each race */
export function raceSection(done: (document: PageDocument) => void): RaceSection {
  const asked = question();
  const noRings = element('p', { class: 'note', 'data-note': 'no-rings', hidden: true });
  const panel = jobPanel({
    kind: 'race',
    label: 'Run',
    again: 'Run again',
    failed: 'The race failed',
    request: () => ({ workloads: WORKLOADS, seed: 1, cakes: null, quick: isQuick(location.search) }),
    done(document) {
      done(document);
      return [summary(document), 'The tables have the details.'].join(' ');
    },
  });
  /** The fastest line of workers where stations compute, and what the audience said before. */
  function summary({ workloads }: PageDocument): string {
    const computing = workloads.find(({ name }) => name === 'cpu-bound') ?? workloads[0];
    const lines = computing?.engines.filter(({ name, packed }) => name === 'threads' && packed === null) ?? [];
    const [best] = lines.toSorted((one, other) => other.speedup.median - one.speedup.median);
    if (best === undefined || computing === undefined) return '';
    const { median, low, high } = best.speedup;
    const words = `${computing.name}: a worker for each station, ${labelOf(best)}, is ${median.toFixed(2)} times as fast as one thread (${low.toFixed(2)} to ${high.toFixed(2)}).`;
    return [words, computing.name === 'cpu-bound' ? asked.judged(best.speedup) : '']
      .filter((one) => one !== '')
      .join(' ');
  }
  return {
    root: section('One thread, or a worker for each station?', '', asked.root, panel.root, noRings),
    run: panel.run,
    refuse: (reason) => panel.tell('failed', `The address of this page cannot be used: ${reason}`),
    withoutRings(reason) {
      noRings.hidden = false;
      const words = `Here the workers share no memory. They send messages, and rings are left out: ${reason}.`;
      noRings.replaceChildren(...withCommand(words, SERVE_COMMAND));
    },
  };
}

/** A command stays on one line: no line ends at its hyphens. */
function withCommand(words: string, command: string): (HTMLElement | string)[] {
  const [before = '', ...after] = words.split(command);
  return after.length === 0 ? [before] : [before, element('code', { class: 'command' }, command), after.join(command)];
}
