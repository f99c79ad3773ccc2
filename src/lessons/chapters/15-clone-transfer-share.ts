/** Chapter 15: clone, transfer, share. */
import { MessageChannel } from 'node:worker_threads';
import { medianOf } from '../../measure/statistics/samples.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { withWorkers } from '../props/lesson-workers.ts';
import { type Cloned, clones } from '../props/trays/clones.ts';
import type { Tray } from '../props/trays/tray-keeper.ts';
import { asking, tripsOf } from '../props/trays/tray-trips.ts';
import { text as en } from '../texts/en/15-clone-transfer-share.ts';

interface Trays {
  readonly cloned: { eggs: number; shake?: () => void };
  readonly transferred: Int32Array<ArrayBuffer>;
  readonly shared: Int32Array<SharedArrayBuffer>;
}

type Post = (tray: Tray, transfer: ArrayBuffer[]) => Promise<void>;

async function postAndChange(trays: Trays, post: Post): Promise<void> {
  const { cloned, transferred, shared } = trays;
  await post(cloned, []);
  await post(transferred, [transferred.buffer]);
  await post(shared, []);
  // The seventh egg, on our side:
  cloned.eggs = 7;
  transferred[0] = 7;
  shared[0] = 7;
}

function settings(knob: Knobs) {
  return {
    inside: knob.word('inside', ['eggs', 'function']),
    kib: knob.number('kib', 1024, { from: 1, to: 4096 }),
  };
}

type Settings = ReturnType<typeof settings>;

const WAYS = ['cloned', 'transferred', 'shared'] as const;
export type Way = (typeof WAYS)[number];

export interface Facts {
  /** The eggs in each tray: `undefined` where there is no tray any more. */
  readonly ours: Readonly<Record<Way, number | undefined>>;
  readonly theirs: Readonly<Record<Way, number | undefined>>;
  /** The names of the errors of postMessage. */
  readonly refused: readonly string[];
  /** The size of the transferred buffer, on our side. */
  readonly leftBytes: number;
  readonly clones: readonly Cloned[];
  /** The median of the times there and back, in microseconds. */
  readonly tripUs: Readonly<Record<Way, number>>;
}

interface Labels {
  readonly trays: readonly string[];
  readonly tray: (way: Way, ours: number | undefined, theirs: number | undefined) => readonly string[];
  readonly clones: readonly string[];
  readonly clone: (cloned: Cloned) => readonly string[];
  readonly trips: (kib: number) => readonly string[];
  readonly trip: (way: Way, us: number) => readonly string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

const ANSWERS = ['7,7,7', '6,6,7', '6,6,6'];
const SOME_ARE_MISSING = ANSWERS.length;

export function judge({ ours, theirs, refused, leftBytes }: Facts, { inside }: Settings): Judgement {
  const seen = ANSWERS.indexOf(WAYS.map((way) => theirs[way]).join());
  const arrived = inside === 'eggs' ? seen === 1 && refused.length === 0 : refused.join() === 'DataCloneError';
  const shared = theirs.transferred === 6 && theirs.shared === 7 && ours.transferred === undefined;
  return { right: seen === -1 ? SOME_ARE_MISSING : seen, claim: confirmedIf(arrived && shared && leftBytes === 0) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.copies,
  minutes: 6,
  code: [{ file: 'src/lessons/chapters/15-clone-transfer-share.ts', name: 'postAndChange' }],
  settings,
  timed: false, // What the other thread sees. The times are shown, and nothing is concluded from them.
  async run(stage, { inside, kib }, labels) {
    const { port1, port2 } = new MessageChannel();
    return await withWorkers(async (start): Promise<Facts> => {
      start({ kind: 'tray', port: port2 }, [port2]);
      const ask = asking(port1);
      const trays: Trays = {
        cloned: inside === 'eggs' ? { eggs: 6 } : { eggs: 6, shake() {} },
        transferred: new Int32Array([6]),
        shared: new Int32Array(new SharedArrayBuffer(4)).fill(6),
      };
      const refused: string[] = [];
      await postAndChange(trays, async (tray, transfer) => {
        try {
          await ask({ kind: 'keep', tray }, transfer);
        } catch (error) {
          refused.push(error instanceof Error ? error.name : String(error));
        }
      });
      const seen = await ask({ kind: 'look' });
      const theirs = { cloned: seen.at(-3), transferred: seen.at(-2), shared: seen.at(-1) };
      const ours = { cloned: trays.cloned.eggs, transferred: trays.transferred[0], shared: trays.shared[0] };
      stage.table([labels.trays, ...WAYS.map((way) => labels.tray(way, ours[way], theirs[way]))], 'left');
      await stage.step();

      const values = clones();
      stage.print();
      stage.table([labels.clones, ...values.map(labels.clone)], 'left');
      await stage.step();

      const trips = await tripsOf(kib * 1024, stage.amount(15, 3), ask);
      const tripUs = {
        cloned: medianOf(trips.cloned),
        transferred: medianOf(trips.transferred),
        shared: medianOf(trips.shared),
      };
      stage.print();
      stage.table([labels.trips(kib), ...WAYS.map((way) => labels.trip(way, tripUs[way]))]);
      const leftBytes = trays.transferred.byteLength;
      return { ours, theirs, refused, leftBytes, clones: values, tripUs };
    }).finally(() => port1.close());
  },
  judge,
  tryIt: { kind: 'set', set: { inside: 'function' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
