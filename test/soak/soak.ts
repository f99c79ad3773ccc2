/** `npm run soak`: random documents, then random runs with random faults, until the time is over. */
import { DELIVERIES } from '../../src/cake/recipe/order.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { printable } from '../../src/line/printable.ts';
import { nodeClock as clock } from '../../src/platform/node/clock.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { movesCursor } from '../../src/terminal/cursor.ts';
import { runProgram } from '../../src/terminal/program.ts';
import { wrapped } from '../../src/terminal/wrap.ts';
import { arbitraryDocument } from './arbitrary-document.ts';
import { describedKilled, killedScenarioFor, killedTrial, supervisedEngine } from './killed-trial.ts';
import { parseSoak, SOAK_HELP, type SoakOptions } from './options.ts';
import { outcomeOf } from './outcome.ts';
import { describedOwn, ownScenarioFor, ownTrial } from './own-trial.ts';
import { terminateAll } from './resources.ts';
import { described, drawn, scenarioFor, seedFor } from './scenario.ts';
import { Tally } from './tally.ts';
import { createEngine, trial } from './trial.ts';

/** The soak ends after this number of failures: more failures rarely say more. */
const MOST_FAILURES = 10;
/** Makes the seeds of documents differ from those of runs. */
const DOCUMENTS = 0x646f63;

/** Of four runs two are of recipes, one is of a line of one's own, and one is under supervision. */
const RUN_KINDS = ['recipe', 'recipe', 'own line', 'killed'] as const;

const onOneThread = [cooperative({ platform }), eventLoop({ platform })];

await runProgram(async () => {
  const command = parseSoak(process.argv.slice(2), () => Math.trunc(clock.nowNs() % 2 ** 31));
  if (command.kind === 'help') console.log(SOAK_HELP);
  else await soak(command.options);
});

async function soak({ minutes, seed, documents, only }: SoakOptions): Promise<void> {
  const tally = new Tally();
  const interruption = interruptible();
  const show = progress(tally);
  const attempt = async (kind: 'run' | 'document', number: number): Promise<void> => {
    const own = seedFor(kind === 'run' ? seed : seed ^ DOCUMENTS, number);
    try {
      if (kind === 'document') tally.document(await readDocument(own));
      else await play(number, own);
    } catch (error) {
      if (interruption.happened()) return;
      tally.failed++;
      show.aside(failureText(kind, number, own, error));
      console.log(`  again: npm run soak -- --seed ${seed} --${kind} ${number}`);
      await terminateAll();
    }
    show.step();
  };
  const play = async (number: number, own: number): Promise<void> => {
    const { promise } = interruption;
    switch (runKindOf(number)) {
      case 'recipe':
        return tally.run(await trial(scenarioFor(own), createEngine, promise));
      case 'own line':
        return tally.ownRun(await ownTrial(ownScenarioFor(own), createEngine, promise));
      case 'killed':
        return tally.killedRun(await killedTrial(killedScenarioFor(own), supervisedEngine, promise));
    }
  };
  const mayContinue = (): boolean => !interruption.happened() && tally.failed < MOST_FAILURES;

  console.log(`soak, seed ${seed}`);
  if (only !== null) {
    if (only.kind === 'run') console.log(wrapped(runText(only.number, seedFor(seed, only.number))));
    await attempt(only.kind, only.number);
  } else {
    for (let number = 0; number < documents && mayContinue(); number++) await attempt('document', number);
    const endMs = clock.nowMs() + minutes * 60_000;
    for (let number = 0; mayContinue() && clock.nowMs() < endMs; number++) await attempt('run', number);
  }
  show.stop();
  interruption.end();
  for (const line of tally.lines()) console.log(line);
  process.exitCode = interruption.happened() ? 130 : tally.failed > 0 ? 1 : 0;
}

function runKindOf(number: number): (typeof RUN_KINDS)[number] {
  return RUN_KINDS[number % RUN_KINDS.length] ?? 'recipe';
}

function runText(number: number, own: number): string {
  switch (runKindOf(number)) {
    case 'recipe':
      return described(scenarioFor(own));
    case 'own line':
      return describedOwn(ownScenarioFor(own));
    case 'killed':
      return describedKilled(killedScenarioFor(own));
  }
}

async function readDocument(seed: number): Promise<'refused' | 'baked'> {
  const order = { cakes: 1 + (Math.abs(seed) % 3), seed, delivery: DELIVERIES[seed & 1] ?? 'order' };
  return (await outcomeOf(drawn(arbitraryDocument, seed), order, onOneThread)).kind;
}

function failureText(kind: 'run' | 'document', number: number, own: number, error: unknown): string {
  const what = kind === 'run' ? runText(number, own) : printable(drawn(arbitraryDocument, own), 500);
  return `${wrapped(`FAILED ${kind} ${number}: ${printable(String(error), 500)}`)}\n${wrapped(`  ${what}`)}`;
}

/** Ctrl-C ends the current run, closes its engines and prints the tally; a second one ends the process at once. */
function interruptible() {
  let happened = false;
  let interrupt = (_: Error): void => {};
  const promise = new Promise<never>((_, reject) => {
    interrupt = reject;
  });
  promise.catch(() => {});
  const handler = (): void => {
    if (happened) process.exit(130);
    happened = true;
    interrupt(new Error('interrupted'));
  };
  process.on('SIGINT', handler);
  return { promise, happened: () => happened, end: () => process.off('SIGINT', handler) };
}

/** On a terminal one line that is overwritten; elsewhere a line every ten seconds. */
function progress(tally: Tally) {
  const terminal = movesCursor(process.stderr);
  const everyMs = terminal ? 200 : 10_000;
  let lastMs = clock.nowMs();
  const erase = (): void => {
    if (terminal) process.stderr.write('\r\u001b[K');
  };
  return {
    step(): void {
      const nowMs = clock.nowMs();
      if (nowMs - lastMs < everyMs) return;
      lastMs = nowMs;
      erase();
      if (terminal) process.stderr.write(tally.brief());
      else console.log(tally.brief());
    },
    aside(text: string): void {
      erase();
      console.log(text);
    },
    stop: erase,
  };
}
