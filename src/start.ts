/** `npm start`: the same cakes under every engine, side by side. */
import { readFileSync } from 'node:fs';
import { bake } from './cake/bake.ts';
import { lineOf } from './cake/cake-line.ts';
import { CAKE_WORDS, chocolateCake } from './cake/chocolate-cake.ts';
import { checkDuration } from './cake/duration.ts';
import { graphOf } from './cake/graph.ts';
import { checkOrder, ingredientsOf } from './cake/order.ts';
import { recipeFrom } from './cake/recipe-file.ts';
import { underWorkload } from './cake/workload.ts';
import { contrast } from './contrast/contrast.ts';
import { contrastDocument } from './contrast/contrast-json.ts';
import { machineText, startupText, verdictText, workloadText } from './contrast/contrast-text.ts';
import { lanesText } from './contrast/lanes-text.ts';
import { notebookTrace } from './contrast/notebook-trace.ts';
import {
  HELP,
  MOST_TRACED_CAKES,
  parseStart,
  START_OPTION_NAMES,
  type StartOptions,
  TRACED_CAKES,
} from './contrast/options.ts';
import { picture } from './contrast/picture.ts';
import { stepsOf, traceAll } from './contrast/trace-all.ts';
import { traceFileText, writeTraceFile } from './contrast/trace-file.ts';
import { cooperative } from './engine/cooperative.ts';
import { verdictOf } from './measure/verdict.ts';
import { nodePlatform } from './platform/node/platform.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { checkWritable } from './terminal/out-file.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { progressOn } from './terminal/progress.ts';
import { paintFor } from './terminal/style.ts';

/** How long the cooperative engine bakes in one run, where nobody says how many cakes. */
const RUN_MS = { 'cpu-bound': 230, 'wait-bound': 220, 'message-bound': 30 };
const QUICK_RUN_MS = { 'cpu-bound': 40, 'wait-bound': 60, 'message-bound': 5 };
const SAMPLES = 5;
const QUICK_SAMPLES = 2;
/** 30 ingredients, as in the lecture. */
const LECTURE_CAKES = 3;
/** The lanes: how long the cooperative engine takes, and in how many pairs of runs the cost of recording is measured. */
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
  }
});

async function race(options: StartOptions): Promise<void> {
  const { recipe, source } = await recipeOf(options);
  if (options.traceOut !== null) await checkWritable(options.traceOut, '--trace-out');
  const print = (text: string): void => {
    if (!options.json && text !== '') progress.aside(() => console.log(text));
  };
  const paint = paintFor(process.stdout);
  const progress = progressOn(process.stderr);
  const done: string[] = [];
  let doing = 'measuring the machine';
  const step = (what: string): void => {
    doing = what;
    progress.step(what);
  };
  const { traceOut } = options;
  const shared = { ...options, recipe, source, platform: nodePlatform };
  const afterwards = (options.json ? 0 : 1) + (traceOut === null ? 0 : stepsOf(shared));
  const signals = endOnSignals({
    tidy: () => progress.stop(),
    soFar: () => `during ${doing}; ${done.length === 0 ? 'no workload' : done.join(', ')} finished`,
  });
  try {
    const result = await contrast(
      {
        ...shared,
        cakes:
          options.cakes === null
            ? { kind: 'time', ms: options.quick ? QUICK_RUN_MS : RUN_MS }
            : { kind: 'count', count: options.cakes },
        warmUps: options.quick ? 1 : 5,
        samples: options.samples ?? (options.quick ? QUICK_SAMPLES : SAMPLES),
      },
      {
        planned: (runs) => progress.start(runs + afterwards),
        machine: (machine) => print(machineText(machine, paint)),
        step,
        workload: (workload) => {
          done.push(workload.name);
          print(workloadText(workload, paint));
        },
      },
    );
    const verdict = verdictOf(result.workloads, CAKE_WORDS, result.noise.throttled);
    if (!options.json) {
      print(startupText(result, paint));
      step('the lanes');
      const drawn = await picture({ ...shared, ...(options.quick ? QUICK_PICTURE : PICTURE) });
      if (drawn !== null) print(lanesText(drawn, paint));
      print(verdictText(verdict, paint));
    }
    // At once, so that no failure from here on takes away what has been measured.
    if (options.json)
      progress.aside(() =>
        console.log(JSON.stringify(contrastDocument(recipe.name, options.quick, result, verdict), null, 2)),
      );
    if (traceOut !== null) {
      const cakes = Math.min(MOST_TRACED_CAKES, options.cakes ?? TRACED_CAKES);
      const recorded = await traceAll({ ...shared, cakes: () => cakes }, step);
      await writeTraceFile(traceOut, recorded, result.machine);
      print(traceFileText(traceOut, recorded, paint));
    }
    if (options.quick) print(paint('dim', '\nA smoke run: too short to be quoted.'));
  } finally {
    progress.stop();
    signals();
  }
}

/** The cooperative engine alone, as in the lecture. Ctrl-C ends it at once: nobody has to be told. */
async function trace(options: StartOptions): Promise<void> {
  const { recipe, source } = await recipeOf(options);
  const graph = graphOf(underWorkload(recipe, 'message-bound'), source);
  const order = { cakes: options.cakes ?? LECTURE_CAKES, seed: options.seed, delivery: options.delivery };
  const pace =
    options.paceMs === 0
      ? ({ kind: 'at-once' } as const)
      : ({ kind: 'random', meanMs: options.paceMs, seed: options.seed } as const);
  checkOrder(graph, order);
  checkDuration(
    ingredientsOf(graph, order) * options.paceMs,
    `${order.cakes} cakes at ${options.paceMs} ms an ingredient`,
  );
  const line = lineOf(graph, order, { iterationsPerUs: 0, parts: 0, pace });
  const observer = notebookTrace(graph, (text) => console.log(text));
  await bake(cooperative({ platform: nodePlatform, observer }), graph, line);
}

async function recipeOf(options: StartOptions) {
  return options.recipe === null
    ? { recipe: chocolateCake, source: chocolateCake.name }
    : await recipeFrom(options.recipe);
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
