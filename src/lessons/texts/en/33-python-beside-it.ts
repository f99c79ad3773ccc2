/** Chapter 33 in English. */

import type { Facts, Text } from '../../chapters/33-python-beside-it.ts';
import { CHAPTER } from '../../numbers.ts';
import type { Half, Python } from '../../props/jobs/beside.ts';
import { interval } from './figures.ts';

export const text: Text = {
  idea: 'In the usual build of Python, a lock called the GIL lets only one thread at a time run Python code. A worker of Node is not such a thread: it has an isolate of its own, with its own objects, so it needs no such lock.',
  names: [
    ['butterMelter', `the melter of chapter ${CHAPTER.sending}`],
    ['job', 'computes, or waits, for some milliseconds'],
    ['worker', 'sends a job to a worker of Node; the promise resolves when it is done'],
    ['sleep', 'a promise that resolves after so many milliseconds'],
    ['doJob', 'does the job, and blocks its thread meanwhile'],
  ],
  knobs: {
    job: 'what each of the two jobs does',
    ms: 'how long one job takes, in milliseconds',
  },
  question: ({ job, ms }) => ({
    text: `Two jobs begin together. Each ${job === 'computes' ? 'computes' : 'only waits'} for about ${ms} ms. One after the other they take about ${2 * ms} ms. Where do both take less than three quarters of that?`,
    answers: ['on two threads of Python', 'on two workers of Node', 'on both', 'on neither'],
  }),
  labels: {
    python(python) {
      switch (python.kind) {
        case 'measured':
          return `python3 is Python ${python.version}, ${python.gil ? 'with the GIL' : 'without the GIL: a free-threaded build'}.`;
        case 'missing':
          return "There is no python3 on this machine: only Node's half is measured.";
        case 'failed':
          return `python3 failed (${python.why}): only Node's half is measured.`;
      }
    },
    code: 'The melter of the notebook, and two threads, in Python:',
    melters: ({ python, melted, notPrimed }) => {
      const isMeasured = python.kind === 'measured';
      return [
        `Sent two butters: ${isMeasured ? `Python's melter sends ${python.melted.join(', ')}; ` : ''}Node's sends ${melted.join(', ')}.`,
        `Sent a butter before it was primed: ${isMeasured ? `Python's throws ${python.notPrimed}; ` : ''}Node's ${notPrimed === 0 ? 'loses it, without an error' : 'melts it'}.`,
        '',
      ];
    },
    jobs: ({ job, ms }) =>
      `Two jobs that ${job === 'computes' ? 'compute' : 'wait'}, about ${ms} ms each: how many times as fast as one after the other?`,
    ways(facts) {
      const halves = halvesOf(facts);
      const row = (name: string, cell: (half: Half) => string): string[] => [
        name,
        ...halves.map(({ half }) => cell(half)),
      ];
      return [
        ['', ...halves.map(({ name }) => name)],
        row('coroutines on one thread', ({ coroutines }) => interval(coroutines.ratio)),
        row('two threads, or workers', ({ threads }) => interval(threads.ratio)),
        row('two processes', ({ processes }) => (processes === null ? 'not measured' : interval(processes.ratio))),
      ];
    },
    globals: ({ python, node }) =>
      `Then two jobs change a global variable. The main program sees ${python.kind === 'measured' ? pythonSeen(python) : ''}${node.seen.threads} of ${python.kind === 'measured' ? 'those' : 'the changes'} by workers of Node.`,
  },
  figures: ({ python, node }, { job }) => {
    const kind = job === 'computes' ? 'that compute' : 'that wait';
    const workers = `two workers of Node gave ${interval(node.threads.ratio)}`;
    return python.kind === 'measured'
      ? `Two jobs ${kind}, compared with one after the other: two threads of Python ${python.version} gave ${interval(python.threads.ratio)}, ${workers}.`
      : `Python was not measured; its part of the answer comes from its documentation, for a Python with the GIL. Two jobs ${kind}, compared with one after the other: ${workers}.`;
  },
  reasons: (facts, { job }) => (job === 'computes' ? whyComputing(facts) : whyWaiting(facts)),
  doubts(facts) {
    const above = halvesOf(facts).flatMap(({ name, half: { coroutines, threads, processes } }) =>
      [coroutines, threads, processes].some((way) => way?.outcome === 'not-trusted') ? [name] : [],
    );
    return above.length > 0
      ? `above what two jobs can gain: ${above.join(', ')}`
      : 'other programs used the processors, or two logical processors share one core';
  },
  tryIt: {
    ask: 'Let the jobs wait instead of compute. Where do both take less than three quarters of the time now?',
    expect: 'On both. Even coroutines on one thread do it, in both languages.',
    because:
      'Waiting needs no processor and no lock: a thread of Python gives the GIL back while it sleeps or waits for the network. And one thread can wait for two things, if it waits with await.',
  },
  limits: () =>
    'Compare the ratios, not the languages: each has a loop of its own. The jobs are plain Python; libraries in C, such as NumPy, often give the GIL back while they compute, and then threads gain. Sub-interpreters are not measured: a program can start them since Python 3.14, with concurrent.interpreters.',
  words: [
    ['GIL', 'global interpreter lock: only the thread that holds it runs Python code'],
    ['free-threaded build', 'a Python without the GIL, from version 3.13 on; an extra to install'],
    ['multiprocessing', "Python's module that starts processes, each with an interpreter and a GIL of its own"],
    ['sub-interpreter', 'one more interpreter in the same process; since Python 3.12 each can have its own GIL'],
    ['isolate', 'what each worker of Node has: its own heap, its own global variables, its own event loop'],
    ['asyncio', "Python's event loop, with async and await"],
  ],
  notes: {
    say: 'A worker of Node has the name of a thread and the manners of a process: it gets copies, and it shares only what is a SharedArrayBuffer.',
    expect:
      'Students of Python expect that threads never help, or that a worker is a threading.Thread. Ask what a Python thread can do that a worker cannot: change any object of the other thread.',
    ifItFails:
      'Without python3, play it and read the Python code aloud: it is in src/lessons/props/jobs/beside.py. On one logical processor nothing that computes gains; then show the jobs that wait.',
  },
};

