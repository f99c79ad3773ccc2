/**
 * The race by hand of one planted function: shares no code with `src/`.
 *
 *     node by-hand.mjs NAME [--ways JSON] [--must JSON] [--seconds N]
 *
 * `--ways`: a list of { threads, batch, transfer } that are raced too. `--must`: one of them, which gets to the final.
 * Prints a JSON document: the side that it names, and the speedup of each way.
 */
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { serialize } from 'node:v8';
import { buffersOf, callsFor, MainThread, nameOf, Pool, Subject, startPool, warmUp } from './ways.mjs';

/** A task with so many inputs takes about 2 ms. */
const TASK_US = 2000;
const MOST_BATCH = 2048;
const MOST_BATCH_BYTES = 4_000_000;
/** A smaller difference is none. */
const MARGIN = 1.03;
const LONG_HELD_MS = 10;
const LEAST_SPEEDUP = 0.7;
/** The heats choose who is in the final. They take this share of the time. */
const HEATS_SHARE = 0.3;
const HEATS_RUN_MS = 40;
const FINAL_RUN_MS = 100;
const LEAST_ROUNDS = { heats: 2, final: 7 };

const functions = await import('./functions.mjs');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ways: { type: 'string', default: '[]' },
    must: { type: 'string', default: 'null' },
    seconds: { type: 'string', default: '15' },
  },
});
const found = functions.planted.find(({ name }) => name === positionals[0]);
if (found === undefined) throw new Error(`expected the name of a planted function, found ${positionals[0]}`);
const seconds = Number(values.seconds);
if (!(seconds > 0)) throw new Error(`--seconds: expected a number above 0, found ${values.seconds}`);
const result = await raceByHand(found, JSON.parse(values.ways), JSON.parse(values.must), seconds);
console.log(JSON.stringify(result));

async function raceByHand(planted, others, must, forSeconds) {
  const samples = functions[planted.inputs]();
  const call = functions[planted.name];
  const outputs = samples.map((sample) => call(sample));
  const expected = await Promise.all(outputs);
  const bytesIn = serialize(samples[0]).length;
  const bytes = bytesIn + serialize(expected[0]).length;
  const isAsync = outputs.some((output) => output instanceof Promise);
  const subject = new Subject(call, isAsync, samples, bytesIn);
  const cores = availableParallelism();

  const inline = new MainThread(subject, { threads: 0, batch: 1, transfer: false, atOnce: 1 });
  const callUs = (await warmUp(inline, expected)) * 1000;
  const heldMs = await heldBy(call, samples);
  const onMain = [inline];
  if (isAsync) onMain.push(new MainThread(subject, { ...inline.way, atOnce: cores + 1 }));
  const transfers = [false, ...(buffersOf(samples[0]).length + buffersOf(expected[0]).length > 0 ? [true] : [])];
  const ways = waysFor(cores, callUs, bytes, transfers, others);
  const sizes = [...new Set(ways.map(({ threads }) => threads))];
  const piscinas = new Map(sizes.map((threads) => [threads, startPool(planted.name, threads)]));
  const all = [...onMain, ...ways.map((way) => new Pool(subject, way, piscinas.get(way.threads)))];

  const callMs = new Map();
  for (const runner of all) callMs.set(runner, await warmUp(runner, expected));
  const beganMs = performance.now();
  const heats = await race(all, callMs, HEATS_RUN_MS, LEAST_ROUNDS.heats, forSeconds * 1000 * HEATS_SHARE);
  const finalists = finalistsOf(heats, must);
  const leftMs = forSeconds * 1000 - (performance.now() - beganMs);
  const final = await race(finalists, callMs, FINAL_RUN_MS, LEAST_ROUNDS.final, leftMs);
  await Promise.all([...piscinas.values()].map((piscina) => piscina.destroy()));

  const figures = (raced, isFinal) => ({
    ...raced.runner.way,
    name: nameOf(raced.runner.way),
    isFinal,
    speedup: intervalOf(speedupsOf(raced, isFinal ? final[0] : heats[0])),
    usPerCall: medianOf(raced.times) * 1000,
  });
  return {
    function: planted.name,
    ...sideOf(final, heldMs),
    heldMs,
    usPerCall: medianOf(final[0].times) * 1000,
    bytes,
    ways: [
      ...final.map((raced) => figures(raced, true)),
      ...heats.filter(({ runner }) => !finalists.includes(runner)).map((raced) => figures(raced, false)),
    ],
  };
}

