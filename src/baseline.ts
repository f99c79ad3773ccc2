/** `npm run baseline`: compares three engines with the same line written by hand. */
import { BASELINE_HELP, BASELINE_OPTION_NAMES, type BaselineOptions, parseBaseline } from './bench/baseline/options.ts';
import { jobsIn, racePairs, widePairs } from './bench/baseline/pairs.ts';
import { baselineText } from './bench/baseline/text.ts';
import { disturbedBy, noiseFrom } from './measure/machine/noise.ts';
import { thisMachine, watchForDisturbance } from './platform/node/machine.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { progressOn } from './terminal/progress.ts';
import { paintFor } from './terminal/style.ts';

await runProgram(async () => {
  const args = process.argv.slice(2);
  warnOfTaken(BASELINE_OPTION_NAMES, args);
  const command = parseBaseline(args);
  switch (command.kind) {
    case 'help':
      console.log(BASELINE_HELP);
      return;
    case 'baseline':
      return await baseline(command.options);
  }
});

async function baseline({ rounds, json }: BaselineOptions): Promise<void> {
  const progress = progressOn(process.stderr);
  const children = new AbortController();
  let begun = 0;
  const signals = endOnSignals({
    tidy() {
      children.abort();
      progress.stop();
    },
    soFar: () => `${Math.max(0, begun - 1)} of ${jobsIn(rounds)} processes finished`,
  });
  try {
    progress.start(jobsIn(rounds));
    const step = (what: string): void => {
      begun++;
      progress.step(what);
    };
    const disturbance = watchForDisturbance(false);
    const pairs = await racePairs(rounds, step, children.signal);
    progress.stop();
    const disturbed = disturbance();
    const noise = noiseFrom(disturbedBy(disturbed), widePairs(pairs));
    const machine = thisMachine();
    const document = { schema: 1, machine, noise: { ...disturbed, ...noise }, rounds, pairs } as const;
    console.log(json ? JSON.stringify(document, null, 2) : baselineText(document, paintFor(process.stdout)));
  } finally {
    progress.stop();
    signals();
  }
}
