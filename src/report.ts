/** `npm run report`: makes one HTML page from a run on this machine, or from a stored run. */
import { chocolateCake } from './cake/chocolate-cake.ts';
import { printable } from './cake/recipe.ts';
import { recipeFrom } from './cake/recipe-file.ts';
import { writeTraceFile } from './contrast/trace-file.ts';
import { collect } from './report/collect.ts';
import type { ReportDocument } from './report/document.ts';
import { parseReport, REPORT_HELP, type ReportOptions } from './report/options.ts';
import { pageOf } from './report/page-file.ts';
import { FULL, QUICK } from './report/plan.ts';
import { reportSchema } from './report/schema.ts';
import { documentFrom } from './terminal/json-file.ts';
import { checkWritable, writeWhole } from './terminal/out-file.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { progressOn } from './terminal/progress.ts';

/** A document has about one megabyte, with a long recording some tens. */
const MOST_BYTES = 200_000_000;

await runProgram(async () => {
  const args = process.argv.slice(2);
  const command = parseReport(args);
  switch (command.kind) {
    case 'help':
      console.log(REPORT_HELP);
      return;
    case 'report':
      return await report(command.options, args);
  }
});

async function report(options: ReportOptions, args: readonly string[]): Promise<void> {
  const { out, from, save, traceOut, json } = options;
  for (const [name, path] of [
    ['--out', out],
    ['--save', save],
    ['--trace-out', traceOut],
  ] as const)
    if (path !== null) await checkWritable(path, name);
  const document =
    from === null
      ? await measured(options, args)
      : await documentFrom(from, 'a stored report', reportSchema, MOST_BYTES, 'made by npm run report -- --save FILE');
  const stored = JSON.stringify(document);
  if (json) console.log(stored);
  if (save !== null) await writeWhole(save, `${stored}\n`, '--save');
  if (traceOut !== null) await writeTraceFile(traceOut, document.recordings, document.machine);
  if (out === null) return;
  await writeWhole(out, await pageOf(document));
  if (!json) console.log(`Wrote ${printable(out)}: open it in a browser.`);
}

async function measured(options: ReportOptions, args: readonly string[]): Promise<ReportDocument> {
  const { recipe, source } =
    options.recipe === null ? { recipe: chocolateCake, source: chocolateCake.name } : await recipeFrom(options.recipe);
  const progress = progressOn(process.stderr);
  const children = new AbortController();
  let doing = 'the measurement of the machine';
  const signals = endOnSignals({
    tidy() {
      children.abort();
      progress.stop();
    },
    soFar: () => `during ${doing}; no file was written`,
  });
  try {
    return await collect(
      {
        recipe,
        source,
        seed: options.seed,
        quick: options.quick,
        plan: options.quick ? QUICK : FULL,
        command: ['npm run report', ...(args.length === 0 ? [] : ['--', ...args])].join(' '),
        signal: children.signal,
      },
      {
        start: (steps) => progress.start(steps),
        step(what) {
          doing = what;
          progress.step(what);
        },
      },
    );
  } finally {
    progress.stop();
    signals();
  }
}
