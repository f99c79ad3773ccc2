/** Chapter 17: a race with threads, and one without. */
import { MessageChannel } from 'node:worker_threads';
import { medianOf } from '../../measure/statistics.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { answerOn, withApprentices } from '../props/apprentice.ts';

const THREADS = 2;

/** Two threads add to one counter, so many times each. */
async function added(times: number, atomic: boolean): Promise<{ total: number; ms: number }> {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const gate = new Int32Array(new SharedArrayBuffer(4));
  return await withApprentices(async (hire) => {
    const channels = Array.from({ length: THREADS }, () => new MessageChannel());
    const took = channels.map(({ port1 }) => answerOn<number>(port1));
    for (const { port2 } of channels)
      hire({ kind: 'counter', port: port2, counter, times, atomic, gate, expected: THREADS }, [port2]);
    const ms = Math.max(...(await Promise.all(took)));
    for (const { port1 } of channels) port1.close();
    return { total: counter[0] ?? 0, ms };
  });
}

interface Shelf {
  eggs: number;
}

/** Looks, lets somebody else have a turn, and takes. */
function* hasty(shelf: Shelf): Generator<undefined, void, void> {
  if (shelf.eggs === 0) return;
  yield;
  shelf.eggs--;
}

/** Looks and takes without letting anybody in between. */
function* careful(shelf: Shelf): Generator<undefined, void, void> {
  if (shelf.eggs === 0) return;
  shelf.eggs--;
  yield;
}

function twoCooks(cook: (shelf: Shelf) => Generator): number {
  const shelf = { eggs: 1 };
  const cooks = [cook(shelf), cook(shelf)];
  for (let turn = 0; turn < 2; turn++) for (const one of cooks) one.next();
  return shelf.eggs;
}

export const chapter: Chapter = {
  number: 17,
  title: 'A race, with threads and without',
  idea: 'In shared memory every thread may read and write at any moment. On one thread coroutines share everything, and take turns.',
  code: [
    { file: 'workers/lesson.ts', name: 'addPlainly' },
    { file: 'src/lessons/chapters/17-a-race.ts', name: 'hasty' },
  ],
  question: {
    text: 'Two threads add 1 to a shared counter, a million times each. What does the counter say?',
    answers: ['2,000,000', 'less than 2,000,000', 'more than 2,000,000'],
  },
  async run(stage) {
    const each = stage.amount(1_000_000, 20_000);
    const wanted = THREADS * each;
    const count = (value: number): string => Math.round(value).toLocaleString('en');
    const rows = [['', 'ns for each', 'lost, run by run']];
    const totals: number[][] = [];
    const nsEach: number[] = [];
    for (const atomic of [false, true]) {
      const runs: { total: number; ms: number }[] = [];
      for (let run = 0; run < stage.amount(5, 1); run++) runs.push(await added(each, atomic));
      const ns = (medianOf(runs.map(({ ms }) => ms)) * 1e6) / each;
      const lost = runs.map(({ total }) => count(wanted - total)).join('  ');
      rows.push([atomic ? 'Atomics.add' : 'read, add, write', ns.toFixed(1), lost]);
      totals.push(runs.map((run) => run.total));
      nsEach.push(ns);
    }
    for (const row of columns(rows)) stage.print(row);
    const [plain = [], atomic = []] = totals;
    const lost = plain.map((total) => wanted - total);
    const [gap, closed] = [twoCooks(hasty), twoCooks(careful)];
    stage.print('');
    stage.print('two cooks on one thread, one egg on the shelf:');
    stage.print(`  look, yield, take leaves ${gap} eggs; look, take, yield leaves ${closed}`);
    const most = Math.max(...lost);
    const different = new Set(lost).size === lost.length && lost.length > 1;
    const seen =
      most > 0
        ? `Up to ${count(most)} were lost${different ? ', another number in every run' : ''}: adding 1 is three steps, read, add, write, and another thread may come in between`
        : 'None was lost here, and that is luck';
    const [plainNs = 0, atomicNs = 0] = nsEach;
    return {
      right: 1,
      reveal: `${seen}. Atomics.add loses none, and takes ${(atomicNs / plainNs).toFixed(1)} times as long. One thread is no protection: the hasty cooks left ${gap} eggs; between a look and a take no yield may stand, and in async code every await is one.`,
      claim: claimThat(
        most > 0 && atomic.every((total) => total === wanted) && atomicNs > plainNs && gap < 0 && closed === 0,
        'the threads hardly ran at the same moment, as on a single core, or hindered each other',
      ),
      facts: { wanted, plain, atomic, gap, closed },
    };
  },
  change: 'give each thread a counter of its own and add the two at the end. Is it right, and how fast?',
  weakness: 'how many are lost depends on the processor, the compiler and luck; none lost proves nothing.',
};

await playAlone(import.meta.url, chapter);
