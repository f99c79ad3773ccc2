/** `npm run report`: makes one HTML page from a run on this machine, or from a stored run. */

import { chosenRecipe } from './cake/recipe/chosen-recipe.ts';
import { type RecordedTraces, writeTraceFile } from './contrast/trace-file.ts';
import { printable } from './line/printable.ts';
import { paragraphsOf } from './measure/verdict.ts';
import { collect } from './report/collect.ts';
import type { ReportDocument } from './report/document.ts';
import { parseReport, REPORT_HELP, REPORT_OPTION_NAMES, type ReportOptions, shownCommand } from './report/options.ts';
import { ownLineArguments } from './report/own-line-arguments.ts';
import { pageOf } from './report/page-file.ts';
import { FULL, QUICK } from './report/plan.ts';
import { reportSchema } from './report/schema.ts';
import { documentFrom } from './terminal/json-file.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { checkWritable, writeWhole } from './terminal/out-file.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { progressOn } from './terminal/progress.ts';
import { usage } from './terminal/usage.ts';
import { wrapped } from './terminal/wrap.ts';

/** A stored report has about one megabyte, or some tens of megabytes with a long recording. */
const MOST_BYTES = 200_000_000;

const args = process.argv.slice(2);
const own = ownLineArguments(args);
await (own === null ? runProgram(main) : runOwn(own));

async function main(): Promise<void> {
  warnOfTaken(REPORT_OPTION_NAMES, args);
  const command = parseReport(args);
  switch (command.kind) {
    case 'help':
      console.log(REPORT_HELP);
      return;
    case 'report':
      return await report(command.options, args);
  }
}

async function runOwn(given: readonly string[]): Promise<void> {
  process.argv = [...process.argv.slice(0, 2), ...given];
  await import('./run.ts');
}

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
      : await documentFrom(
          from,
          'a stored report',
          reportSchema,
          MOST_BYTES,
          `made by ${usage('report', '--save FILE')}`,
        );
  const stored = JSON.stringify(document);
  if (json) console.log(stored);
  const attempts = await Promise.allSettled([
    save === null ? null : writeWhole(save, `${stored}\n`, '--save'),
    traceOut === null ? null : writeTraceFile(traceOut, recordedIn(document), document.machine),
    out === null ? null : pageOf(document).then((page) => writeWhole(out, page)),
  ]);
  // If one file cannot be written, the others are written, and the results are printed.
  const [failed] = attempts.filter((attempt) => attempt.status === 'rejected');
  if (failed !== undefined) {
    if (!json) for (const paragraph of paragraphsOf(document.verdict)) console.log(wrapped(paragraph));
    throw failed.reason;
  }
  if (out !== null && !json) console.log(`Wrote ${printable(out)}: open it in a browser.`);
}

/** Also the death of a thread, under a name of its own: the same engine has a recording with other cakes. */
function recordedIn({ recordings, death }: ReportDocument): RecordedTraces[] {
  return death === null ? [...recordings] : [...recordings, { ...death.recording, workload: 'a thread dies' }];
}

async function measured(options: ReportOptions, args: readonly string[]): Promise<ReportDocument> {
  const { recipe, source } = await chosenRecipe(options);
  const progress = progressOn(process.stderr);
  const children = new AbortController();
  let current = 'the measurement of the machine';
  const signals = endOnSignals({
    tidy() {
      children.abort();
      progress.stop();
    },
    soFar: () => `during ${current}; no file was written`,
  });
  try {
    return await collect(
      {
        recipe,
        source,
        threads: options.threads,
        seed: options.seed,
        quick: options.quick,
        plan: options.quick ? QUICK : FULL,
        command: shownCommand(args),
        signal: children.signal,
      },
      {
        start: (steps) => progress.start(steps),
        step(what) {
          current = what;
          progress.step(what);
        },
        note: (text) => progress.aside(() => console.error(text)),
      },
    );
  } finally {
    progress.stop();
    signals();
  }
}
