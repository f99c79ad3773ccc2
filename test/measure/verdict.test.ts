/** The verdict of a race, in sentences: each claims only what its interval carries. */
import { describe, expect, test } from 'vitest';
import { CAKE_WORDS } from '../../src/cake/recipe/chocolate-cake.ts';
import type { EngineName, EngineRow } from '../../src/engine/engine-table.ts';
import { adviceFor, adviceText, type Share } from '../../src/measure/advice.ts';
import { bottleneckOf, limitWithAnother, limitWithSecond, slowestOf } from '../../src/measure/bottleneck.ts';
import { explanationOf } from '../../src/measure/explanation.ts';
import type { EngineResult, RaceResult } from '../../src/measure/race.ts';
import type { StartedEngine } from '../../src/measure/started.ts';
import { outcomeOf } from '../../src/measure/statistics/outcome.ts';
import { intervalOf } from '../../src/measure/statistics/samples.ts';
import { bestOf, comparisonOf, paragraphsOf, placementText, verdictOf } from '../../src/measure/verdict.ts';

const CHANNELS: Readonly<Record<EngineName, EngineRow['channel']>> = {
  cooperative: 'none',
  'event-loop': 'mailbox',
  threads: 'port',
  pool: 'none',
};

const THREADS: Readonly<Record<EngineName, number>> = { cooperative: 1, 'event-loop': 1, threads: 5, pool: 2 };

/** One percent of noise in each round, another for each engine. */
const QUIET = [0.99, 1.01, 1, 0.995, 1.005, 1, 1];
/** Rounds of which one takes more than twice as long as another. */
const WILD = [0.6, 1.5, 1, 0.7, 1.4, 0.8, 1.2];

interface Simulated {
  readonly limit?: number;
  readonly startupMs?: number;
  readonly noise?: readonly number[];
  readonly threads?: number;
}

/** An engine that takes 1000 ms / speedup, with the noise of each round. */
function engine(name: EngineName, speedup: number, simulated: Simulated = {}): EngineResult {
  const { limit = 1.9, startupMs = 100, noise = QUIET, threads = THREADS[name] } = simulated;
  const samples = noise.map((factor) => (1000 / speedup) * factor);
  const ratios = intervalOf(samples.map((ms) => 1000 / ms));
  return {
    name,
    channel: CHANNELS[name],
    packed: null,
    placement: null,
    onMain: name === 'cooperative' || name === 'event-loop',
    predicted: null,
    threads,
    startupMs,
    wallMs: { samples, median: 1000 / speedup },
    cpuMs: { median: 1000 / speedup },
    speedup: { ...ratios, limit },
    outcome: name === 'cooperative' ? 'baseline' : outcomeOf(ratios, limit),
    productsPerSecond: 100 * speedup,
    products: 100,
    leftovers: {},
    digest: '00000000',
    stations: [
      { name: 'dry mixer', received: 700, made: 100, busyMs: 400, utilisation: 0.4 },
      { name: 'oven', received: 200, made: 100, busyMs: 900, utilisation: 0.9 },
    ],
  };
}

const cooperative = engine('cooperative', 1, { limit: 1, noise: QUIET.map(() => 1) });
const ring = (speedup: number, simulated: Simulated = {}): EngineResult => ({
  ...engine('threads', speedup, simulated),
  channel: 'ring',
});

function raced(workload: RaceResult['workload'], engines: readonly EngineResult[]): RaceResult {
  return {
    workload,
    kind: workload,
    items: 1000,
    parallelCapacity: 1.9,
    lineLimit: 3.3,
    engines: [cooperative, ...engines],
    steady: null,
    skipped: [],
  };
}

function verdict(workload: RaceResult['workload'], ...engines: readonly EngineResult[]): string {
  return paragraphsOf(verdictOf([raced(workload, engines)], CAKE_WORDS)).join('\n');
}

