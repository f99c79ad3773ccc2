/** `npm run bench`: measures what a message costs, from which grain a thread pays off, and what starting threads costs. */
import { compared } from './bench/compare.ts';
import { comparisonText } from './bench/comparison-text.ts';
import { comparableSchema, documentOf } from './bench/document.ts';
import { BENCH_HELP, BENCH_OPTION_NAMES, type BenchOptions, parseBench } from './bench/options.ts';
import { FULL, jobsIn, QUICK, runSeries } from './bench/series.ts';
import { benchText } from './bench/text.ts';
import { medianOf } from './measure/statistics/samples.ts';
import { thisMachine, watchForDisturbance } from './platform/node/machine.ts';
import { documentFrom } from './terminal/json-file.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { checkWritable, writeWhole } from './terminal/out-file.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { progressOn } from './terminal/progress.ts';
import { paintFor } from './terminal/style.ts';

/** The result of a full run has about 60 kilobytes. */
const MOST_BYTES = 10_000_000;

await runProgram(async () => {
  const args = process.argv.slice(2);
  warnOfTaken(BENCH_OPTION_NAMES, args);
  const command = parseBench(args);
  switch (command.kind) {
    case 'help':
      console.log(BENCH_HELP);
      return;
    case 'bench':
      return await bench(command.options);
  }
});

async function bench(options: BenchOptions): Promise<void> {
  const before =
    options.compare === null
      ? null
      : await documentFrom(options.compare, 'a bench result', comparableSchema, MOST_BYTES);
  if (options.out !== null) await checkWritable(options.out);
  const plan = options.quick ? QUICK : FULL;
  const paint = paintFor(process.stdout);
  const progress = progressOn(process.stderr);
  const children = new AbortController();
  let current = 'the start';
  let jobs = 0;
  const signals = endOnSignals({
    tidy() {
      children.abort();
      progress.stop();
    },
    soFar: () => `during ${current}; ${Math.max(0, jobs - 1)} of ${jobsIn(plan)} jobs finished`,
  });
  try {
    progress.start(jobsIn(plan));
    const disturbance = watchForDisturbance(false);
    const step = (what: string): void => {
      current = what;
      jobs++;
      progress.step(what);
    };
    const series = await runSeries(plan, step, children.signal);
    progress.stop();
    const parallelCapacity = medianOf(series.sweeps.map((sweep) => sweep.parallelCapacity));
    const machine = { ...thisMachine(), parallelCapacity };
    const document = documentOf(options.quick, machine, disturbance(), series);
    const comparisons = before === null ? null : compared(before, document);
    if (options.json)
      console.log(JSON.stringify(comparisons === null ? document : { ...document, comparisons }, null, 2));
    else {
      console.log(benchText(document, paint));
      if (before !== null && comparisons !== null)
        console.log(`\n${comparisonText(before, comparisons, document, paint)}`);
      if (options.quick) console.log(paint('dim', '\nA quick run: too short for figures that you can quote.'));
    }
    // Last: if the disk is full, the results have been printed.
    if (options.out !== null) await writeWhole(options.out, `${JSON.stringify(document, null, 2)}\n`);
  } finally {
    progress.stop();
    signals();
  }
}
