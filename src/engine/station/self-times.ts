/** Self times: how long each coroutine of a line of calls runs itself, without what it calls. */
import type { Coroutine, Item } from '../../line/coroutine.ts';

/** The time of one station. */
interface Account {
  /** With the looks at the clock. */
  ns: number;
  looks: number;
}

/**
 * Two looks at the clock for each resume: a line without work becomes about twice as slow. What the looks take, with all that
 * belongs to them, is measured after the run, when the code is compiled, and left out.
 */
export class SelfTimes {
  readonly #nowNs: () => number;
  readonly #accounts = new Map<string, Account>();
  /** Who runs, on top of whom. */
  readonly #running: Account[] = [];
  #lookNs: number | null = null;
  #sinceNs = 0;

  constructor(nowNs: () => number) {
    this.#nowNs = nowNs;
  }

  /** From now on the time is that of a station, until `leave`. */
  enter(station: string): void {
    this.#enter(this.#accountOf(station));
  }

  leave(): void {
    this.#charge();
    this.#running.pop();
  }

  /** In milliseconds. */
  of(station: string): number {
    const { ns, looks } = this.#accountOf(station);
    this.#lookNs ??= this.#measureLook();
    // What a look takes is an average, so that the time of a station that does next to nothing may come out below 0.
    return Math.max(0, ns - looks * this.#lookNs) / 1e6;
  }

  /** The same coroutine, whose time is measured. */
  timed(station: string, coroutine: Coroutine): Coroutine {
    const account = this.#accountOf(station);
    const during = <Result>(run: () => Result): Result => {
      this.#enter(account);
      try {
        return run();
      } finally {
        this.leave();
      }
    };
    const timed: Coroutine = {
      next: (item) => {
        this.#enter(account);
        try {
          return coroutine.next(item);
        } finally {
          this.leave();
        }
      },
      return: (value) => during(() => coroutine.return(value)),
      throw: (error) => during(() => coroutine.throw(error)),
      [Symbol.iterator]: () => timed,
      [Symbol.dispose]: () => during(() => void coroutine.return()),
    };
    return timed;
  }

  /** The same dispatch of a source, whose time is measured: a source does not run while what it has yielded is sent. */
  timedSend(source: string, send: (item: Item) => void): (item: Item) => void {
    const account = this.#accountOf(source);
    return (item) => {
      this.#enter(account);
      try {
        send(item);
      } finally {
        this.leave();
      }
    };
  }

  #accountOf(station: string): Account {
    const account = this.#accounts.get(station) ?? { ns: 0, looks: 0 };
    this.#accounts.set(station, account);
    return account;
  }

  #enter(account: Account): void {
    this.#charge();
    this.#running.push(account);
  }

  #charge(): void {
    const nowNs = this.#nowNs();
    const running = this.#running.at(-1);
    if (running !== undefined) {
      running.ns += nowNs - this.#sinceNs;
      running.looks++;
    }
    this.#sinceNs = nowNs;
  }

  /** What a look takes, in nanoseconds: a coroutine without work takes two of them longer when it is timed. */
  #measureLook(): number {
    const plain = withoutWork();
    const timed = this.timed('', plain);
    const bare = { next: (item: Item) => plain.next(item) };
    const ns = ({ next }: Pick<Coroutine, 'next'>): number => {
      const beganNs = this.#nowNs();
      for (let i = 0; i < LOOKS; i++) next(undefined);
      return this.#nowNs() - beganNs;
    };
    let [timedNs, bareNs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // The least of each: others are disturbed.
    for (let i = 0; i < LOOK_SAMPLES; i++) {
      timedNs = Math.min(timedNs, ns(timed));
      bareNs = Math.min(bareNs, ns(bare));
    }
    return Math.max(0, timedNs - bareNs) / (2 * LOOKS);
  }
}

const LOOKS = 1_000;
const LOOK_SAMPLES = 30;

function* withoutWork(): Coroutine {
  while (true) yield;
}