describe('a thread per station', () => {
  test('wins clearly: with the channel, the limit, and after how many cakes the start pays for itself', () => {
    expect(verdict('cpu-bound', engine('threads', 1.8, { startupMs: 47 }))).toMatch(
      // 10 ms per cake against 5.56 ms: eleven cakes save 47 ms.
      /^cpu-bound: A thread per station wins with ports: 1\.80x \(1\.79 to 1\.81\); the limit here is 1\.90x\. Starting the threads took 47 ms, which 11 cakes save\.$/,
    );
  });

  test('loses clearly, and then no start pays for itself', () => {
    const said = verdict('message-bound', engine('threads', 0.5));
    expect(said).toContain('A thread per station loses with ports: 0.50x (0.50 to 0.50).');
    expect(said).toContain(
      'for each ingredient that enters, the line takes 1,000,000 ns as calls and 2,000,000 ns over ports.',
    );
    expect(said).not.toContain('Starting');
  });

  test.each([
    ['the rounds differ widely', engine('threads', 1.2, { noise: WILD })],
    ['the difference is too small to count', engine('threads', 1.01)],
  ])('makes no clear difference where %s: no cause, and no number of cakes', (_, threads) => {
    const said = verdict('cpu-bound', threads);
    expect(said).toMatch(
      /^cpu-bound: A thread per station makes no clear difference with ports: [\d.]+x \([\d.]+ to [\d.]+\)\.$/,
    );
  });

  test('is not told of as a gain or a loss where there are too few rounds', () => {
    expect(verdict('cpu-bound', engine('threads', 1.8, { noise: QUIET.slice(0, 3) }))).toBe(
      'cpu-bound: A thread per station reaches 1.80x (1.78 to 1.82) with ports, in too few rounds for a verdict.',
    );
  });

  test('above the limit is not to be trusted', () => {
    const said = verdict('message-bound', engine('threads', 2.4, { limit: 1.31 }));
    expect(said).toMatch(
      /^message-bound: Do not trust this run: threads \(port\) shows 2\.40x \(.*\), and more than 1\.31x is not possible\.$/,
    );
    expect(said).not.toMatch(/wins|save that/);
  });

  test('on one core wins nothing, and on thirty cores wins', () => {
    expect(verdict('cpu-bound', engine('threads', 0.99, { limit: 1 }))).toContain(
      'makes no clear difference with ports: 0.99x',
    );
    expect(verdict('cpu-bound', engine('threads', 3.2, { limit: 3.3 }))).toContain(
      'A thread per station wins with ports: 3.20x',
    );
    expect(verdict('cpu-bound', engine('pool', 25, { limit: 28.5, threads: 30 }))).toContain(
      'A pool of 30 threads that makes whole cakes reaches 25.0',
    );
  });

  test('is told of with the channel that is faster', () => {
    expect(verdict('cpu-bound', engine('threads', 1.3), ring(1.7))).toContain(
      'A thread per station wins with rings: 1.70x (1.69 to 1.71);',
    );
  });

  test('is told of with both channels where their outcomes differ', () => {
    expect(verdict('message-bound', engine('threads', 0.7), ring(1.01))).toContain(
      'A thread per station loses with ports: 0.70x (0.70 to 0.70) and makes no clear difference with rings: 1.01x (1.00 to 1.02).',
    );
  });

  test('saves its start after as many cakes as the whole interval allows', () => {
    const said = verdict('cpu-bound', engine('threads', 1.5, { noise: [0.9, 1.1, 1, 0.95, 1.05, 0.92, 1.08] }));
    expect(said).toMatch(/Starting the threads took 100 ms, which \d+ to \d+ cakes save\.$/);
  });
});

describe('the pool', () => {
  test.each([
    ['clearly faster', 1.8, QUIET, /reaches 1\.80x .*: 1\.20x \(1\.20 to 1\.20\) as fast as the line\./],
    ['clearly slower', 1.2, QUIET, /reaches 1\.20x .*: the line is faster\./],
    ['not clearly different', 1.55, WILD, /reaches 1\.55x .*: not clearly faster or slower than the line\./],
  ])('is %s', (_, speedup, noise, wanted) => {
    expect(verdict('cpu-bound', engine('threads', 1.5), engine('pool', speedup, { noise }))).toMatch(wanted);
  });
});

describe('timers', () => {
  const waiting = { limit: 2.5 };

  test('are enough where they reach as much as threads', () => {
    const said = verdict('wait-bound', engine('event-loop', 2.4, waiting), engine('threads', 2.42, waiting));
    expect(said).toContain('One thread with timers reaches 2.40x (2.38 to 2.42), not clearly less than threads.');
  });

  test('are compared with threads that are faster, or slower', () => {
    const slow = engine('event-loop', 1.2, waiting);
    expect(verdict('wait-bound', slow, engine('threads', 2.4, waiting))).toContain(
      'One thread with timers reaches 1.20x (1.19 to 1.21), and threads 2.00x (2.00 to 2.00) as much.',
    );
    expect(verdict('wait-bound', engine('event-loop', 2.4, waiting), engine('threads', 1.2, waiting))).toContain(
      ', more than threads.',
    );
  });
});

