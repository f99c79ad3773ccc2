/** The help text of `npm start`, and the limits that it names. */
import { MOST_HOURS } from '../cake/recipe/duration.ts';
import { MOST_INGREDIENTS_PER_PRODUCT } from '../cake/recipe/graph.ts';
import { MOST_INGREDIENTS } from '../cake/recipe/order.ts';
import { RECIPE_LIMITS } from '../cake/recipe/recipe.ts';
import { MOST_RECIPE_BYTES } from '../cake/recipe/recipe-file.ts';
import { ENGINE_NAMES } from '../engine/engine-table.ts';
import { MOST_THREADS } from '../engine/options.ts';
import { WORKLOADS } from '../measure/workload.ts';
import { MOST_KILLS_PER_SECOND } from '../terminal/kill-option.ts';
import { usage } from '../terminal/usage.ts';
import { FULL_RUN, QUICK_RUN } from './run-lengths.ts';

export const OPTION_LIMITS = { threads: MOST_THREADS, cakes: 10_000_000, samples: 1000, paceMs: 60_000 } as const;
/** The number of cakes in a trace file, without --cakes. */
export const TRACED_CAKES = 20;
/** The most cakes in a trace file. A larger trace cannot be read. */
export const MOST_TRACED_CAKES = 200;

export const HELP = `Bakes chocolate cakes with the same coroutines, on one thread and with a thread
per station, and compares the times.

${usage('start', '[options]')}

  --engine NAME      ${ENGINE_NAMES.join(', ')} [all];
                     separate several names with commas; cooperative always
                     runs, because the others are compared with it
  --channel NAME     what connects the threads: port (messages) or ring (shared
                     memory) [both]
  --workload NAME    ${WORKLOADS.join(', ')} [all];
                     separate several names with commas
  --threads N        for the row in which stations share threads: N threads at
                     most, 1 to ${OPTION_LIMITS.threads}; fewer where more would not help [as
                     many as there are cores]
  --cakes N          cakes per run, 1 to ${OPTION_LIMITS.cakes} [enough for a run of
                     100 ms or less on one thread]
  --seed N           a 32-bit integer; the same seed gives the same order of
                     ingredients [1]
  --samples N        rounds of each workload, 1 to ${OPTION_LIMITS.samples} [until the intervals
                     are narrow, or ${FULL_RUN.budgetMs / 1000} s have passed]
  --delivery KIND    order: exactly the ingredients of the cakes, shuffled;
                     random: each ingredient is drawn at random [order]
  --recipe FILE      use this recipe (JSON) instead of the chocolate cake
  --double STATION   twice as many of this station, which share its work:
                     --double oven
  --quick            a quick run: fewer cakes and ${QUICK_RUN.mostRounds} rounds, too short to quote
  --explain          also print the reasoning behind the verdict
  --json             print one JSON document on stdout and nothing else
  --trace-out FILE   also record ${TRACED_CAKES} cakes (or as many as --cakes, at most ${MOST_TRACED_CAKES})
                     with every engine, and write a trace for ui.perfetto.dev:
                     which station works or waits, and when; with --supervise
                     the runs of its lanes, in which a thread dies
  --trace            instead of comparing: bake a few cakes on one thread
                     and print every step in words, as in the lecture
  --pace MS          with --trace: the mean time between two ingredients, in
                     milliseconds, at random (1000: as in the lecture) [0]
  --supervise        instead of comparing: bake the order on one thread, on
                     rings, and on rings under supervision, where another thread
                     takes the place of one that dies, and no cake is lost
  --kill WHICH       with --supervise, may be repeated; oven:137: the thread of
                     the oven ends in the middle of the 137th item it sends;
                     random:3/s: 3 threads a second, at most ${MOST_KILLS_PER_SECOND}, at random
                     moments that --seed decides
  --skip-poison      with --supervise: put an item aside at which a thread dies
                     three times [the run ends there]
  --help, --version

Repeated names of engines, channels and workloads add up, and so do kills. Of
any other option the last value counts.

Limits of a recipe: ${RECIPE_LIMITS.stations} stations, ${RECIPE_LIMITS.ingredients} ingredients, ${RECIPE_LIMITS.needs} needs of all stations,
${RECIPE_LIMITS.need} of one ingredient in a firing, ${MOST_INGREDIENTS_PER_PRODUCT} delivered ingredients per product and
as many of each one that is made, ${RECIPE_LIMITS.workUs} us of work, ${RECIPE_LIMITS.restMs} ms of rest, a file
of ${MOST_RECIPE_BYTES} bytes. Limits of an order: ${MOST_INGREDIENTS} ingredients, delivered or of
one that is made, and ${MOST_HOURS} hours for all runs of the cooperative engine.

Exit codes: 0 done; 1 a run failed, engines disagree, the books of a run do not
balance, or an item was put aside; 2 wrong options or input; 130 Ctrl-C; 143
SIGTERM; 129 the terminal was closed; 137 killed: by the program, with a
message, because a thread did not end; or by the system, often because memory
ran out.`;
