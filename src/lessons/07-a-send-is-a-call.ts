/** Chapter 7: a send is a call. */
import { columns } from '../cli/columns.ts';
import { nodeClock as clock } from '../measure/clock.ts';
import { medianOf } from '../measure/statistics.ts';
import { kernel } from '../station/work.ts';
import { playAlone } from './alone.ts';
import { type Chapter, claimThat } from './chapter.ts';
import { milliseconds, speed } from './kitchen.ts';

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
  idea: 'Whoever sends resumes the next station on top of its own stack, and goes on when that one yields. The line is concurrent, since four things are half done at once, and not parallel: never are two of them at work.',
  code: [
    { file: 'src/lessons/07-a-send-is-a-call.ts', name: 'wetMixer' },
    { file: 'src/lessons/07-a-send-is-a-call.ts', name: 'line' },
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
    const before = process.resourceUsage();
    const tookMs = timed(() => {
      for (let i = 0; i < million; i++) idle.next('egg');
    });
    const after = process.resourceUsage();
    const rows = [
      ['resumed at a yield', `${million.toLocaleString('en')} times`],
      ['each', `${((tookMs * 1e6) / million).toFixed(0)} ns`],
      ['the process gave up a core', `${after.voluntaryContextSwitches - before.voluntaryContextSwitches} times`],
    ];
    for (const row of columns(rows)) stage.print(row);

    const sendMs = medianOf(sendsMs);
    const nested = stack.join(' ') === 'oven wetMixer butterMelter';
    return {
      right: 2,
      reveal: `${milliseconds(sendMs)}. The send returns when the oven yields again, and melter and mixer stand on the stack meanwhile. So a cycle cannot work: who is on the stack cannot be resumed. The Python course calls yield a kernel trap: a likeness, and no more. It enters no kernel and changes no thread; a million traps would be a million entries, and what is counted above is what the process did besides.`,
      claim: claimThat(nested && sendMs >= workMs * 0.9, 'the calibrated work took less time than it was made for'),
      facts: { stack, cycle, sendMs },
    };
  },
  change:
    'move the 50 ms from the oven to the wet mixer, before its send. How long does the send to the melter take now?',
  weakness:
    'resuming is timed in a loop that does nothing else, where the processor guesses every branch. Windows does not count what is given up to the kernel.',
};

function timed(run: () => void): number {
  const beganMs = clock.nowMs();
  run();
  return clock.nowMs() - beganMs;
}

await playAlone(import.meta.url, chapter);
