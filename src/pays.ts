/** `cake-factory pays FILE#FUNCTION`: whether a worker thread pays for one function. */
import { compared } from './bench/compare.ts';
import { comparisonText } from './bench/comparison-text.ts';
import { show } from './line/printable.ts';
import { ask } from './pays/ask.ts';
import { comparableAnswer } from './pays/comparable.ts';
import { PAYS_HELP, PAYS_OPTIONS, type PaysProgramOptions, parsePays } from './pays/options.ts';
import { exportPlace, nameOfPlace, requestFor } from './pays/place.ts';
import { answerText } from './pays/text.ts';
import { documentFrom } from './terminal/json-file.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { checkWritable, writeWhole } from './terminal/out-file.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { progressOn } from './terminal/progress.ts';
import { paintFor } from './terminal/style.ts';
import { UsageError } from './terminal/usage-error.ts';

const MOST_BYTES = 10_000_000;

await runProgram(async () => {
  const args = process.argv.slice(2);
  warnOfTaken(Object.keys(PAYS_OPTIONS), args);
  const command = parsePays(args);
  switch (command.kind) {
    case 'help':
      console.log(PAYS_HELP);
      return;
    case 'pays':
      return await pays(command.options);
  }
});

async function pays(options: PaysProgramOptions): Promise<void> {
  const before =
    options.compare === null
      ? null
      : await documentFrom(options.compare, 'an answer of pays', comparableAnswer, MOST_BYTES);
  const place = exportPlace(options.function);
  if (before !== null && before.function !== nameOfPlace(place))
    throw new UsageError(
      `--compare: expected an answer about ${nameOfPlace(place)}, found one about ${show(before.function)}`,
    );
  if (options.out !== null) await checkWritable(options.out);
  const paint = paintFor(process.stdout);
  const progress = progressOn(process.stderr);
  const stopped = new AbortController();
  let current = 'the start';
  const removeHandlers = endOnSignals({
    tidy() {
      stopped.abort();
      progress.stop();
    },
    soFar: () => `during ${current}`,
  });
  try {
    const request = await requestFor(place, options.input, options.budgetMs, performance.now());
    const seconds = Math.ceil(options.budgetMs / 1000);
    progress.start(seconds);
    let shown = 0;
    const answer = await ask(request, {
      step(what) {
        current = what;
        // The bar counts the seconds of the budget: how many steps there are depends on what is found.
        for (; shown < Math.min(seconds, performance.now() / 1000); shown++) progress.step(`s: ${what}`);
      },
      signal: stopped.signal,
      hangMs: options.hangMs,
    });
    progress.stop();
    const comparisons = before === null ? null : compared(before, answer);
    if (options.json) console.log(JSON.stringify(comparisons === null ? answer : { ...answer, comparisons }, null, 2));
    else {
      console.log(answerText(answer, paint));
      if (before !== null && comparisons !== null)
        console.log(`\n${comparisonText(before, comparisons, answer, paint)}`);
    }
    // Last: if the disk is full, the results have been printed.
    if (options.out !== null) await writeWhole(options.out, `${JSON.stringify(answer, null, 2)}\n`);
  } finally {
    progress.stop();
    removeHandlers();
  }
}
