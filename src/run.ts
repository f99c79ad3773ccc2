/** `cake-factory run FILE`: a line of one's own under every engine. */
import { ENGINE_NAMES } from './engine/engine-table.ts';
import { StationFailure } from './engine/failure.ts';
import { printable } from './line/printable.ts';
import { contrastLine, type OwnContrast } from './own/contrast-line.ts';
import { documentOf } from './own/document.ts';
import { lanesText } from './own/lanes-text.ts';
import { lineIn } from './own/line-file.ts';
import { parseRunLine, RUN_HELP, RUN_OPTIONS, type RunLineOptions, type SuperviseRun } from './own/options.ts';
import { PlacedFailure, positionIn } from './own/position.ts';
import { superviseAndShow } from './own/supervise/program.ts';
import { contrastText, lineText, proofText, verdictLines } from './own/text.ts';
import { nodePlatform } from './platform/node/platform.ts';
import { noiseText } from './terminal/noise-text.ts';
import { checkWritable, writeWhole } from './terminal/out-file.ts';
import { placeOf } from './terminal/place.ts';
import { endOnSignals, isEnding, runProgram } from './terminal/program.ts';
import { progressOn } from './terminal/progress.ts';
import { shownArguments } from './terminal/shown-arguments.ts';
import { paintFor } from './terminal/style.ts';
import { usage } from './terminal/usage.ts';
import { chromeTrace } from './trace/chrome-trace.ts';

/** After how many milliseconds of the proof the program says that it waits for the sources to end. */
const LONG_PROOF_MS = 30_000;

await runProgram(async () => {
  const command = parseRunLine(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      console.log(RUN_HELP);
      return;
    case 'contrast':
      return await contrast(command.options, null);
    case 'supervise':
      return await contrast(command.options, command.supervise);
  }
});

/** @param supervise null for a race */
async function contrast(options: RunLineOptions, supervise: SuperviseRun | null): Promise<void> {
  if (options.traceOut !== null) await checkWritable(options.traceOut, '--trace-out');
  if (options.report !== null) await checkWritable(options.report, '--report');
  const paint = paintFor(process.stdout);
  const progress = progressOn(process.stderr);
  let current = 'the loading of the file';
  const print = (text: string): void => {
    if (!options.json && text !== '') progress.aside(() => console.log(text));
  };
  const step = (what: string): void => {
    current = what;
    progress.step(what);
  };
  const removeHandlers = endOnSignals({ tidy: () => progress.stop(), soFar: () => `during ${current}` });
  const onExit = (): void => {
    if (isEnding()) return;
    process.stderr.write(`the code of ${printable(options.file)} has ended the process, during ${current}\n`);
    process.exitCode = 1;
  };
  process.on('exit', onExit);
  const longProof = setTimeout(() => {
    const after = `${LONG_PROOF_MS / 1000} s`;
    progress.aside(() =>
      process.stderr.write(`${current}: not done after ${after}; a line ends when every source has ended\n`),
    );
  }, LONG_PROOF_MS);
  try {
    const line = await lineIn(options.file, options.export);
    if (supervise !== null) {
      const proven = (): void => clearTimeout(longProof);
      await superviseAndShow(line, options, supervise, { paint, progress, print, step, proven }, nodePlatform);
      return;
    }
    const result = await contrastLine(
      line,
      {
        ...options,
        engines: options.engines ?? ENGINE_NAMES,
        records: { lanes: !options.json, file: options.traceOut !== null || options.report !== null },
        platform: nodePlatform,
      },
      {
        planned: (name, plan, runs) => {
          print(`${lineText(name, plan, paint)}\n`);
          progress.start(runs);
        },
        step,
        proven(proof, absent) {
          clearTimeout(longProof);
          print(proofText(proof, absent, paint));
        },
      },
    );
    if (options.traceOut !== null) await writeTraces(options.traceOut, result);
    if (options.report !== null) await writeReport(options.report, result, options);
    if (options.json) {
      progress.aside(() => console.log(JSON.stringify(documentOf(result, options.quick), null, 2)));
      return;
    }
    print(contrastText(result, paint));
    print(lanesText(result.lanes, paint));
    print(noiseText(result.noise, paint));
    print(verdictLines(result, paint));
    if (options.traceOut !== null)
      print(`\n${paint(['bold', 'cyan'], 'trace')}  ${printable(options.traceOut)}, for ui.perfetto.dev`);
    if (options.report !== null) {
      const written =
        result.race === null
          ? 'not written: nothing could be compared'
          : `${printable(options.report)}: open it in a browser`;
      print(`\n${paint(['bold', 'cyan'], 'report')}  ${written}`);
    }
    if (options.quick) print(paint('dim', '\nA quick run: too short for figures that you can quote.'));
  } catch (error) {
    throw placed(error, placeOf(options.file));
  } finally {
    clearTimeout(longProof);
    process.off('exit', onExit);
    progress.stop();
    removeHandlers();
  }
}

/** One process for each engine. */
async function writeTraces(path: string, { traces, machine, name }: OwnContrast): Promise<void> {
  const about = { line: name, cpu: machine.cpu, cores: String(machine.cores), node: machine.node };
  await writeWhole(
    path,
    `${JSON.stringify(
      chromeTrace(
        traces.map(({ trace }) => trace),
        about,
      ),
    )}\n`,
    '--trace-out',
  );
}

/** One page for a browser. A line that cannot be compared has none. */
async function writeReport(path: string, contrast: OwnContrast, { quick }: RunLineOptions): Promise<void> {
  if (contrast.race === null) return;
  // Only this option needs the compiler of the page.
  const [{ reportOf }, { pageOf }] = await Promise.all([
    import('./report/own-line.ts'),
    import('./report/page-file.ts'),
  ]);
  const command = usage('run', shownArguments(process.argv.slice(2), RUN_OPTIONS, ['report', 'trace-out']));
  await writeWhole(path, await pageOf(reportOf(contrast, quick, command)), '--report');
}

/** The failure of a station with the position in the user's own file, where its stack says that. */
function placed(error: unknown, file: string): unknown {
  const position = error instanceof StationFailure ? positionIn(error, [file]) : null;
  return position === null ? error : new PlacedFailure(error, position);
}