describe('stations that share threads', () => {
  const packed = (speedup: number, placement: readonly (readonly string[])[]): EngineResult => ({
    ...ring(speedup, { threads: placement.length }),
    packed: 2,
    placement,
    predicted: 1.84,
  });
  const TWO = [
    ['butter melter', 'oven'],
    ['wet mixer', 'dry mixer'],
  ];

  test('are named with their placement, what was predicted, and what a thread each gives', () => {
    expect(verdict('cpu-bound', engine('threads', 1.5), ring(1.6), packed(1.8, TWO))).toContain(
      '2 threads [butter melter + oven | wet mixer + dry mixer] give 1.80x (1.79 to 1.81), predicted 1.84x; a thread each gives 1.60x.',
    );
    expect(verdict('wait-bound', packed(1.8, [['producer', 'oven']]))).toContain(
      'All stations on one worker thread give 1.80x (1.79 to 1.81), predicted 1.84x.',
    );
  });

  test('are told as a plan, and not as a gain, where the plan is the main thread', () => {
    const onMain = { ...packed(1.01, [['producer', 'oven']]), onMain: true };
    const plan = 'The plan for shared threads is the main thread: no worker thread pays here; it gives 1.01x';
    expect(verdict('message-bound', engine('threads', 0.85), onMain)).toContain(
      `${plan} (1.00 to 1.02); a thread each gives 0.85x.`,
    );
    expect(verdict('message-bound', onMain)).toBe(`message-bound: ${plan} (1.00 to 1.02).`);
  });

  test.each([
    [[10, 10], 'of 10 stations each'],
    [[30, 34], 'of 30 and 34 stations'],
    [[64], 'of 64 stations'],
    [new Array<number>(64).fill(1), 'of 1 station each'],
    [[1, 2, 1, 2, 1, 2, 1, 2, 1], 'of 1 to 2 stations'],
  ])('are so many that they are counted: %j', (sizes, text) => {
    const many = sizes.map((size, thread) => Array.from({ length: size }, (_, i) => `station ${thread}-${i}`));
    expect(placementText(many)).toBe(text);
  });

  test('have names that fit into a line', () => {
    const long = 'x'.repeat(200);
    expect(placementText([[long, 'oven'], ['mixer']])).toBe(`[${'x'.repeat(27)}... + oven | mixer]`);
    expect(placementText([[long]], Number.POSITIVE_INFINITY)).toBe(`[${long}]`);
  });

  test('are not taken for a thread per station, and add one sentence to three', () => {
    const said = verdict('message-bound', engine('threads', 0.5), packed(0.9, TWO));
    expect(said).toContain('A thread per station loses with ports: 0.50x');
    expect(said).toContain('1,000,000 ns as calls and 2,000,000 ns over ports');
    const all = [
      engine('event-loop', 2.3, { limit: 2.5 }),
      engine('threads', 2.4, { limit: 2.5 }),
      engine('pool', 1.8),
    ];
    const [all4] = verdictOf([raced('wait-bound', [...all, packed(1.8, TWO)])], CAKE_WORDS);
    expect(all4?.sentences).toHaveLength(4);
    expect(bestOf(raced('cpu-bound', [engine('threads', 1.2), packed(1.8, TWO)]), 'threads')?.packed).toBe(null);
  });

  test('are advised where they are as fast as a thread each, since they need fewer threads', () => {
    const advised = (...engines: readonly EngineResult[]) => adviceFor(raced('cpu-bound', engines), [], []);
    expect(advised(ring(1.6), packed(1.6, TWO))).toMatchObject({ engine: 'threads', threads: 2, placement: TWO });
    expect(advised(ring(1.8), packed(1.6, TWO))).toMatchObject({ engine: 'threads', threads: 5 });
    expect(advised(packed(0.9, TWO))).toMatchObject({ engine: 'cooperative', threads: 1 });
    // A plan of the main thread alone is the cooperative engine once more.
    expect(advised({ ...packed(1.1, [['producer', 'oven']]), onMain: true })).toMatchObject({ engine: 'cooperative' });
  });

  test('are named in the advice with their placement, and what each thread takes', () => {
    const advice = adviceFor(raced('cpu-bound', [packed(1.6, TWO)]), [], [startOf(packed(1.6, TWO), 11.6)]);
    expect(advice === null ? '' : adviceText(advice)).toBe(
      'use threads over rings (2 threads [butter melter + oven | wet mixer + dry mixer], about 12 MB each): it is 1.60x (1.59 to 1.61) as fast as the cooperative engine',
    );
  });
});

function startOf({ name, channel, packed, startupMs, threads }: EngineResult, threadMb: number): StartedEngine {
  return { name, channel, packed, startupMs, threads, threadMb };
}