/** The pools of all sizes with one input a task and with batches, and the other ways. */
function waysFor(cores, callUs, bytes, transfers, others) {
  const sizes = Array.from({ length: cores + 1 }, (_, i) => i + 1).filter(
    (size) => cores <= 4 || size >= cores || Number.isInteger(Math.log2(size)),
  );
  const batch = Math.floor(Math.min(MOST_BATCH, TASK_US / callUs, MOST_BATCH_BYTES / bytes));
  // Batches of about the same size are about as good: then those of the others are enough.
  const isNew = batch >= 2 && !others.some((way) => way.batch > 1 && Math.abs(Math.log2(way.batch / batch)) <= 1);
  const own = sizes.flatMap((threads) =>
    (isNew ? [1, batch] : [1]).flatMap((size) => transfers.map((transfer) => ({ threads, batch: size, transfer }))),
  );
  const byName = new Map([...own, ...others].map((way) => [nameOf(way), way]));
  return [...byName.values()];
}

/** The longest stretch in which the event loop makes no turn, around a call: the median of some calls. */
async function heldBy(call, samples) {
  const longest = [];
  for (let i = 0; i < 9; i++) {
    await nextTurn();
    let isDone = false;
    let longestMs = 0;
    let turnedMs = performance.now();
    const ended = Promise.resolve(call(samples[i % samples.length])).then(() => {
      isDone = true;
    });
    do {
      await nextTurn();
      longestMs = Math.max(longestMs, performance.now() - turnedMs);
      turnedMs = performance.now();
    } while (!isDone);
    await ended;
    longest.push(longestMs);
  }
  return medianOf(longest);
}

/** In rounds: A B C, C B A, ... */
async function race(runners, callMs, runMs, least, budgetMs) {
  const raced = runners.map((runner) => ({ runner, calls: callsFor(runner, callMs.get(runner), runMs), times: [] }));
  const beganMs = performance.now();
  for (let round = 0; ; round++) {
    const elapsedMs = performance.now() - beganMs;
    if (round >= least && elapsedMs * (1 + 1 / round) > budgetMs) return raced;
    for (const { runner, calls, times } of round % 2 === 0 ? raced : raced.toReversed())
      times.push(await runner.run(calls));
  }
}

/** The main thread, the best two pools, the best worker, and the way that somebody wants to know. */
function finalistsOf(heats, must) {
  const ranked = heats
    .map((raced) => ({ runner: raced.runner, speedup: medianOf(speedupsOf(raced, heats[0])) }))
    .toSorted((one, other) => other.speedup - one.speedup);
  const wanted = new Set([
    ...ranked.filter(({ runner }) => runner.way.threads >= 2).slice(0, 2),
    ...ranked.filter(({ runner }) => runner.way.threads === 1).slice(0, 1),
    ...ranked.filter(({ runner }) => must !== null && nameOf(runner.way) === nameOf(must)),
  ]);
  const chosen = [...wanted].map(({ runner }) => runner);
  return heats.map(({ runner }) => runner).filter((runner) => runner.way.threads === 0 || chosen.includes(runner));
}

function sideOf(final, heldMs) {
  const [inline, atOnce = inline] = final.filter(({ runner }) => runner.way.threads === 0);
  const best = medianOf(speedupsOf(atOnce, inline)) > MARGIN ? atOnce : inline;
  const fastest = (raced) =>
    raced.toSorted((one, other) => medianOf(speedupsOf(other, best)) - medianOf(speedupsOf(one, best)))[0];
  const pool = fastest(final.filter(({ runner }) => runner.way.threads >= 2));
  const worker = fastest(final.filter(({ runner }) => runner.way.threads === 1));
  const named = (side, raced) => ({
    side,
    way: nameOf(raced.runner.way),
    /** Of that way, or where it is inline of the best pool, against the best way on the main thread. */
    against: intervalOf(speedupsOf(side === 'inline' ? pool : raced, best)),
  });
  const ofPool = intervalOf(speedupsOf(pool, best));
  const ofWorker = intervalOf(speedupsOf(worker, best));
  if (ofPool.low > MARGIN) return named('pool', pool);
  if (ofWorker.low > MARGIN) return named('worker', worker);
  if (heldMs >= LONG_HELD_MS && ofWorker.median >= LEAST_SPEEDUP) return named('worker', worker);
  return ofPool.high <= MARGIN ? named('inline', best) : named('unclear', pool);
}

/** By round, since a slow moment of the machine slows down all of a round. */
function speedupsOf({ times }, base) {
  return times.map((ms, round) => base.times[round] / ms);
}

function medianOf(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** The median, and between which samples the true one lies with 95 %: as many heads of coins as are likely lie below. */
function intervalOf(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const n = sorted.length;
  let coins = 0.5 ** n;
  let outside = 2 * coins;
  let k = 0;
  while (k + 1 < n / 2) {
    coins *= (n - k) / (k + 1);
    if (outside + 2 * coins > 0.05) break;
    outside += 2 * coins;
    k++;
  }
  return { median: medianOf(sorted), low: sorted[k], high: sorted[n - 1 - k], rounds: n };
}
