/** `npm run bench`: what it prints, how its jobs run, and which options it refuses. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { breakEvenOf } from '../../src/bench/break-even.ts';
import { runJob } from '../../src/bench/children.ts';
import { compared } from '../../src/bench/compare.ts';
import { comparisonText } from '../../src/bench/comparison-text.ts';
import { comparableSchema, documentOf } from '../../src/bench/document.ts';
import { MESSAGE_CASES } from '../../src/bench/messages/cases.ts';
import { BENCH_HELP, parseBench } from '../../src/bench/options.ts';
import { benchText } from '../../src/bench/text.ts';
import type { Crossing } from '../../src/measure/statistics/crossing.ts';
import { documentFrom } from '../../src/terminal/json-file.ts';
import { sweepOf } from '../bench/sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const quantiles = { p50: 1200, p99: 34_000, p999: 5_600_000 };
const machine = { node: '20.0.0', platform: 'linux x64', cpu: 'A Processor', cores: 2, parallelCapacity: 1.9 };

function document(factor = 1) {
  const cost = (i: number) => ({
    nsPerMessage: factor * (1000 + i),
    checked: 1,
    roundTripNs: quantiles,
    latencyNs: quantiles,
  });
  const startup = {
    oneThreadMs: 20,
    threadsMs: 70,
    oneThreadWithLoaderMs: 100,
    threadsWithLoaderMs: 400,
    firstCakeMs: 2,
    firstCakeOnThreadsMs: 100,
    firstCakeOnWarmThreadsMs: 3,
    cakeMs: 0.8,
    cakeOnThreadsMs: 0.45,
    startupMs: 90,
  };
  return documentOf(
    false,
    machine,
    { loadBefore: 0.1, stolen: 0.01, others: null, throttled: null },
    {
      messages: new Map(MESSAGE_CASES.map(({ name }) => [name, [0, 1, 2, 3, 4].map(cost)])),
      sweeps: [0, 1, 2, 3, 4].map(() => sweepOf([0, 0.1, 1, 10, 1000])),
      startups: [startup, startup, startup, startup, startup],
    },
  );
}

describe('the text of the bench', () => {
  const plain = (_: unknown, text: string): string => text;

  test('names every case, the break-even, the predictions and the start-up, in 80 columns', () => {
    const text = benchText(document(), plain);
    for (const { name } of MESSAGE_CASES) expect(text).toContain(name);
    for (const word of ['break-even', 'prediction', 'start-up', 'even with no work', 'stolen by the hypervisor 1.0 %'])
      expect(text).toContain(word);
    // The start takes 90 ms and each cake saves 0.35 ms.
    expect(text.replaceAll('\n  ', ' ')).toContain('its start pays for itself after 258 cakes');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  const rowOf = (text: string, racer: string): string =>
    text.split('\n').find((line) => line.startsWith(`  ${racer}  `)) ?? '';

  test('gives the break-even with its interval, the prediction, and the error of the prediction', () => {
    const text = benchText(document(), plain);
    expect(rowOf(text, 'threads (port, one by one)')).toMatch(
      /one\) {2}1\.95 us \(1\.8\d us to 2\.0\d us\) {2,}1\.9\d us +[+-]?\d %$/,
    );
    expect(rowOf(text, 'pool')).toMatch(/pool {2,}even with no work {2,}none {2,}-$/);
  });

  test('shows no break-even without an interval, and says what one sweep gives', () => {
    const whole = document();
    const text = benchText({ ...whole, breakEven: breakEvenOf(whole.sweeps.slice(0, 1), 2) }, plain);
    expect(rowOf(text, 'threads (port, one by one)')).toMatch(/one\) {2}not shown on this run \(1\.95 us\)/);
    expect(rowOf(text, 'pool')).toMatch(/not shown on this run \(none\)/);
    expect(text).toContain('An interval needs 5 sweeps. In parentheses: what one sweep gives.');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test.each<[Crossing, string]>([
    [{ kind: 'not-shown' }, 'not shown on this run  '],
    [{ kind: 'never', upToUs: 1000 }, 'not up to 1.00 ms  '],
    [{ kind: 'at-least', lowUs: 30 }, 'not below 30.0 us  '],
    [{ kind: 'at-most', highUs: 0.4 }, 'at most 400 ns  '],
    [{ kind: 'between', lowUs: 30, medianUs: 50, highUs: 100 }, '50.0 us (30.0 us to 100 us)  '],
  ])('of the break-even %j says only what its interval shows', (measured, words) => {
    const { breakEven, ...whole } = document();
    const grain = { measured, predictedUs: null, predictionError: null };
    const text = benchText(
      { ...whole, breakEven: { ...breakEven, grains: { ...breakEven.grains, pool: grain } } },
      plain,
    );
    expect(rowOf(text, 'pool')).toContain(words);
  });

  test('colours a speedup only if its interval lies on one side of 1', () => {
    const coloured = (format: unknown, text: string): string => `${String(format)}:${text.trim()};`;
    const { breakEven, ...whole } = document();
    const [point] = breakEven.points;
    if (point === undefined) throw new Error('no point');
    const cell = (low: number, high: number): string => {
      const measured = { median: (low + high) / 2, low, high, confidence: 0.94 };
      const points = [{ ...point, racers: { ...point.racers, 'threads (port)': { measured, predicted: 1 } } }];
      const row = benchText({ ...whole, breakEven: { ...breakEven, points } }, coloured);
      return /none {6}.*?x; .*?; *(\w+):/.exec(row)?.[1] ?? '';
    };
    expect([cell(1.1, 1.3), cell(0.95, 1.3), cell(1.01, 1.02), cell(0.7, 0.9)]).toEqual(['green', 'dim', 'dim', 'red']);
  });

  test('says how long a CPU quota stopped it', () => {
    const whole = document();
    const text = (throttled: { times: number; ms: number } | null) =>
      benchText({ ...whole, noise: { ...whole.noise, throttled } }, plain).replaceAll('\n  ', ' ');
    expect(text({ times: 3, ms: 1234.5 })).toContain('a CPU quota stopped it 3 times, for 1,235 ms in all');
    expect(text(null)).not.toContain('quota');
  });

  test('does not say that a start pays if the intervals overlap', () => {
    const whole = document();
    const figures = whole.figures.map((figure) => (figure.name === 'cake-threads' ? { ...figure, high: 0.9 } : figure));
    const text = benchText({ ...whole, figures }, plain).replaceAll('\n  ', ' ');
    expect(text).toContain('The time that a thread per station saves is within the noise');
    expect(text).not.toContain('pays for itself after');
  });

  test('reports a difference only if it is larger than the noise', () => {
    const before = document();
    const same = comparisonText(before, compared(before, document()), before, plain);
    expect(same).toMatch(/(\d+) of \1 figures differ by no more than the noise/);
    const twice = comparisonText(before, compared(before, document(2)), before, plain);
    expect(twice).toContain('one-to-one-ring-throughput');
    expect(twice).toContain('2.00x');
  });

  test('says when the earlier run was on another machine', () => {
    const before = document();
    const text = comparisonText(
      before,
      compared(before, before),
      { quick: false, machine: { ...machine, cpu: 'Another' } },
      plain,
    );
    expect(text.replaceAll('\n  ', ' ')).toContain('on another machine or Node: A Processor, 2 cores, Node 20.0.0');
  });
});

test('a later run can read the document', () => {
  expect(comparableSchema.parse(JSON.parse(JSON.stringify(document())))).toMatchObject({ schema: 2 });
});

test('a job runs in its own process and returns its result', async () => {
  const found = await runJob(
    { kind: 'grain', plan: { grainsUs: [5], runMs: 0.5, warmUps: 0, backwards: false } },
    folder,
    new AbortController().signal,
  );
  expect(found).toMatchObject({ kind: 'grain', sweep: { points: [{ workUs: 5 }] } });
});

test('a job that fails says which one and why', async () => {
  const durations = { warmUpMs: 1, throughputMs: 1, roundTripMs: 1, latencyMs: 1 };
  const job = { kind: 'message', name: 'pigeon', worker: '', durations } as const;
  await expect(runJob(job, folder, new AbortController().signal)).rejects.toThrow(
    'pigeon: Error: expected the name of a case, found "pigeon"',
  );
});

test('a job ends when the run is aborted', async () => {
  const stop = new AbortController();
  const running = runJob(
    { kind: 'grain', plan: { grainsUs: [1000], runMs: 60_000, warmUps: 0, backwards: false } },
    folder,
    stop.signal,
  );
  stop.abort();
  await expect(running).rejects.toThrow('grain: stopped');
});

describe('options', () => {
  test('--help fits into 80 columns', () => {
    expect(parseBench(['--help'])).toEqual({ kind: 'help' });
    expect(Math.max(...BENCH_HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  const bad = join(folder, 'bad.json');
  writeFileSync(bad, '{"schema": 2}');
  const text = join(folder, 'text.json');
  writeFileSync(text, 'hello');

  test.each([
    [['--turbo'], "Unknown option '--turbo' (--help lists the options)"],
    [['--out', ''], '--out: expected the name of a file, found ""'],
  ])('%j is refused', (args, wanted) => {
    expect(() => parseBench(args)).toThrow(wanted);
  });

  test.each([
    [join(folder, 'nowhere.json'), 'nowhere.json: expected a file with a bench result, found no such file'],
    [folder, 'expected a file with a bench result, found a folder'],
    [text, 'text.json: expected a bench result as JSON, found a syntax error at line 1, column 1'],
    [bad, 'bad.json: expected a bench result, found something else: '],
  ])('%s cannot be compared with', async (path, wanted) => {
    await expect(documentFrom(path, 'a bench result', comparableSchema, 1000)).rejects.toThrow(wanted);
  });
});