describe('the advice', () => {
  const advised = (engines: readonly EngineResult[], stations: readonly Share[] = [], threadMb = 8) =>
    adviceFor(
      raced('cpu-bound', engines),
      stations,
      engines.map((one) => startOf(one, one.name === 'pool' ? threadMb : 100)),
    );
  const told = (engines: readonly EngineResult[], stations: readonly Share[] = [], threadMb = 8): string => {
    const advice = advised(engines, stations, threadMb);
    return advice === null ? '' : adviceText(advice);
  };

  test('has the speedup of the engine, and the memory of its own threads', () => {
    const { median, low, high } = engine('pool', 1.8).speedup;
    expect(advised([ring(1.2), engine('pool', 1.8)])).toMatchObject({
      engine: 'pool',
      threads: 2,
      placement: null,
      speedup: { median, low, high },
      threadMb: 8,
    });
    expect(advised([ring(1.8), engine('pool', 1.2)])).toMatchObject({ engine: 'threads', threadMb: 100 });
    expect(advised([engine('event-loop', 1.8, { limit: 2 })])).toMatchObject({ engine: 'event-loop', threadMb: null });
    expect(advised([ring(0.5)])).toMatchObject({ engine: 'cooperative', speedup: null, threadMb: null });
  });

  test('compares every engine with the cooperative one', () => {
    expect(told([engine('event-loop', 1.8, { limit: 2 })])).toBe(
      'use event-loop: it is 1.80x (1.79 to 1.81) as fast as the cooperative engine',
    );
    expect(told([engine('pool', 1.8)])).toBe(
      'use pool (2 threads, about 8 MB each): it is 1.80x (1.79 to 1.81) as fast as the cooperative engine',
    );
    expect(told([engine('pool', 1.8, { threads: 1 })])).toContain('use pool (1 thread, about 8 MB): it is');
  });

  test('names no memory where the process did not grow', () => {
    expect(told([engine('pool', 1.8)], [], 0)).toContain('use pool (2 threads): it is');
    expect(advised([engine('pool', 1.8)], [], 0)).toMatchObject({ threadMb: 0 });
  });

  test('says where a simpler engine is advised although another one has a higher median', () => {
    const simplest = /; no engine is clearly faster, and it is the simplest of these$/;
    expect(told([ring(1.61), engine('pool', 1.6)])).toMatch(
      /^use pool .* as fast as the cooperative engine; no engine /,
    );
    expect(told([ring(1.61), engine('pool', 1.6)])).toMatch(simplest);
    expect(told([ring(1.52, { noise: WILD, limit: 9 }), engine('pool', 1.5)])).toMatch(simplest);
    expect(told([engine('event-loop', 1.22, { noise: WILD, limit: 9 }), engine('pool', 1.2)])).toMatch(
      /^use pool .* as the cooperative engine; no engine is clearly faster$/,
    );
    expect(told([ring(1.6), engine('pool', 1.61)])).not.toMatch(simplest);
    expect(told([ring(1.8), engine('pool', 1.6)])).toMatch(/^use threads over rings .* as the cooperative engine$/);
  });

  test('is never an engine that another one clearly beats', () => {
    // The event loop is not clearly slower than the pool, nor the pool than the threads; but the threads clearly beat the event loop.
    const engines = [
      engine('event-loop', 1.5, { limit: 9 }),
      engine('pool', 1.53, { limit: 9 }),
      ring(1.56, { limit: 9 }),
    ];
    expect(comparisonOf(engines[2] ?? cooperative, engines[0] ?? cooperative).outcome).toBe('wins');
    expect(advised(engines)).toMatchObject({ engine: 'pool' });
  });

  test('is not given where there were too few rounds, where a figure is not to be trusted, or nothing was compared', () => {
    expect(advised([ring(1.6, { noise: QUIET.slice(0, 3) })])).toBe(null);
    expect(advised([ring(2.4, { limit: 1.3 })])).toBe(null);
    expect(advised([])).toBe(null);
  });

  test('to stay names a station that a line does on one thread, and none that has copies', () => {
    const oven = { name: 'oven', selfMs: 9, copies: 1 };
    const mixer = { name: 'mixer', selfMs: 1, copies: 1 };
    const stay = 'use cooperative: no other engine is clearly faster';
    expect(told([ring(0.5)], [oven, mixer])).toBe(
      `${stay}: 90 % of the time is spent in "oven", which a line does on one thread`,
    );
    expect(told([ring(0.5)], [{ ...oven, copies: 2 }, mixer])).toBe(stay);
    expect(told([ring(0.5)], [oven, { ...mixer, selfMs: 9 }])).toBe(stay);
    // A pool has no line.
    expect(told([engine('pool', 0.5)], [oven, mixer])).toBe(stay);
  });
});