function halvesOf({ python, node }: Facts): { readonly name: string; readonly half: Half }[] {
  return [
    ...(python.kind === 'measured' ? [{ name: `Python ${python.version}`, half: python }] : []),
    { name: `Node ${node.version}`, half: node },
  ];
}

function pythonSeen({ seen: { threads, processes } }: Python): string {
  const others = processes === null ? '' : `${processes} of those by processes of Python, `;
  return `${threads} of the changes by threads of Python, ${others}`;
}

const RELATIVE =
  'So the relatives of a worker are a process of multiprocessing and a sub-interpreter, and not threading.Thread: it has its own objects, and gets copies of all others.';

function whyComputing({ cores, python }: Facts): string {
  const one = 'This program may use one logical processor, so nothing that computes can gain, in any language.';
  if (python.kind !== 'measured')
    return `${cores === 1 ? one : 'Each worker has an isolate of its own, so two of them compute at the same time.'} ${RELATIVE} Two threads of a Python with the GIL would take turns.`;
  if (cores === 1) return `${one} ${RELATIVE}`;
  const threads = python.gil
    ? 'Two threads of Python take turns: only the one that holds the GIL runs. Two processes have two locks'
    : 'This Python has no GIL, so its threads compute at the same time; they share all objects, and need locks of their own';
  return `${threads}. Two workers have an isolate each, and nothing to take turns for. ${RELATIVE} Coroutines on one thread gain nothing here: a thread that computes does not wait.`;
}

function whyWaiting({ python }: Facts): string {
  const threads =
    python.kind === 'measured' && !python.gil
      ? 'Waits overlap on any threads.'
      : 'A thread of Python gives the GIL back while it waits, so waits overlap although only one thread runs at a time.';
  return `${threads} Workers wait at the same time too. And coroutines on one thread do as well as both: with await, the thread goes on while a job waits. That is what asyncio and promises are for; a thread for each wait costs memory and gains nothing more.`;
}
