/** The soak itself: a correct engine passes, a faulty one fails, and a seed repeats its run. */
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import type { Engine, LineRun } from '../../src/engine/engine.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import { UsageError } from '../../src/terminal/usage-error.ts';
import { bread } from '../cake/bread.ts';
import { ended, startProgram } from '../programs/run.ts';
import { FAULT_NAMES, mayInject } from './faults.ts';
import { parseSoak } from './options.ts';
import { terminateAll } from './resources.ts';
import { ENGINES_UNDER_TEST, type Scenario, scenarioFor, seedFor } from './scenario.ts';
import { createEngine, type EngineFactory, trial } from './trial.ts';

const scenario: Scenario = {
  recipe: readRecipe(bread(), 'bread'),
  order: { cakes: 10, seed: 1, delivery: 'order' },
  capacity: 2,
  oneByOne: false,
  deal: null,
  engines: ['event-loop'],
  faultPlan: null,
};
const throwing: Scenario = {
  ...scenario,
  faultPlan: { engine: 'event-loop', injections: [{ fault: 'throws', station: 2, share: 0.5 }] },
};
const never = new Promise<never>(() => {});

/** Creates engines that change the results of their runs. */
function falsified(change: (run: Promise<LineRun>) => Promise<LineRun>): EngineFactory {
  return (name, asked) => {
    const engine = createEngine(name, asked);
    return { ...engine, run: (line) => change(engine.run(line)) };
  };
}

describe('a trial', () => {
  test('of correct engines counts the balanced runs and the injected fault', async () => {
    expect(await trial(scenario, createEngine, never)).toEqual({ balanced: 2, cakes: 20, injected: null });
    expect(await trial(throwing, createEngine, never)).toEqual({ balanced: 3, cakes: 30, injected: 'throws' });
  });

  test('depends only on its seed', async () => {
    expect(scenarioFor(seedFor(7, 3))).toEqual(scenarioFor(seedFor(7, 3)));
    expect(scenarioFor(seedFor(7, 4))).not.toEqual(scenarioFor(seedFor(7, 3)));
  });

  const forgotten = (run: LineRun): LineRun => ({ ...run, stations: run.stations.slice(1) });
  const idle = (run: LineRun): LineRun => ({ ...run, stations: run.stations.map((one) => ({ ...one, digest: 1 })) });

  test.each([
    ['books that do not balance', scenario, async (run: Promise<LineRun>) => forgotten(await run), 'do not balance'],
    ['work that is missing', scenario, async (run: Promise<LineRun>) => idle(await run), 'the engines disagree'],
    [
      'a failure that names another station',
      throwing,
      (run: Promise<LineRun>) =>
        run.catch(() => {
          throw new StationFailure('mixer', new Error('burnt'));
        }),
      'expected a StationFailure of "oven"',
    ],
    [
      'a failure with another cause',
      throwing,
      (run: Promise<LineRun>) =>
        run.catch(() => {
          throw new StationFailure('oven', new Error('out of flour'));
        }),
      'found StationFailure: station "oven" failed: out of flour',
    ],
  ])('detects %s', async (_, played, change, message) => {
    await expect(trial(played, falsified(change), never)).rejects.toThrow(message);
  });

  test('detects a fault that is not reported', async () => {
    const unaware: EngineFactory = (name, asked) => {
      const engine = createEngine(name, asked);
      let known: Promise<LineRun> | null = null;
      const run: Engine['run'] = (line) => {
        known ??= engine.run(line);
        return known;
      };
      return { ...engine, run };
    };
    await expect(trial(throwing, unaware, never)).rejects.toThrow('expected a failure, found none: oven throws');
  });

  test('detects a leaked thread', async () => {
    const leaking: EngineFactory = (name, asked) => {
      void new Worker('setInterval(() => {}, 1000)', { eval: true });
      return createEngine(name, asked);
    };
    await expect(trial(scenario, leaking, never)).rejects.toThrow('expected no leaked resources, found 1 threads');
    await terminateAll();
  });
});

