/** One egg that two cooks want. It notes who looks at it, and who takes it; that takes no turn from anybody. */
export class OneEgg {
  eggs = 1;
  readonly steps: string[] = [];
  readonly log: string[] = [];
  readonly #words: Words;

  constructor(words: Words) {
    this.#words = words;
  }

  /** How many eggs there are. */
  look(name: string): number {
    this.steps.push(this.#words.look(name));
    return this.eggs;
  }

  /** Writes a line into a log, at once: nothing has to be awaited. */
  write(name: string): void {
    this.log.push(name);
  }

  /** Takes an egg, without a look. */
  take(name: string): void {
    this.steps.push(this.#words.take(name));
    this.eggs--;
  }
}

interface Words {
  readonly look: (name: string) => string;
  readonly take: (name: string) => string;
}
