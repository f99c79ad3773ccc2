/** What every engine does before a run: it checks the line, and waits until the run before has ended. */
import { checkLine } from '../line/check.ts';
import { FactoryError } from '../line/factory-error.ts';
import type { Line } from '../line/line.ts';
import { onAbort } from './abort.ts';
import type { Engine, LineRun, RunOptions } from './engine.ts';

export interface EngineDefinition extends Pick<Engine, 'name' | 'channel' | 'close'>, Partial<Pick<Engine, 'packed'>> {
  /** Whether a station may send to a station that feeds it. */
  readonly cycles: 'allowed' | 'refused';
  /**
   * Checks what only this engine asks of a line.
   *
   * @throws LineError
   */
  readonly check?: (line: Line) => void;
  /** Runs a line that has been checked. It is never called while another run goes on. */
  run(line: Line, options: RunOptions): Promise<LineRun>;
}

export function defineEngine(definition: EngineDefinition): Engine {
  const { name, channel, packed = null, cycles, check, run, close } = definition;
  let lastRun: Promise<unknown> = Promise.resolve();
  let lastClose: Promise<unknown> = Promise.resolve();
  let closed = 0;
  return {
    name,
    channel,
    packed,
    async run(line, options = {}) {
      checkLine(line, cycles);
      check?.(line);
      const before = lastRun;
      const closedBefore = closed;
      const inTurn = (async () => {
        await orAborted(before, options.signal);
        // A run that is asked for while the engine closes begins afterwards: its threads and their code would be deleted.
        await lastClose;
        // It would start threads that nobody ends.
        if (closed > closedBefore) throw new FactoryError('the engine was closed before this run had its turn');
        options.signal?.throwIfAborted();
        return await run(line, options);
      })();
      lastRun = Promise.allSettled([before, inTurn]).then(() => {});
      return await inTurn;
    },
    async close() {
      closed++;
      const end = Promise.all([lastClose, close()]);
      lastClose = end.catch(() => {});
      await end;
    },
  };
}

/** Waits for a promise that does not reject, or until the signal is aborted. */
async function orAborted(before: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  let ignore = (): void => {};
  const aborted = new Promise<void>((resolve) => {
    ignore = onAbort(signal, resolve);
  });
  await Promise.race([before, aborted]);
  ignore();
}
