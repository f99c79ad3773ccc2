/** Counts what a soak has done so far, and prints it. */
import type { KilledTrial } from './killed-trial.ts';
import type { Injected, Trial } from './trial.ts';

export class Tally {
  passed = 0;
  failed = 0;
  #refused = 0;
  #baked = 0;
  #runs = 0;
  #balanced = 0;
  #cakes = 0;
  #ownRuns = 0;
  #interpreted = 0;
  #killedRuns = 0;
  #kills = 0;
  readonly #faults = new Map<Injected, number>();

  document(kind: 'refused' | 'baked'): void {
    this.passed++;
    if (kind === 'refused') this.#refused++;
    else this.#baked++;
  }

  run({ balanced, cakes, injected }: Trial): void {
    this.passed++;
    this.#runs++;
    this.#balanced += balanced;
    this.#cakes += cakes;
    if (injected !== null) this.#faults.set(injected, (this.#faults.get(injected) ?? 0) + 1);
  }

  ownRun({ balanced, injected }: Trial): void {
    this.passed++;
    this.#ownRuns++;
    this.#interpreted += balanced;
    if (injected !== null) this.#faults.set(injected, (this.#faults.get(injected) ?? 0) + 1);
  }

  killedRun({ kills }: KilledTrial): void {
    this.passed++;
    this.#killedRuns++;
    this.#kills += kills;
  }

  /** For the progress line. */
  brief(): string {
    return `${this.#refused + this.#baked} documents, ${this.#runs + this.#ownRuns + this.#killedRuns} runs, ${this.#injected()} faults, ${this.#kills} kills, ${this.failed} failed`;
  }

  lines(): string[] {
    const faults = [...this.#faults].sort(([, a], [, b]) => b - a).map(([name, count]) => `    ${name} ${count}`);
    return [
      `documents  ${this.#refused} refused, ${this.#baked} baked`,
      `runs       ${this.#runs} of recipes, ${this.#ownRuns} of other lines`,
      `books      ${this.#balanced} balanced, ${this.#cakes} cakes, digests equal to those of the cooperative engine`,
      `supervised ${this.#killedRuns} runs, ${this.#kills} threads killed, nothing lost and nothing twice`,
      `results    ${this.#interpreted} runs of other lines gave what the interpreter says`,
      `faults     ${this.#injected()} injected, each reported as expected`,
      ...faults,
      `${this.passed} passed, ${this.failed} failed`,
    ];
  }

  #injected(): number {
    return [...this.#faults.values()].reduce((sum, count) => sum + count, 0);
  }
}
