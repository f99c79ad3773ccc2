/** How far it is, on a terminal; elsewhere nothing. */
import { clearLine, cursorTo } from 'node:readline';
import { bar } from './bar.ts';
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

/**
 * A bar of one line. It is drawn when a step begins and at no other moment: the usual libraries redraw from a timer, which
 * would go off in the middle of the runs that are timed.
 */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (stream.isTTY !== true) return SILENT;
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
    line = `${bar(begun / total, BAR_WIDTH)}| ${begun}/${total} ${what}`.slice(0, COLUMNS - 1);
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
