/** Chapter 5: a station with storage: the dry mixer. */

import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../cake/recipe/graph.ts';
import { station } from '../../cake/station.ts';
import { renderStorage } from '../../cake/storage.ts';
import { rest } from '../../line/rest.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';

const SENT =
  'flour sugar chocolate sugar chocolate flour chocolate sugar chocolate flour chocolate sugar flour chocolate';

function sentOf(wanted: string): number {
  return SENT.split(' ').filter((name) => name === wanted).length;
}

export const chapter: Chapter = {
  number: 5,
  title: 'A station with storage: the dry mixer',
  idea: 'While the coroutine is paused at its yield, it keeps its local variables: they are its storage. When the storage has enough for a product, the station takes the ingredients out, works, and sends the product to the next station.',
  code: [{ file: 'src/cake/station.ts', name: 'station' }],
  question: {
    text: `A dry mix takes 2 flour, 3 sugar, 2 chocolate. The mixer gets ${sentOf('flour')} flour, ${sentOf('sugar')} sugar and ${sentOf('chocolate')} chocolate. How many mixes does it send?`,
    answers: ['none: the numbers do not fit', 'two: it gets twice seven ingredients', 'one'],
  },
  timed: false,
  async run(stage) {
    const graph = graphOf(chocolateCake, chocolateCake.name);
    const spec = graph.stations.find(({ name }) => name === 'dry mixer');
    if (spec === undefined) throw new Error('expected a dry mixer in the recipe, found none');
    let mixes = 0;
    let account: () => unknown = () => null;
    const mixer = station(
      { needs: spec.needs, makes: graph.names.indexOf('dry_mix'), kinds: graph.names.length, iterations: 0, restMs: 0 },
      { send: () => mixes++, work() {}, rest, report: (given) => (account = given) },
    );
    mixer.next();
    // The station's own account: a second copy of its storage could differ.
    const stored = (): number[] => Object(account()).left;
    const sent = SENT.split(' ');
    for (const name of sent) {
      const ingredient = graph.names.indexOf(name);
      const before = mixes;
      mixer.next(ingredient);
      const symbols = spec.needs.map(({ ingredient }) => graph.symbols[ingredient] ?? '');
      const row = renderStorage(stored().map((count, i) => [symbols[i] ?? '', count] as const));
      stage.print(`${name.padEnd(9)} ${row}${mixes > before ? '  -> 📦' : ''}`);
      await stage.pause(250);
    }
    mixer.return();
    const left = stored();
    const balanced = mixes * 7 + left.reduce((sum, count) => sum + count, 0) === sent.length;
    const sugar = sentOf('sugar');
    return {
      right: [0, 2, 1][mixes] ?? 1,
      reveal: `${mixes}, because sugar runs out first: there are ${sugar}, and a mix takes 3. ${left.join(' + ')} ingredients stay in the storage, and the counts add up: ${sent.length} sent = ${mixes} x 7 + ${sent.length - 7 * mixes} left. No other code can reach this storage; two mixers have two storages.`,
      claim: claimThat(
        mixes === Math.floor(sugar / 3) && balanced,
        'the mixer made a different number of mixes, or the counts do not add up',
      ),
      facts: { mixes, left, balanced, account: account() },
    };
  },
  change: 'Send one more sugar, then another. Which of the two completes the second mix?',
  weakness:
    'Nothing is timed here. The printed storage comes from the account that the station reports: here after every ingredient, under an engine only at the end.',
};

await playAlone(import.meta.url, chapter);
