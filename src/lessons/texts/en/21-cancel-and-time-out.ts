/** Chapter 21 in English. */
import { type Facts, STEPS, type Text, type Way } from '../../chapters/21-cancel-and-time-out.ts';
import { CHAPTER } from '../../numbers.ts';

/** Each way, and what the code that is stopped has to do for it. */
const WAYS: Readonly<Record<Way, readonly [way: string, needs: string]>> = {
  return: ['return()', 'be at a yield'],
  signal: ['AbortSignal', 'look, and give its loop a turn'],
  timeout: ['AbortSignal with timer', 'look, and give its loop a turn'],
  message: ['AbortSignal on a worker', 'look, and give its loop a turn'],
  flag: ['flag on a worker', 'read the flag'],
  terminate: ['terminate()', 'do nothing'],
};

const steps = (count: number): string => `${count} ${count === 1 ? 'step' : 'steps'}`;

/** Which ways have ended like that. */
function listed(ended: Facts['ended'], isListed: (one: Facts['ended'][Way]) => boolean) {
  const all = [
    ['return', ended.return],
    ['signal', ended.signal],
    ['timeout', ended.timeout],
    ['message', ended.message],
    ['flag', ended.flag],
    ['terminate', ended.terminate],
  ] as const;
  const names = all.flatMap(([way, one]) => (isListed(one) ? [WAYS[way][0]] : []));
  return { of: all.length, count: names.length, names: names.join(', ') };
}

export const text: Text = {
  idea: 'return(), an AbortSignal or a flag only ask for a stop, and the code that is to stop has to take part. terminate() ends a thread without asking.',
  names: [
    ['work', 'does a step and returns how many are done'],
    ['isStopped', 'hasAborted or isSet'],
    ['afterTurn', 'looks after a turn of the loop (setImmediate): timers and messages can act meanwhile'],
    ['flag', 'shared memory'],
  ],
  knobs: {
    looks: 'whether the cook looks for a stop after each step, or never',
    after: 'the step in which we want to stop the cook',
    timeout: 'when the timer of the AbortSignal ends, in milliseconds (a step takes half of one)',
  },
  question: ({ looks, after }) => ({
    text: `A cook has ${steps(STEPS)} to do, and cleans up in finally. The cook ${looks === 'never' ? 'never looks for a stop' : 'looks for a stop after each step'}. In step ${after} we want a stop: by return(), an AbortSignal, a flag or terminate(). What happens?`,
    answers: [
      'all four stop the cook early, and finally runs in all four cases',
      'all four stop the cook early; after terminate() finally does not run',
      'only terminate() stops the cook before the last step, and finally does not run',
    ],
  }),
  labels: {
    heading: ['way', 'ended after', 'finally', 'the code has to'],
    row: (way, { steps: done, cleaned }) => {
      const [name, needs] = WAYS[way];
      return [name, done < STEPS ? steps(done) : `all ${steps(done)}`, cleaned ? 'ran' : 'not run', needs];
    },
    unbegun: (cleaned) => `return() before the first next(): finally ${cleaned ? 'ran' : 'did not run'}.`,
    wait: (endedBy, timeout) =>
      `A wait of a minute that got an AbortSignal with a timer of ${timeout} ms ended with: ${endedBy}.`,
  },
  figures({ ended }) {
    const early = listed(ended, (one) => one.steps < STEPS);
    const unclean = listed(ended, ({ cleaned }) => !cleaned);
    const which = early.count === early.of || early.count === 0 ? '' : ` (${early.names})`;
    return `${early.count} of ${early.of} ways ended the cook's work before the last step${which}. finally did not run for: ${unclean.count === 0 ? 'none' : unclean.names}. With the timeout, the cook did ${steps(ended.timeout.steps)}.`;
  },
  reasons(_, { looks }) {
    const forced = `terminate() asks nobody: the thread ends in the middle of a step, and none of its code runs again. What it held stays held, for example a lock in shared memory (chapter ${CHAPTER.locks}).`;
    if (looks === 'never')
      return `Without a yield, next() comes back only after the last step, so return() comes too late. The loop has no turn in which a timer or a message could abort the signal. Nobody reads the flag. In these cases finally runs, because the work is done. ${forced}`;
    return `return() acts at the yield where the generator is paused, as if a return stood there: so finally runs. A signal and a flag do nothing by themselves; the loop that drives the cook sees them and breaks, and break calls return(). A timeout is an AbortSignal with a timer. An AbortSignal can also end a wait, since timers, fetch and streams accept one; return() and a flag alone cannot. ${forced}`;
  },
  doubts: () => 'a stop was not heard, or finally ran although none of its code could run any more',
  tryIt: {
    ask: 'Let the cook never look for a stop. Which ways still end the work before the last step?',
    expect: 'Only terminate(), and finally does not run.',
    because:
      'return() needs a yield, an AbortSignal needs a turn of the event loop, and a flag needs code that reads it. Only terminate() needs nothing from the code that it stops.',
  },
  limits: () =>
    'On the worker, the step lasts until the stop is on its way, so its counts hardly depend on the machine; those of the timer do. If an async generator is in an await, its return() waits for that await. An ordinary AbortSignal does not reach another thread, so here a message aborts one on the worker.',
  words: [
    ['cooperative cancellation', 'the code stops itself when it sees the request'],
    ['forced termination', 'it is stopped wherever it is'],
    ['AbortSignal', 'a request to stop that any number of operations can listen to'],
    ['timeout, deadline', 'the longest time; the moment at which it ends'],
    ['clean-up', 'to release what is held: files, locks, connections'],
    ['generator.close()', "Python's return(); a task of asyncio is stopped by cancel()"],
  ],
  notes: {
    say: 'Cancellation is a conversation, not a command. Only killing a thread is a command, and it can leave anything half done.',
    expect:
      'Many expect that finally always runs. Ask which thread would execute it after terminate(). For the timer, ask who would call its handler while the cook works.',
    ifItFails:
      'It hardly can. The row with the timer depends on the machine, but each step takes half a millisecond or more, so the timer always comes first if the cook gives turns.',
  },
};
