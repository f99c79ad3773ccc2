/** Shows on a terminal how far a program is. */
import { clearLine, cursorTo } from 'node:readline';
import { bar } from './bar.ts';
import { movesCursor } from './cursor.ts';
import { COLUMNS } from './wrap.ts';

export interface Progress {
  start(total: number): void;
  /** Called before each step. */
  step(what: string): void;
  /** Hides the bar while something else is printed. */
  aside(print: () => void): void;
  /** Removes the bar. */
  stop(): void;
}

const SILENT: Progress = { start() {}, step() {}, aside: (print) => print(), stop() {} };
const BAR_WIDTH = 28;
/** About how many lines are printed if there is no bar. */
const PLAIN_LINES = 10;

/**
 * A bar of one line, not wider than the terminal; plain lines if the cursor cannot move; nothing without a terminal.
 *
 * The bar is drawn only when a step begins. The usual libraries redraw it with a timer, which would disturb timed runs.
 */
export function progressOn(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Progress {
  if (stream.isTTY !== true) return SILENT;
  return movesCursor(stream, env) ? barOn(stream) : plainOn(stream);
}

/** Prints a line for about every tenth of the steps. */
function plainOn(stream: NodeJS.WriteStream): Progress {
  let total = 0;
  let begun = 0;
  return {
    ...SILENT,
    start(steps) {
      total = steps;
    },
    step(what) {
      begun++;
      const part = (steps: number): number => Math.floor((steps * PLAIN_LINES) / Math.max(1, total));
      if (begun === 1 || part(begun) > part(begun - 1))
        stream.write(`${`${begun}/${total} ${what}`.slice(0, columnsOf(stream) - 1)}\n`);
    },
  };
}

/** The width of the terminal, at most 80. A terminal that does not know its width reports 0. */
function columnsOf(stream: NodeJS.WriteStream): number {
  return Math.min(COLUMNS, stream.columns || COLUMNS);
}

function barOn(stream: NodeJS.WriteStream): Progress {
  let total = 0;
  let begun = 0;
  let line = '';
  let stopped = false;
  const erase = (): void => {
    if (line === '') return;
    cursorTo(stream, 0);
    clearLine(stream, 0);
    line = '';
  };
  const draw = (what: string): void => {
    if (stopped) return;
    erase();
    const columns = columnsOf(stream);
    const width = Math.min(BAR_WIDTH, Math.floor(columns / 3));
    // One column less: some terminals start a new line when the last column is filled.
    line = `${bar(begun / total, width)}| ${begun}/${total} ${what}`.slice(0, columns - 1);
    stream.write(line);
  };
  return {
    start(steps) {
      total = steps;
      draw('measuring the machine');
    },
    step(what) {
      begun++;
      draw(what);
    },
    aside(print) {
      const drawn = line;
      erase();
      print();
      if (stopped) return;
      line = drawn;
      stream.write(drawn);
    },
    stop() {
      erase();
      stopped = true;
    },
  };
}
