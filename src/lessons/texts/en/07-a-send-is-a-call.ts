/** Chapter 7 in English. */
import { medianOf } from '../../../measure/statistics/samples.ts';
import { isAsPlanned, type Text } from '../../chapters/07-a-send-is-a-call.ts';
import { CHAPTER } from '../../numbers.ts';
import { milliseconds } from './figures.ts';

const NAME: Readonly<Record<string, string>> = {
  oven: 'oven',
  wetMixer: 'wet mixer',
  butterMelter: 'butter melter',
  producer: 'producer',
};
/** Who waits while a station works, innermost first. */
const CALLERS = {
  oven: ['wetMixer', 'butterMelter', 'producer'],
  wetMixer: ['butterMelter', 'producer'],
  butterMelter: ['producer'],
};
const PRODUCT: Readonly<Record<string, string>> = {
  oven: 'bakes the cake',
  wetMixer: 'makes the wet mix',
  butterMelter: 'melts the butter',
};

export const text: Text = {
  idea: 'A line of coroutines is concurrent: several stations have begun and not yet ended. Is it also parallel: do two of them run at the same instant?',
  names: [
    ['wetMixer', 'needs only butter in this chapter; oven and butterMelter look alike'],
    ['make', 'works, and returns the product'],
    ['send', 'resumes the next station: see line'],
    ['primed', `calls next() once (chapter ${CHAPTER.sending})`],
  ],
  knobs: { works: 'the station that works', workMs: 'how long it works on its product, in milliseconds' },
  question: ({ works, workMs }) => ({
    text: `The ${NAME[works]} works ${workMs} ms on its product; the other two stations need almost no time. The producer sends one butter to the butter melter. How long does this send take?`,
    answers: [
      `about ${milliseconds(workMs / 3)}: the three stations share the work`,
      `as long as the work: about ${workMs} ms`,
      'almost no time: a send only hands the butter over',
    ],
  }),
  labels: {
    stack: 'The call stack while each product is made; the function that runs is on top:',
    doing: (station, { works, workMs }) => `${PRODUCT[station]}${station === works ? `, ${workMs} ms of work` : ''}`,
    times: ({ sendMs, aloneMs, resumeNs, systemCallNs }) => [
      ['', 'median', 'lowest', 'highest'],
      [`a send to the butter melter, ${sendMs.length} times`, ...rangeOf(sendMs)],
      [`the same work without a send, ${aloneMs.length} times`, ...rangeOf(aloneMs)],
      ['resuming a coroutine that does nothing (mean)', `${resumeNs.toFixed(0)} ns`, '', ''],
      ['a system call (process.ppid; mean)', `${systemCallNs.toFixed(0)} ns`, '', ''],
    ],
    cycle: ({ cycle, queued }) =>
      `An experiment: let the oven send butter back to the melter. The melter is still on the call stack, so ${cycle === '' ? 'next() should throw, but it did not' : `next() throws: ${cycle}`}. If each send goes into a queue instead, the same cycle runs. It would run for ever, so here the oven stops after ${queued} cakes.`,
  },
  figures: ({ sendMs, aloneMs, stack: [worker = '', ...callers], resumeNs, systemCallNs }, { workMs }) =>
    `A send took ${milliseconds(medianOf(sendMs))}, and the same work without a send ${milliseconds(medianOf(aloneMs))}; it was planned to take ${workMs} ms. Meanwhile ${worker} was on top of the call stack, and below it ${inWords(callers)} waited. Resuming a coroutine took ${resumeNs.toFixed(0)} ns, a system call ${systemCallNs.toFixed(0)} ns.`,
  reasons: (_, { works }) => {
    const names = CALLERS[works].map((caller) => `the ${NAME[caller]}`);
    return `A send is a call: it resumes the next station on top of the same call stack, and returns when that station yields again. While the ${NAME[works]} works, ${inWords(names)} ${names.length === 1 ? 'waits' : 'wait'} for a send to return. So the line is concurrent, but not parallel. A cycle of sends fails: a coroutine that is still on the stack cannot be resumed. With a queue, a send returns before the next one begins, so a cycle can run. A yield returns to its caller inside the program: it makes no system call. (The Python course compares yield to a kernel trap. That is only an analogy.)`;
  },
  doubts: ({ sendMs, aloneMs }, set) => {
    if (medianOf(sendMs) < medianOf(aloneMs) * 0.9) return 'a send took less time than the work in it';
    return isAsPlanned(aloneMs, set)
      ? 'the machine was busy, so that the sends and the work without a send took different times'
      : `the work itself did not take the planned ${set.workMs} ms: the machine was busy, or its processor changed its speed`;
  },
  tryIt: {
    ask: 'Let the wet mixer work instead of the oven, before it sends. How long does the send to the melter take now, and which functions are below the wet mixer on the call stack meanwhile?',
    expect: 'Just as long. Below the wet mixer are the butter melter and the producer; the oven is not on the stack.',
    because:
      'The producer waits for the melter, and the melter waits for the wet mixer. The oven has not been resumed yet.',
  },
  limits: () =>
    `Resuming is timed in a loop that does nothing else: its best case. The time of the system call includes the overhead of calling it from JavaScript. A send is a call only if the stations call each other directly: with a queue between the stations (the belt of chapter ${CHAPTER.colour}) or with threads (chapter ${CHAPTER.threads}) it returns at once, if there is room.`,
  words: [
    ['concurrent', 'both jobs have begun, and neither has ended'],
    ['parallel', 'both jobs run at the same instant, each on a processor of its own'],
    ['call stack', 'the functions that have been called and have not returned'],
    ['asymmetric coroutine', 'its yield always returns to the one that resumed it'],
    ['stackless coroutine', 'it can yield only in its own body, not in a function that it calls'],
    ['system call', 'a call into the operating system: control leaves the program'],
    ['kernel trap', 'the jump into the operating system that a system call makes'],
  ],
  notes: {
    say: 'Let the stack grow with Enter, and ask each time who waits for whom. On Linux, strace shows that a million resumes make only a few dozen system calls, all of them for other reasons; a thousand reads of process.ppid make a thousand. In Python the cycle ends with "ValueError: generator already executing".',
    expect: 'Many choose C: in everyday language, to send is not to wait. Ask what the melter does after its send.',
    ifItFails:
      'On a busy machine the two times differ. Run it again, or raise workMs; the picture of the call stack does not depend on time.',
  },
};

function rangeOf(times: readonly number[]): string[] {
  return [medianOf(times), Math.min(...times), Math.max(...times)].map(milliseconds);
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
