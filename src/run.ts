/** `cake-factory run FILE`: a line of one's own under every engine. */
import { ENGINE_NAMES } from './engine/engine-table.ts';
import { contrastLine } from './own/contrast-line.ts';
import { documentOf } from './own/document.ts';
import { lineIn } from './own/line-file.ts';
import { parseRunLine, RUN_HELP, type RunLineOptions } from './own/options.ts';
import { contrastText, lineText, proofText, verdictLines } from './own/text.ts';
import { nodePlatform } from './platform/node/platform.ts';
import { noiseText } from './terminal/noise-text.ts';
import { checkWritable } from './terminal/out-file.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { progressOn } from './terminal/progress.ts';
import { paintFor } from './terminal/style.ts';

await runProgram(async () => {
  const command = parseRunLine(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      console.log(RUN_HELP);
      return;
    case 'contrast':
      return await contrast(command.options);
  }
});

async function contrast(options: RunLineOptions): Promise<void> {
  if (options.traceOut !== null) await checkWritable(options.traceOut, '--trace-out');
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
  try {
    const line = await lineIn(options.file, options.export);
    const result = await contrastLine(
      line,
      { ...options, engines: options.engines ?? ENGINE_NAMES, platform: nodePlatform },
      {
        planned: (name, plan, runs) => {
          print(`${lineText(name, plan, paint)}\n`);
          progress.start(runs);
        },
        step,
        proven: (proof, absent) => print(proofText(proof, absent, paint)),
      },
    );
    if (options.json) {
      progress.aside(() => console.log(JSON.stringify(documentOf(result, options.quick), null, 2)));
      return;
    }
    print(contrastText(result, paint));
    print(noiseText(result.noise, paint));
    print(verdictLines(result, paint));
    if (options.quick) print(paint('dim', '\nA quick run: too short for figures that you can quote.'));
  } finally {
    progress.stop();
    removeHandlers();
  }
}
