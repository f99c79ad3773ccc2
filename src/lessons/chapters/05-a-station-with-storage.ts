/** Chapter 5: a station with storage: the dry mixer. */
import { chocolateCake } from '../../cake/chocolate-cake.ts';
import { graphOf } from '../../cake/graph.ts';
import { station } from '../../cake/station.ts';
import { renderStorage } from '../../cake/storage.ts';
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
  idea: 'Between two ingredients the coroutine stands at its yield, and its local variables stand with it: that is its shelf. When the shelf has enough for a product it takes it off, works, and sends the product on.',
  code: [{ file: 'src/cake/station.ts', name: 'station' }],
  question: {
    text: `A dry mix takes 2 flour, 3 sugar, 2 chocolate. The mixer is sent ${sentOf('flour')} flour, ${sentOf('sugar')} sugar and ${sentOf('chocolate')} chocolate. How many mixes leave it?`,
    answers: ['none: the numbers do not fit', 'two: it has got enough for twice seven', 'one'],
  },
  async run(stage) {
    const graph = graphOf(chocolateCake, chocolateCake.name);
    const spec = graph.stations.find(({ name }) => name === 'dry mixer');
    if (spec === undefined) throw new Error('expected a dry mixer in the recipe, found none');
    let mixes = 0;
    let account: () => unknown = () => null;
    const mixer = station(
      { needs: spec.needs, makes: spec.makes, kinds: graph.names.length, iterations: 0, restMs: 0 },
      { send: () => mixes++, work() {}, report: (given) => (account = given) },
    );
    mixer.next();
    // The station's own books, and no second shelf beside it.
    const shelf = (): number[] => Object(account()).left;
    const sent = SENT.split(' ');
    for (const name of sent) {
      const ingredient = graph.names.indexOf(name);
      const before = mixes;
      mixer.next(ingredient);
      const symbols = spec.needs.map(({ ingredient }) => graph.symbols[ingredient] ?? '');
      const row = renderStorage(shelf().map((count, i) => [symbols[i] ?? '', count] as const));
      stage.print(`${name.padEnd(9)} ${row}${mixes > before ? '  -> 📦' : ''}`);
      await stage.pause(250);
    }
    mixer.return();
    const left = shelf();
    const balanced = mixes * 7 + left.reduce((sum, count) => sum + count, 0) === sent.length;
    const sugar = sentOf('sugar');
    return {
      right: [0, 2, 1][mixes] ?? 1,
      reveal: `${mixes}, since sugar decides: there are ${sugar}, and a mix takes 3. ${left.join(' + ')} ingredients stay on the shelf, and the books balance: ${sent.length} sent = ${mixes} x 7 + ${sent.length - 7 * mixes} left. Nobody outside can reach into this shelf; two mixers would have two of them.`,
      claim: claimThat(mixes === Math.floor(sugar / 3) && balanced, 'the mixer made something else of it'),
      facts: { mixes, left, balanced, account: account() },
    };
  },
  change: 'send one sugar more, and then another. Which of the two makes the second mix?',
  weakness:
    'nothing is timed here. The shelf is drawn from the account that the station gives of itself: here after every ingredient, under an engine only at its end.',
};

await playAlone(import.meta.url, chapter);