test('the limit of a line with two of its slowest station', () => {
  expect(limitWithSecond([3, 4, 5, 8])).toBe(20 / 5);
  expect(limitWithSecond([1, 1, 8])).toBe(10 / 4);
  expect(limitWithSecond([8])).toBe(2);
  expect(limitWithSecond([0, 0])).toBe(Number.POSITIVE_INFINITY);
});

test('the limit of a line with another copy of its slowest station', () => {
  const [test2, judge] = [{ times: [6, 6] }, { times: [3] }];
  expect(slowestOf([judge, test2])).toBe(test2);
  // Three copies that take 4 each.
  expect(limitWithAnother([judge, test2])).toBe(15 / 4);
  // Not three copies: the slowest coroutine is another station, which becomes two that take 4 each.
  expect(limitWithAnother([{ times: [8] }, test2])).toBe(20 / 6);
  // Dealt unevenly, a copy may be the slowest though its station takes less in all.
  expect(slowestOf([{ times: [7] }, { times: [8, 0] }])?.times).toEqual([8, 0]);
  expect(limitWithAnother([])).toBe(Number.POSITIVE_INFINITY);
});

test('a workload has at most three sentences, and none where no other engine took part', () => {
  const all = [engine('event-loop', 2.3, { limit: 2.5 }), engine('threads', 2.4, { limit: 2.5 }), engine('pool', 1.8)];
  expect(verdictOf([raced('wait-bound', all)], CAKE_WORDS).map(({ sentences }) => sentences.length)).toEqual([3]);
  expect(verdictOf([raced('cpu-bound', [])], CAKE_WORDS)).toEqual([{ workload: 'cpu-bound', sentences: [] }]);
  expect(verdict('cpu-bound')).toBe('');
});

test('a recipe without work and rests only forwards items, under every workload', () => {
  const engines = [engine('event-loop', 0.9, { limit: 1 }), engine('threads', 0.5)];
  for (const workload of ['cpu-bound', 'wait-bound'] as const) {
    const idle: RaceResult = {
      ...raced(workload, engines),
      kind: 'message-bound',
      lineLimit: Number.POSITIVE_INFINITY,
    };
    const said = paragraphsOf(verdictOf([idle], CAKE_WORDS)).join();
    expect(said).toContain('There is no work: for each ingredient that enters, the line takes');
    expect(said).not.toMatch(/Infinity|timers/);
  }
});

describe('the explanation', () => {
  const explained = (workload: RaceResult['workload'], ...engines: readonly EngineResult[]): string =>
    paragraphsOf(explanationOf([raced(workload, engines)])).join('\n');

  test('gives the interval, its confidence and the outcome of every engine', () => {
    const said = explained('cpu-bound', engine('event-loop', 1, { limit: 1 }), engine('threads', 1.85));
    expect(said).toMatch(/event-loop: 1\.00x \(.*\) with a confidence of 95 %, limit 1\.00x\. unclear:/);
    expect(said).toMatch(/threads \(port\): 1\.85x \(.*\) with a confidence of 95 %, limit 1\.90x\. wins:/);
  });

  test('compares rings with ports', () => {
    expect(explained('cpu-bound', engine('threads', 1.2), ring(1.8))).toContain(
      'Rings are 1.50x (1.50 to 1.50) as fast as ports.',
    );
    expect(explained('cpu-bound', engine('threads', 1.5), ring(1.51))).toContain(
      'as fast as ports: no clear difference.',
    );
  });

  test('names what limits a line that wins: the machine, the slowest station, or neither', () => {
    expect(explained('cpu-bound', engine('threads', 1.8))).toContain(
      'The machine sets the limit: its parallel capacity is 1.90. With more cores the slowest station, the oven, would set it, at 3.30x.',
    );
    expect(explained('wait-bound', engine('threads', 2.4, { limit: 2.5 }))).toContain(
      'The slowest station, the oven, sets the limit',
    );
    expect(explained('cpu-bound', engine('threads', 1.2))).toContain(
      'The line stays clearly below its limit. Possible reasons: ',
    );
  });

  test('names no cause where the outcome is not clear', () => {
    for (const threads of [engine('threads', 1.01), engine('threads', 0.8), engine('threads', 1.2, { noise: WILD })])
      expect(explained('cpu-bound', threads)).not.toMatch(/sets the limit|stays clearly below/);
  });
});

test('the bottleneck is the station with the highest utilisation', () => {
  expect(bottleneckOf(engine('threads', 1).stations)?.name).toBe('oven');
  expect(bottleneckOf([])).toBeUndefined();
});
