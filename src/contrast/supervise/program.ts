/** `npm start -- --supervise`: threads are killed while they bake, and the cakes come out exact. */
import { chosenRecipe } from '../../cake/recipe/chosen-recipe.ts';
import { FactoryError } from '../../line/factory-error.ts';
import { kernel } from '../../line/kernel.ts';
import { printable } from '../../line/printable.ts';
import type { ThreadingPlatform } from '../../platform/platform.ts';
import { seeded } from '../../terminal/kill-option.ts';
import { checkWritable } from '../../terminal/out-file.ts';
import { endOnSignals } from '../../terminal/program.ts';
import { progressOn } from '../../terminal/progress.ts';
import { paintFor } from '../../terminal/style.ts';
import type { Supervise } from '../../terminal/supervise-options.ts';
import type { Cakes } from '../entries.ts';
import type { StartOptions } from '../options.ts';
import { writeTraceFile } from '../trace-file.ts';
import { bakeSupervised, supervisedSteps } from './bake.ts';
import { deathPicture } from './death-picture.ts';
import { supervisedDocument } from './document.ts';
import { MOST_SUPERVISED_CAKES, QUICK_SUPERVISED_MS, SUPERVISED_MS, supervisedOrders } from './orders.ts';
import { deathText, supervisedText, supervisedTitle } from './text.ts';

/** A supervised run did not bake what one thread bakes. */
class SupervisedError extends FactoryError {
  override name = 'SupervisedError';
}

/**
 * @throws InputError before anything starts, when the recipe, the order or a kill cannot be used
 * @throws SupervisedError when all is printed, and the cakes of a workload are not exact
 */
export async function bakeAndShow(
  given: StartOptions,
  { kills, skipPoison }: Supervise,
  platform: ThreadingPlatform,
): Promise<void> {
  const options = { ...given, ...(await chosenRecipe(given)), cakes: cakesFor(given) };
  const orders = supervisedOrders(options, kills);
  if (given.traceOut !== null) await checkWritable(given.traceOut, '--trace-out');
  // Without WebAssembly it throws here, before a thread is started.
  kernel(1, 0);
  const paint = paintFor(process.stdout);
  const progress = progressOn(process.stderr);
  const print = (text: string): void => {
    if (!given.json) progress.aside(() => console.log(text));
  };
  const finished: string[] = [];
  let current = 'the measurement of the machine';
  const removeHandlers = endOnSignals({
    tidy: () => progress.stop(),
    soFar: () => `during ${current}; ${finished.length === 0 ? 'no workload' : finished.join(', ')} finished`,
  });
  try {
    const machine = platform.host.machine();
    print(supervisedTitle(machine, kills, paint));
    progress.start(supervisedSteps({ orders }) + 1);
    const found = await bakeSupervised(
      { orders, supervision: { kills: seeded(kills, given.seed), skipPoison }, platform },
      {
        step(what) {
          current = what;
          progress.step(what);
        },
        workload(result) {
          finished.push(result.workload);
          print(supervisedText(result, kills, paint));
        },
      },
    );
    current = 'the picture of a death';
    progress.step(current);
    const picture = given.json && given.traceOut === null ? null : await deathPicture({ ...options, platform });
    if (picture !== null) print(deathText(picture, paint));
    if (given.traceOut !== null) {
      const { workload, recorded } = picture ?? NOTHING_DRAWN;
      await writeTraceFile(
        given.traceOut,
        [{ workload, recorded: recorded.map(({ trace }) => ({ trace, cost: null })) }],
        machine,
      );
      print(
        `\n${paint(['bold', 'cyan'], 'trace')}  ${printable(given.traceOut)}, for ui.perfetto.dev: the runs of the lanes`,
      );
    }
    if (given.json) {
      const document = supervisedDocument(options.recipe.name, given.quick, machine, kills, found);
      progress.aside(() => console.log(JSON.stringify(document, null, 2)));
    } else if (given.quick) print(paint('dim', '\nA quick run: too short for figures that you can quote.'));
    const mistakes = found.flatMap(({ mistake }) => mistake ?? []);
    if (mistakes.length > 0) throw new SupervisedError(mistakes.join('; '));
  } finally {
    progress.stop();
    removeHandlers();
  }
}

/** A recipe without work and rests has no picture: then the file has no run. */
const NOTHING_DRAWN = { workload: 'wait-bound', recorded: [] } as const;

function cakesFor({ cakes, quick }: StartOptions): Cakes {
  if (cakes !== null) return { kind: 'count', count: cakes };
  return { kind: 'time', ms: quick ? QUICK_SUPERVISED_MS : SUPERVISED_MS, most: MOST_SUPERVISED_CAKES };
}
