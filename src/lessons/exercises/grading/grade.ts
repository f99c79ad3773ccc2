/** Grades a file: the student's code runs in a process of its own, which is ended when it does not come back. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { loadableUrlOf, pathOfFile, UserFileError } from '../../../own/user-file.ts';
import { Countdown } from '../../../platform/deadline.ts';
import { loaderFlags, moduleUrl } from '../../../platform/node/own-files.ts';
import { FOLDER_VARIABLE, removeFolder, temporaryFolder } from '../../../platform/node/temporary-folder.ts';
import { shownPlace } from '../../../terminal/place.ts';
import { type Check, type Checked, passedIf } from './check.ts';
import type { Exercise } from './exercise.ts';
import { LOADS, loadMs, type Report, type Request } from './request.ts';

export interface Grade {
  readonly exercise: Exercise;
  readonly checks: readonly Checked[];
  /** The first lines that the code has printed. */
  readonly printed: readonly string[];
}

export interface GradeOptions {
  /** How long one check may take, in milliseconds, above 0. */
  readonly hangMs: number;
  /** Ends the process. */
  readonly signal: AbortSignal;
}

/** A process of Node and its loader: on a busy machine they take a while, and that is not the student's fault. */
const START_MS = 60_000;
/** The explorer calls a student's code thousands of times: more lines would fill the terminal. */
const MOST_PRINTED = 20;
const CHILD = fileURLToPath(moduleUrl('src/lessons/exercises/grading/child'));

export function isSolved({ checks }: Pick<Grade, 'checks'>): boolean {
  return checks.length > 0 && checks.every(({ passed }) => passed);
}

/** @throws UserFileError when there is no such file */
export async function grade(exercise: Exercise, file: string, options: GradeOptions): Promise<Grade> {
  options.signal.throwIfAborted();
  const path = pathOfFile(file);
  let url: string;
  try {
    url = await loadableUrlOf(path);
  } catch (error) {
    if (!(error instanceof UserFileError)) throw error;
    const found = error.message.replace(`${shownPlace(path)}: `, '');
    return { exercise, checks: [{ ...LOADS, ...passedIf(false, found) }], printed: [] };
  }
  const folder = temporaryFolder();
  const child = fork(CHILD, [], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: loaderFlags(),
    env: { ...process.env, [FOLDER_VARIABLE]: folder },
  });
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const printed = linesOf(child);
  try {
    const checks = await checksFrom(child, { number: exercise.number, path, url }, options);
    return { exercise, checks, printed: printed() };
  } finally {
    child.kill('SIGKILL');
    await closed;
    removeFolder(folder);
  }
}

function linesOf(child: ChildProcess): () => string[] {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (more: string) => {
      if (text.split('\n').length <= MOST_PRINTED) text += more;
    });
  return () =>
    text
      .split('\n')
      .slice(0, MOST_PRINTED)
      .filter((line) => line !== '');
}

/** A hang and a crash are failed checks too. */
function checksFrom(child: ChildProcess, request: Request, { hangMs, signal }: GradeOptions): Promise<Checked[]> {
  return new Promise((resolve, reject) => {
    const checks: Checked[] = [];
    let current: Omit<Check, 'run'> = LOADS;
    let isOver = false;
    const settle = (then: () => void): void => {
      if (isOver) return;
      isOver = true;
      watch.stop();
      signal.removeEventListener('abort', abort);
      then();
    };
    const failCurrent = (found: string): void =>
      settle(() => resolve([...checks, { ...current, ...passedIf(false, found) }]));
    const watch = watchdog((ms) =>
      failCurrent(`your code does not come back: stopped after ${ms / 1000} s; is there a loop without an end?`),
    );
    const abort = (): void => settle(() => reject(signal.reason));
    signal.addEventListener('abort', abort);
    child.on('message', (report: Report) => {
      switch (report.kind) {
        case 'loads':
          return watch.restart(loadMs(hangMs));
        case 'begins':
          current = { name: report.name, wanted: report.wanted };
          watch.restart(report.patience * hangMs);
          return;
        case 'checked':
          checks.push(report.checked);
          return;
        case 'done':
          return settle(() => resolve(checks));
      }
    });
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code, end) => {
      // After a stray error the process ends itself, and has said why.
      if (checks.some(({ passed }) => !passed) && code === 0) settle(() => resolve(checks));
      else failCurrent(`your code has ended its process, with ${end ?? `code ${code}`}${end === null ? '' : ENDED_BY}`);
    });
    watch.restart(START_MS);
    child.send(request);
  });
}

/** V8 ends a process that has no memory left with SIGABRT, the system with SIGKILL. */
const ENDED_BY = ': perhaps it has used all memory';

/** Time in which this process does not run does not count. */
function watchdog(over: (ms: number) => void) {
  let timer: NodeJS.Timeout | undefined;
  const restart = (ms: number): void => {
    clearTimeout(timer);
    const countdown = new Countdown(ms);
    const wait = (): void => {
      countdown.beginStep();
      timer = setTimeout(() => (countdown.endStep() ? over(ms) : wait()), countdown.stepMs);
    };
    wait();
  };
  return { restart, stop: () => clearTimeout(timer) };
}
