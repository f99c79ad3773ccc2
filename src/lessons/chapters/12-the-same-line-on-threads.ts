/** Chapter 12: the same line on threads. */
import { MessageChannel, threadId } from 'node:worker_threads';
import { cooperative } from '../../engine/cooperative.ts';
import { threads } from '../../engine/threads.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { drawLanes } from '../pictures/lanes.ts';
import { playAlone } from '../player/alone.ts';
import { cake, cakeLine } from '../props/cake-lines.ts';
import { answerOn, withWorkers } from '../props/lesson-workers.ts';
import { type LoggedRun, loggedRun, placeOf, receivedBy } from '../props/stations/logged-run.ts';
import { called, type Melted, melter, posted } from '../props/stations/melter.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/12-the-same-line-on-threads.ts';

function settings(knob: Knobs) {
  return {
    cakes: knob.number('cakes', 40, { from: 10, to: 100 }),
    /** The oven counts its mixes until it has one of each, or it bakes the first two that come. */
    oven: knob.word('oven', ['counts', 'first-come']),
    channel: knob.word('channel', ['port', 'ring']),
  };
}

type Settings = ReturnType<typeof settings>;

export interface Facts {
  /** On which thread the same melter ran: called, and resumed by messages. */
  readonly melter: { readonly called: number; readonly messaged: number };
  /** Two on one thread, then two on threads. */
  readonly runs: readonly Row[];
  /** How many different accounts, orders of all steps, and sequences of one channel there were. */
  readonly accounts: number;
  readonly orders: number;
  readonly perChannel: number;
  /** How many different sets of steps, whatever their order. */
  readonly contents: number;
  /** Whether both runs on one thread had the same order. */
  readonly repeatable: boolean;
}

export interface Row extends Omit<LoggedRun, 'log'> {
  readonly steps: number;
  /** How many steps from the first one are those of the first run. */
  readonly asFirst: number;
}

interface Labels {
  readonly melter: (melter: Facts['melter']) => string;
  readonly head: (oven: Settings['oven']) => readonly string[];
  readonly names: readonly [string, string];
  readonly asFirst: (row: Row) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** What all stations together receive for one cake. */
const INPUTS_PER_CAKE = 13;
/** Few enough to see each of them in the lanes. */
const CAKES_IN_LANES = 10;

export async function melterThreads(): Promise<Facts['melter']> {
  const here: number[] = [];
  const station = melter(() => here.push(threadId));
  station.next();
  called(station)('butter');
  return await withWorkers(async (start) => {
    const { port1, port2 } = new MessageChannel();
    start({ kind: 'melter', port: port2 }, [port2]);
    posted(port1)('butter');
    const { thread } = await answerOn<Melted>(port1);
    port1.close();
    return { called: here[0] ?? -1, messaged: thread };
  });
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.threads,
  minutes: 8,
  code: ['melter', 'called', 'posted', 'listen'].map((name) => ({
    file: 'src/lessons/props/stations/melter.ts',
    name,
  })),
  settings,
  timed: false,
  async run(stage, { cakes, oven, channel }, labels) {
    const melter = await melterThreads();
    stage.print(labels.melter(melter));
    const task = cakeLine(cake('cpu-bound'), cakes);
    const one = cooperative({ platform });
    const many = threads({ platform, channel });
    return await withEngines([one, many], async () => {
      await stage.step();
      const [onOne, onMany] = labels.names;
      const names = [onOne, `${onMany} (${channel})`];
      await drawLanes(stage, [one, many], names, cakeLine(cake('cpu-bound'), CAKES_IN_LANES));
      await stage.step();
      const runs: LoggedRun[] = [];
      for (const engine of [one, one, many, many])
        runs.push(await loggedRun(engine, task, cakes * INPUTS_PER_CAKE, oven));
      const facts = factsOf(melter, runs, placeOf(task, 'dry mixer'));
      const row = (run: Row, i: number) => [
        labels.names[i < 2 ? 0 : 1],
        String(run.cakes),
        ...(oven === 'counts' ? [] : [String(run.spoiled)]),
        String(run.left),
        run.digest,
        labels.asFirst(run),
      ];
      stage.print();
      stage.table([labels.head(oven), ...facts.runs.map(row)]);
      return facts;
    });
  },
  judge,
  tryIt: { kind: 'set', set: { oven: 'first-come' } },
  texts: { en },
});

/** @param fedByOne the place of a station that one channel feeds; the wet mixer and the oven merge two */
function factsOf(melter: Facts['melter'], runs: readonly LoggedRun[], fedByOne: number): Facts {
  const logs = runs.map(({ log }) => log);
  const first = logs[0] ?? [];
  const kinds = (of: (log: readonly number[]) => readonly number[]) =>
    new Set(logs.map((log) => of(log).join(' '))).size;
  const changedAt = (log: readonly number[]): number => log.findIndex((entry, i) => entry !== first[i]);
  return {
    melter,
    runs: runs.map(({ log, ...run }) => {
      return { ...run, steps: log.length, asFirst: changedAt(log) === -1 ? log.length : changedAt(log) };
    }),
    accounts: new Set(runs.map((run) => `${run.cakes} ${run.spoiled} ${run.left} ${run.digest}`)).size,
    orders: kinds((log) => log),
    perChannel: kinds((log) => receivedBy(fedByOne, log)),
    contents: kinds((log) => log.toSorted((a, b) => a - b)),
    repeatable: logs[0]?.join(' ') === logs[1]?.join(' '),
  };
}

export function judge({ accounts, orders, perChannel, contents, repeatable }: Facts, { oven }: Settings): Judgement {
  const right = accounts > 1 ? 2 : orders > 1 ? 0 : 1;
  const isKept = perChannel === 1 && contents === 1 && repeatable && orders > 1;
  return { right, claim: confirmedIf(isKept && (accounts === 1) === (oven === 'counts')) };
}

await playAlone(import.meta.url, chapter);