test('some hundred scenarios contain every engine, every fault and every capacity', () => {
  const scenarios = Array.from({ length: 600 }, (_, i) => scenarioFor(seedFor(1, i)));
  expect(new Set(scenarios.flatMap(({ engines }) => engines))).toEqual(new Set(ENGINES_UNDER_TEST));
  expect(new Set(scenarios.map(({ capacity }) => capacity))).toEqual(new Set([1, 2, 7, 64, 1024]));
  expect(new Set(scenarios.map(({ oneByOne }) => oneByOne)).size).toBe(2);
  const injections = scenarios.flatMap(({ faultPlan }) => (faultPlan === null ? [] : [faultPlan.injections]));
  expect(new Set(injections.flat().map(({ fault }) => fault))).toEqual(new Set(FAULT_NAMES));
  expect(new Set(injections.map(({ length }) => length))).toEqual(new Set([1, 2]));
});

test('fifteen hundred scenarios contain every fault in a station that has its thread for itself, and in one that may share it', () => {
  const plans = Array.from({ length: 1500 }, (_, i) => scenarioFor(seedFor(1, i))).flatMap(({ deal, faultPlan }) =>
    faultPlan?.engine.startsWith('threads') ? [{ isShared: deal !== null, ...faultPlan }] : [],
  );
  for (const isShared of [false, true]) {
    const own = plans.filter((plan) => plan.isShared === isShared);
    const faults = own.flatMap(({ injections }) => injections.map(({ fault }) => fault));
    expect(new Set(faults)).toEqual(new Set(FAULT_NAMES));
    expect(new Set(own.map(({ engine }) => engine))).toEqual(new Set(['threads (port)', 'threads (ring)']));
  }
});

test('a fault that would end the main thread is never injected there', () => {
  const onMain = FAULT_NAMES.filter((fault) => mayInject(fault, 'event-loop') || mayInject(fault, 'cooperative'));
  expect(onMain).toEqual(['throws', 'throws undefined']);
});

describe('options', () => {
  const draw = (): number => 42;

  test('without options the soak reads ten thousand documents and runs for a minute', () => {
    const options = { minutes: 1, seed: 42, documents: 10_000, only: null };
    expect(parseSoak([], draw)).toEqual({ kind: 'soak', options });
    const only = { kind: 'run', number: 17 };
    expect(parseSoak(['--seed=-5', '--run', '17'], draw)).toMatchObject({ options: { seed: -5, only } });
  });

  test.each([
    [['--minutes', '1e3'], '--minutes: expected a number from 0 to 10000, found "1e3"'],
    [['--minutes', ''], '--minutes: expected a number from 0 to 10000, found ""'],
    [['--minutes', '10001'], '--minutes: expected a number from 0 to 10000, found "10001"'],
    [['--seed', '2147483648'], '--seed: expected a number from -2147483648 to 2147483647, found "2147483648"'],
    [['--documents=-1'], '--documents: expected a number from 0 to 10000000, found "-1"'],
    [['--run', '1'], '--run: expected --seed beside it, found none'],
    [['--seed', '1', '--run', '1', '--document', '1'], '--document: expected no --run beside it, found both'],
    [['--turbo'], "Unknown option '--turbo' (--help lists the options)"],
  ])('%j is refused', (args, message) => {
    expect(() => parseSoak(args, draw)).toThrow(new UsageError(message));
  });
});

describe('npm run soak', () => {
  test('prints its seed, its tally, and how many passed', async () => {
    const child = startProgram(['--seed', '5', '--minutes', '0', '--documents', '50'], {}, 'soak');
    const { code, stdout, stderr } = await ended(child);
    expect(stdout).toMatch(/^soak, seed 5\n[\s\S]*\n50 passed, 0 failed\n$/);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('prints its tally on Ctrl-C and ends with 130', async () => {
    const child = startProgram(['--seed', '5', '--minutes', '1000', '--documents', '0'], {}, 'soak');
    const { code, stdout } = await ended(child, (text) => {
      if (text.includes('seed 5') && !child.killed) child.kill('SIGINT');
    });
    expect(stdout).toMatch(/\d+ passed, 0 failed\n$/);
    expect(code).toBe(130);
  });
});
