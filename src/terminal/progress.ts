/** How far a program is, for a terminal. */
import { clearLine, cursorTo } from 'node:readline';
import { bar } from './bar.ts';
import { movesCursor } from './cursor.ts';
import { COLUMNS } from './wrap.ts';

export interface Progress {
  start(total: number): void;
  /** One step is about to begin. */
  step(what: string): void;
  /** Takes the bar away while something else is printed. */
  aside(print: () => void): void;
  /** Takes the bar away for good. */
  stop(): void;
}

const SILENT: Progress = { start() {}, step() {}, aside: (print) => print(), stop() {} };
const BAR_WIDTH = 28;
/** Lines in all, where a line that is printed stays. */
const PLAIN_LINES = 10;

/**
 * A bar of one line, no wider than the terminal; plain lines where the cursor cannot be moved; nothing where there is no
 * terminal. It is drawn when a step begins and at no other moment: the usual libraries redraw from a timer, which would
 * go off in the middle of the runs that are timed.
 */
export function progressOn(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Progress {
  if (stream.isTTY !== true) return SILENT;
  return movesCursor(stream, env) ? barOn(stream) : plainOn(stream);
}

/** A line now and then. */
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

/** A terminal that does not know its size says 0. */
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
    // One column less: a terminal may begin a new line as soon as the last one is filled.
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
