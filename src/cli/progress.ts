/** How far it is, on a terminal; elsewhere nothing. */
import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  start(total: number): void;
  /** One step is about to begin. */
  step(what: string): void;
  /** Takes the bar away while something else is printed. */
  aside(print: () => void): void;
  stop(): void;
}

const SILENT: Progress = { start() {}, step() {}, aside: (print) => print(), stop() {} };

/**
 * A bar on stderr. It draws only between two runs: nothing of it falls into a timed run, and no timer fires in one.
 */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (stream.isTTY !== true) return SILENT;
  const bar = new SingleBar(
    {
      stream,
      format: '{bar} {value}/{total} {what}',
      barsize: 28,
      clearOnComplete: true,
      linewrap: false,
      noTTYOutput: false,
      gracefulExit: false,
      emptyOnZero: true,
      fps: 1000,
      synchronousUpdate: true,
      autopadding: true,
    },
    Presets.shades_classic,
  );
  let done = -1;
  let total = 0;
  const draw = (what: string): void => {
    bar.start(total, Math.max(0, done), { what });
  };
  return {
    start(runs) {
      total = runs;
      draw('measuring the machine');
    },
    step(what) {
      bar.update(++done, { what });
    },
    aside(print) {
      bar.stop();
      print();
      draw('');
    },
    stop() {
      bar.stop();
    },
  };
}
