/** Chapter 7: a send is a call. */
import { kernel } from '../../line/kernel.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { milliseconds, speed } from '../props/kitchen.ts';

type Cook = Generator<undefined, void, string>;
type Send = (item: string) => void;

function* butterMelter(send: Send): Cook {
  while (true) if ((yield) === 'butter') send('melted_butter');
}

function* wetMixer(send: Send): Cook {
  while (true) if ((yield) === 'melted_butter') send('wet_mix');
}

function* oven(bake: () => void): Cook {
  while (true) if ((yield) === 'wet_mix') bake();
}

/** Primes all three and returns the melter, the station that the producer sends to. */
function line(bake: () => void): Cook {
  const last = oven(bake);
  const mixer = wetMixer((item) => last.next(item));
  const melter = butterMelter((item) => mixer.next(item));
  for (const cook of [last, mixer, melter]) cook.next();
  return melter;
}

/** The stations on the call stack at this moment, innermost first. */
function cooksOnStack(): string[] {
  const frames = [...(new Error().stack ?? '').matchAll(/at (\w+)\.next/g)];
  return frames.flatMap(([, name]) => (name === undefined || name === 'Generator' ? [] : [name]));
}

export const chapter: Chapter = {
  number: 7,
  title: 'A send is a call',
  idea: 'A line of coroutines is concurrent: several stations have started and not yet finished. Is it also parallel: do two of them run at the same moment?',
  code: [
    { file: 'src/lessons/chapters/07-a-send-is-a-call.ts', name: 'wetMixer' },
    { file: 'src/lessons/chapters/07-a-send-is-a-call.ts', name: 'line' },
  ],
  question: {
    text: 'The oven works 50 ms on a cake; melter and mixer only pass items on. The producer sends one butter to the melter. How long does that send take?',
    answers: ['almost no time: the melter only passes it on', 'about 17 ms: three stations share the work', '50 ms'],
  },
  timed: true,
  async run(stage) {
    const workMs = stage.amount(50, 2);
    let stack: string[] = [];
    const seen = line(() => (stack = cooksOnStack()));
    seen.next('butter');
    stage.print(`call stack while the oven works: ${stack.join(' < ')} < producer`);

    const iterations = Math.round(workMs * 1000 * speed());
    const slow = line(() => kernel(iterations, 1));
    const sendsMs = Array.from({ length: 5 }, () => timed(() => slow.next('butter')));
    stage.print(`five sends to the melter: ${sendsMs.map(milliseconds).join(', ')}`);

    let cycle = 'nothing';
    const round: Cook = line(() => round.next('butter'));
    try {
      round.next('butter');
    } catch (error) {
      cycle = String(error);
    }
    stage.print(`a cycle (the oven sends to the melter): ${cycle}`);

    const million = stage.amount(1_000_000, 10_000);
    const idle = line(() => {});
    const nsPerCall = (calls: number, call: () => void): number => (timed(() => repeat(calls, call)) * 1e6) / calls;
    const resumedNs = nsPerCall(million, () => idle.next('egg'));
    const askedNs = nsPerCall(million / 10, () => process.cpuUsage());
    const rows = [
      [`resuming at a yield, ${million.toLocaleString('en')} times`, `${resumedNs.toFixed(0)} ns`],
      ['a system call, process.cpuUsage()', `${askedNs.toFixed(0)} ns`],
    ];
    for (const row of columns(rows)) stage.print(row);

    const sendMs = medianOf(sendsMs);
    const nested = stack.join(' ') === 'oven wetMixer butterMelter';
    const claim = claimThat(
      nested &&
        cycle.includes('already running') &&
        sendMs >= workMs * 0.9 &&
        sendMs < workMs * 1.3 &&
        resumedNs < askedNs / 2,
      'the calibrated work took another time than planned, or resuming took more than half as long as the system call',
    );
    return {
      right: 2,
      reveal: explained(
        `A send takes ${milliseconds(sendMs)}; the work in it is set to ${workMs} ms.`,
        claim,
        'A send resumes the next station on top of the same call stack, and returns when that station yields: the line is concurrent, not parallel. A cycle cannot work here, because a generator on the stack cannot be resumed; with a queue between the stations it can (chapter 18). The Python course calls yield a kernel trap. That is only an analogy: all senders are on this stack, on this thread. Resuming makes no system call, and costs a fraction of the system call above.',
      ),
      claim,
      facts: { stack, cycle, sendMs },
    };
  },
  change:
    'Move the 50 ms from the oven to the wet mixer, before its send. How long does the send to the melter take now?',
  weakness:
    'Resuming is timed in a loop that does nothing else, so the processor predicts every branch. And process.cpuUsage() is a slow system call; compared with a fast one, the difference is smaller.',
};

function repeat(count: number, run: () => void): void {
  for (let i = 0; i < count; i++) run();
}

function timed(run: () => void): number {
  const beganMs = clock.nowMs();
  run();
  return clock.nowMs() - beganMs;
}

await playAlone(import.meta.url, chapter);
