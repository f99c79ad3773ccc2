/** What every engine does before a run: it checks the line, and waits until the run before has ended. */
import { checkLine } from '../line/check.ts';
import type { Line } from '../line/line.ts';
import type { Engine, LineRun, RunOptions } from './engine.ts';

export interface EngineDefinition extends Pick<Engine, 'name' | 'channel' | 'close'> {
  /** Whether a station may send to a station that feeds it. */
  readonly cycles: 'allowed' | 'refused';
  /** Runs a line that has been checked. It is never called while another run goes on. */
  run(line: Line, options: RunOptions): Promise<LineRun>;
}

export function defineEngine({ name, channel, cycles, run, close }: EngineDefinition): Engine {
  let lastRun: Promise<unknown> = Promise.resolve();
  return {
    name,
    channel,
    async run(line, options = {}) {
      checkLine(line, cycles);
      const before = lastRun;
      const inTurn = (async () => {
        await before;
        return await run(line, options);
      })();
      lastRun = inTurn.catch(() => {});
      return await inTurn;
    },
    close,
  };
}
