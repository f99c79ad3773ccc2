/** Loads the file of a line on the main thread, and ends the wait where that file waits for itself. */
import { fileURLToPath } from 'node:url';
import { InputError } from '../../line/factory-error.ts';
import { printable } from '../../line/printable.ts';
import { deadline } from '../deadline.ts';
import { nodeThread } from './thread.ts';

/** In milliseconds, as on a thread. */
const LOAD_MS = 15_000;

/** They do not keep the process alive: a process that has nothing else to do ends the wait at once. */
const quietTimers = {
  nowMs: () => performance.now(),
  after(ms: number, then: () => void) {
    const timer = setTimeout(then, ms).unref();
    return () => clearTimeout(timer);
  },
};

/**
 * A file whose top level reads its own line would load for ever: the line waits for the file, and the file for the line. Node then
 * ends the process with code 13 and without a word, or the process hangs, where something else keeps it alive.
 *
 * @param url where the file can be loaded: perhaps a compiled copy
 * @param original the file itself. A line says that it comes from there, and is looked for in what was loaded
 * @throws InputError when the file does not finish loading
 */
export async function importLineModule(url: string, original = url): Promise<Readonly<Record<string, unknown>>> {
  if (url !== original) loaded.set(original, url);
  const { signal, cancel } = deadline(LOAD_MS, `${url} not loaded`, quietTimers);
  let refuse = (): void => {};
  const unfinished = new Promise<never>((_, reject) => {
    refuse = () =>
      reject(
        new InputError(
          `Cannot load ${shownFile(original)}: its top level never ends. It may wait for its own line: call run, start and race in another file`,
        ),
      );
  });
  signal.addEventListener('abort', refuse);
  whenIdle.add(refuse);
  try {
    return await Promise.race([nodeThread.importModule(loaded.get(url) ?? url), unfinished]);
  } finally {
    cancel();
    whenIdle.delete(refuse);
  }
}

const loaded = new Map<string, string>();

/** The most characters of a path in an error. */
const MOST_SHOWN = 120;

function shownFile(url: string): string {
  return printable(url.startsWith('file:') ? fileURLToPath(url) : url, MOST_SHOWN);
}

/** One listener for all: Node warns of more than ten. */
const whenIdle = new Set<() => void>();
process.on('beforeExit', () => {
  for (const refuse of whenIdle) refuse();
});
