/** `npm start`: bakes the same cakes with every engine and compares the times; or supervises them while threads are killed. */
import { readFileSync } from 'node:fs';
import { bake } from './cake/bake.ts';
import { lineOf } from './cake/cake-line.ts';
import { CAKE_WORDS } from './cake/recipe/chocolate-cake.ts';
import { chosenRecipe } from './cake/recipe/chosen-recipe.ts';
import { checkDuration } from './cake/recipe/duration.ts';
import { graphOf } from './cake/recipe/graph.ts';
import { checkOrder, ingredientsOf } from './cake/recipe/order.ts';
import type { NamedRecipe } from './cake/recipe/recipe-file.ts';
import { underWorkload } from './cake/recipe/workload.ts';
import { type Contrast, type ContrastOptions, contrast } from './contrast/contrast.ts';
import { contrastDocument } from './contrast/contrast-json.ts';
import { adviceLines, machineText, startupText, verdictText, workloadText } from './contrast/contrast-text.ts';
import { type Cakes, checkOrders } from './contrast/entries.ts';
import { HELP, MOST_TRACED_CAKES, TRACED_CAKES } from './contrast/help.ts';
import { lanesText } from './contrast/lanes-text.ts';
import { notebookTrace } from './contrast/notebook-trace.ts';
import { parseStart, START_OPTION_NAMES, type StartOptions } from './contrast/options.ts';
import { picture } from './contrast/picture.ts';
import { FULL_RUN, QUICK_RUN, roundsFor } from './contrast/run-lengths.ts';
import { bakeAndShow } from './contrast/supervise/program.ts';
import { stepsOf, traceAll } from './contrast/trace-all.ts';
import { traceFileText, writeTraceFile } from './contrast/trace-file.ts';
import { cooperative } from './engine/cooperative.ts';
import { kernel } from './line/kernel.ts';
import { explanationOf } from './measure/explanation.ts';
import { verdictOf } from './measure/verdict.ts';
import type { Workload } from './measure/workload.ts';
import { projectFile } from './platform/node/own-files.ts';
import { nodePlatform } from './platform/node/platform.ts';
import { noiseText } from './terminal/noise-text.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { checkWritable } from './terminal/out-file.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { type Progress, progressOn } from './terminal/progress.ts';
import { type Paint, paintFor } from './terminal/style.ts';

/** 30 ingredients, as in the lecture. */
const LECTURE_CAKES = 3;
/** The picture of the lanes: the time of the cooperative engine, and the pairs of runs for the cost of recording. */
const PICTURE = { ms: 60, pairs: 2 };
const QUICK_PICTURE = { ms: 20, pairs: 1 };

await runProgram(async () => {
  const args = process.argv.slice(2);
  warnOfTaken(START_OPTION_NAMES, args);
  const command = parseStart(args);
  switch (command.kind) {
    case 'help':
      console.log(HELP);
      return;
    case 'version':
      console.log(version());
      return;
    case 'trace':
      return await trace(command.options);
    case 'contrast':
      return await race(command.options);
    case 'supervise':
      return await bakeAndShow(command.options, command.supervise, nodePlatform);
  }
});

/** What the parts of a race share. */
interface Session {
  readonly options: Omit<StartOptions, 'recipe'> & NamedRecipe & { readonly platform: typeof nodePlatform };
  readonly paint: Paint;
  /** Prints text for people; nothing with --json. */
  readonly print: (text: string) => void;
  readonly step: (what: string) => void;
  readonly progress: Progress;
}

