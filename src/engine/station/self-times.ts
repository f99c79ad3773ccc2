/** Self times: how long each coroutine of a line of calls runs itself, without what it calls. */
import type { Coroutine } from '../../line/coroutine.ts';

/**
 * Two looks at the clock for each resume: a line without work becomes about three times as slow. What the looks take is
 * measured first, and left out.
 */
export class SelfTimes {
  readonly #nowNs: () => number;
  readonly #lookNs: number;
  readonly #ns = new Map<string, number>();
  /** Who runs, on top of whom. */
  readonly #running: string[] = [];
  #sinceNs = 0;

  constructor(nowNs: () => number) {
    this.#nowNs = nowNs;
    this.#lookNs = lookNs(nowNs);
  }

  /** From now on the time is that of a station, until `leave`. */
  enter(station: string): void {
    this.#charge();
    this.#running.push(station);
  }

  leave(): void {
    this.#charge();
    this.#running.pop();
  }

  /** In milliseconds. */
  of(station: string): number {
    return (this.#ns.get(station) ?? 0) / 1e6;
  }

  /** The same coroutine, whose time is measured. */
  timed(station: string, coroutine: Coroutine): Coroutine {
    const during = <Result>(run: () => Result): Result => {
      this.enter(station);
      try {
        return run();
      } finally {
        this.leave();
      }
    };
    const timed: Coroutine = {
      next: (item) => during(() => coroutine.next(item)),
      return: (value) => during(() => coroutine.return(value)),
      throw: (error) => during(() => coroutine.throw(error)),
      [Symbol.iterator]: () => timed,
      [Symbol.dispose]: () => during(() => void coroutine.return()),
    };
    return timed;
  }

  #charge(): void {
    const nowNs = this.#nowNs();
    const running = this.#running.at(-1);
    if (running !== undefined) {
      const ns = Math.max(0, nowNs - this.#sinceNs - this.#lookNs);
      this.#ns.set(running, (this.#ns.get(running) ?? 0) + ns);
    }
    this.#sinceNs = nowNs;
  }
}

const LOOKS = 20_000;

/** What a look at the clock takes, in nanoseconds. The first looks, before the code is compiled, do not count. */
function lookNs(nowNs: () => number): number {
  let beganNs = 0;
  for (let i = 0; i < 2 * LOOKS; i++) {
    const ns = nowNs();
    if (i === LOOKS) beganNs = ns;
  }
  return (nowNs() - beganNs) / LOOKS;
}
