/** Chapter 7: a send is a call. */

import { kernel } from '../../line/kernel.ts';
import { medianOf } from '../../measure/statistics.ts';
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

/** The three of them, primed; returns the melter, to whom the producer sends. */
function line(bake: () => void): Cook {
  const last = oven(bake);
  const mixer = wetMixer((item) => last.next(item));
  const melter = butterMelter((item) => mixer.next(item));
  for (const cook of [last, mixer, melter]) cook.next();
  return melter;
}

/** Who is on the stack at this moment, the innermost first. */
function cooksOnStack(): string[] {
  const frames = [...(new Error().stack ?? '').matchAll(/at (\w+)\.next/g)];
  return frames.flatMap(([, name]) => (name === undefined || name === 'Generator' ? [] : [name]));
}

export const chapter: Chapter = {
  number: 7,
  title: 'A send is a call',
  idea: 'A line of coroutines is concurrent: four things are half done at the same time. Whether it is parallel, so that two of them are at work at the same time, is another question.',
  code: [
    { file: 'src/lessons/chapters/07-a-send-is-a-call.ts', name: 'wetMixer' },
    { file: 'src/lessons/chapters/07-a-send-is-a-call.ts', name: 'line' },
  ],
  question: {
    text: 'The oven works 50 ms on a cake; melter and mixer only pass on. The producer sends one butter to the melter. How long does that send take?',
    answers: ['next to nothing: the melter only passes it on', 'about 17 ms: three stations share the work', '50 ms'],
  },
  async run(stage) {
    const workMs = stage.amount(50, 2);
    let stack: string[] = [];
    const seen = line(() => (stack = cooksOnStack()));
    seen.next('butter');
    stage.print(`on the stack while the oven works: ${stack.join(' < ')} < producer`);

    const iterations = Math.round(workMs * 1000 * speed());
    const slow = line(() => kernel(iterations, 1));
    const sendsMs = Array.from({ length: 5 }, () => timed(() => slow.next('butter')));
    stage.print(`the melter's send, five times: ${sendsMs.map(milliseconds).join(', ')}`);

    let cycle = 'nothing';
    const round: Cook = line(() => round.next('butter'));
    try {
      round.next('butter');
    } catch (error) {
      cycle = String(error);
    }
    stage.print(`a cycle, from the oven to the melter: ${cycle}`);

    const million = stage.amount(1_000_000, 10_000);
    const idle = line(() => {});
    const nsPerCall = (calls: number, call: () => void): number => (timed(() => repeat(calls, call)) * 1e6) / calls;
    const resumedNs = nsPerCall(million, () => idle.next('egg'));
    const askedNs = nsPerCall(million / 10, () => process.cpuUsage());
    const rows = [
      [`resuming at a yield, ${million.toLocaleString('en')} times`, `${resumedNs.toFixed(0)} ns`],
      ['asking the kernel, process.cpuUsage()', `${askedNs.toFixed(0)} ns`],
    ];
    for (const row of columns(rows)) stage.print(row);

    const sendMs = medianOf(sendsMs);
    const nested = stack.join(' ') === 'oven wetMixer butterMelter';
    const claim = claimThat(
      nested && cycle.includes('already running') && sendMs >= workMs * 0.9 && resumedNs < askedNs / 2,
      'the calibrated work took less time than it was made for, or a resumption more than half of what the kernel takes',
    );
    return {
      right: 2,
      reveal: explained(
        `${milliseconds(sendMs)}, of which the oven was to work ${workMs} ms.`,
        claim,
        'Whoever sends resumes the next station on top of its own stack, and goes on when that one yields: the line is concurrent and not parallel. So a cycle cannot work: who is on the stack cannot be resumed. The Python course calls yield a kernel trap. That is a likeness: the senders lie on this very stack, on this thread, and a resumption costs a fraction of what asking the kernel costs.',
      ),
      claim,
      facts: { stack, cycle, sendMs },
    };
  },
  change:
    'move the 50 ms from the oven to the wet mixer, before its send. How long does the send to the melter take now?',
  weakness:
    'resuming is timed in a loop that does nothing else, where the processor guesses every branch. What asking the kernel costs includes the way out of JavaScript.',
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