async function race(given: StartOptions): Promise<void> {
  const options = { ...given, ...(await chosenRecipe(given)), platform: nodePlatform };
  if (options.traceOut !== null) await checkWritable(options.traceOut, '--trace-out');
  const progress = progressOn(process.stderr);
  const finished: string[] = [];
  let current = 'the measurement of the machine';
  const session: Session = {
    options,
    paint: paintFor(process.stdout),
    progress,
    print(text) {
      if (!options.json && text !== '') progress.aside(() => console.log(text));
    },
    step(what) {
      current = what;
      progress.step(what);
    },
  };
  const removeHandlers = endOnSignals({
    tidy: () => progress.stop(),
    soFar: () => `during ${current}; ${finished.length === 0 ? 'no workload' : finished.join(', ')} finished`,
  });
  try {
    const contrastOptions = contrastOptionsFor(options);
    checkOrders(contrastOptions);
    // Without WebAssembly it throws here, before a thread is started.
    kernel(1, 0);
    const stepsAfterwards = options.traceOut === null ? 0 : stepsOf(options);
    if (!options.json) await showLanes(session);
    const result = await contrast(contrastOptions, {
      planned: (runs) => progress.start(runs + stepsAfterwards),
      machine: (machine) => session.print(machineText(machine, session.paint)),
      step: session.step,
      workload(raced) {
        finished.push(raced.workload);
        session.print(workloadText(raced, session.paint));
      },
    });
    show(session, result);
    await writeTrace(session, result);
    if (options.quick) session.print(session.paint('dim', '\nA quick run: too short for figures that you can quote.'));
  } finally {
    progress.stop();
    removeHandlers();
  }
}

function contrastOptionsFor(options: Session['options']): ContrastOptions {
  const lengths = options.quick ? QUICK_RUN : FULL_RUN;
  const { runMs, warmUps, steady } = lengths;
  const cakes: Cakes = options.cakes === null ? { kind: 'time', ms: runMs } : { kind: 'count', count: options.cakes };
  const rounds = (workload: Workload) => roundsFor(workload, options.workloads, lengths, options.samples);
  return { ...options, cakes, warmUps, steady, rounds };
}

/** The lanes come first: they show in ten lines what the figures are about. */
async function showLanes({ options, paint, print }: Session): Promise<void> {
  const drawn = await picture({ ...options, ...(options.quick ? QUICK_PICTURE : PICTURE) });
  if (drawn !== null) print(`${lanesText(drawn, paint)}\n`);
}

/** Prints the results before the trace is recorded: if that fails, the results are not lost. */
function show({ options, paint, print, progress }: Session, result: Contrast): void {
  const verdict = verdictOf(result.workloads, CAKE_WORDS);
  const explanation = options.explain ? explanationOf(result.workloads) : null;
  if (options.json) {
    const document = contrastDocument(options.recipe.name, options.quick, result, verdict, explanation);
    progress.aside(() => console.log(JSON.stringify(document, null, 2)));
    return;
  }
  print(startupText(result, paint));
  print(noiseText(result.noise, paint));
  print(verdictText(verdict, paint));
  print(adviceLines(result, paint));
  if (explanation !== null) print(verdictText(explanation, paint, 'explanation'));
}

async function writeTrace({ options, paint, print, step }: Session, { machine }: Contrast): Promise<void> {
  const { traceOut } = options;
  if (traceOut === null) return;
  const cakes = Math.min(MOST_TRACED_CAKES, options.cakes ?? TRACED_CAKES);
  const recorded = await traceAll({ ...options, cakes: () => cakes }, step);
  await writeTraceFile(traceOut, recorded, machine);
  print(traceFileText(traceOut, recorded, paint));
}

/** Bakes with the cooperative engine and prints every step, as in the lecture. Ctrl-C needs no handler here. */
async function trace(options: StartOptions): Promise<void> {
  const { recipe, source } = await chosenRecipe(options);
  const graph = graphOf(underWorkload(recipe, 'message-bound'), source);
  const order = { cakes: options.cakes ?? LECTURE_CAKES, seed: options.seed, delivery: options.delivery };
  const pace =
    options.paceMs === 0
      ? ({ kind: 'at-once' } as const)
      : ({ kind: 'random', meanMs: options.paceMs, seed: options.seed } as const);
  checkOrder(graph, order);
  checkDuration(
    ingredientsOf(graph, order) * options.paceMs,
    `${order.cakes} cakes with ${options.paceMs} ms per ingredient`,
  );
  const line = lineOf(graph, order, { iterationsPerUs: 0, parts: 0, pace });
  const observer = notebookTrace(graph, order.cakes, (text) => console.log(text));
  await bake(cooperative({ platform: nodePlatform, observer }), graph, line);
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(projectFile('package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
