/** Chapter 17: a race with threads, and one without. */
import { MessageChannel } from 'node:worker_threads';
import { medianOf } from '../../measure/statistics/samples.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { answerOn, withWorkers } from '../props/lesson-workers.ts';

const THREADS = 2;

/** Two threads add 1 to one counter, each of them `times` times. */
async function added(times: number, atomic: boolean): Promise<{ total: number; ms: number }> {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const gate = new Int32Array(new SharedArrayBuffer(4));
  return await withWorkers(async (start) => {
    const channels = Array.from({ length: THREADS }, () => new MessageChannel());
    const took = channels.map(({ port1 }) => answerOn<number>(port1));
    for (const { port2 } of channels)
      start({ kind: 'counter', port: port2, counter, times, atomic, gate, expected: THREADS }, [port2]);
    const ms = Math.max(...(await Promise.all(took)));
    for (const { port1 } of channels) port1.close();
    return { total: counter[0] ?? 0, ms };
  });
}

interface Shelf {
  eggs: number;
}

/** Checks, lets the other cook run, and takes. */
function* hasty(shelf: Shelf): Generator<undefined, void, void> {
  if (shelf.eggs === 0) return;
  yield;
  shelf.eggs--;
}

/** Checks and takes, with no yield in between. */
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
  idea: 'In shared memory every thread can read and write at any moment. Coroutines on one thread share everything too, but they take turns.',
  code: [
    { file: 'workers/lesson.ts', name: 'addPlainly' },
    { file: 'src/lessons/chapters/17-a-race.ts', name: 'hasty' },
  ],
  question: {
    text: 'Two threads add 1 to a shared counter, a million times each. What is the value of the counter at the end?',
    answers: ['2,000,000', 'less than 2,000,000', 'more than 2,000,000'],
  },
  timed: false,
  async run(stage) {
    const each = stage.amount(1_000_000, 20_000);
    const wanted = THREADS * each;
    const count = (value: number): string => Math.round(value).toLocaleString('en');
    const rows = [['', 'ns per addition', 'lost in each run']];
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
    stage.print(`  check, yield, take leaves ${gap} eggs; check, take, yield leaves ${closed}`);
    const most = Math.max(...lost);
    const different = new Set(lost).size === lost.length && lost.length > 1;
    const seen =
      most > 0
        ? `Up to ${count(most)} additions were lost${different ? ', a different number in each run' : ''}. Adding 1 is three steps: read, add, write. A write that comes late erases what the other thread has added since the read`
        : 'No addition was lost in this run, and that is luck';
    const [plainNs = 0, atomicNs = 0] = nsEach;
    return {
      right: 1,
      reveal: `${seen}: a data race. Atomics.add loses none, and takes ${(atomicNs / plainNs).toFixed(1)} times as long. One thread does not protect you from a race condition: the hasty cooks left ${gap} eggs. There must be no yield between check and take; in async code, every await is a yield.`,
      claim: claimThat(
        most > 0 && atomic.every((total) => total === wanted) && atomicNs > plainNs && gap < 0 && closed === 0,
        'perhaps the threads hardly ran in parallel, as on a single core, or slowed each other down',
      ),
      facts: { wanted, plain, atomic, gap, closed },
    };
  },
  change: 'Give each thread its own counter and add the two at the end. Is the total right, and how fast is it?',
  weakness: 'How many are lost depends on the processor, the compiler and luck. A run that loses none proves nothing.',
};

await playAlone(import.meta.url, chapter);
