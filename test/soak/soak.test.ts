/** The soak itself: it passes what is good, sees what is not, and plays the same run again from its seed. */
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import type { Engine, LineRun } from '../../src/engine/engine.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import { UsageError } from '../../src/terminal/usage-error.ts';
import { bread } from '../cake/bread.ts';
import { ended, startProgram } from '../programs/run.ts';
import { FAULT_NAMES, strikes } from './faults.ts';
import { parseSoak } from './options.ts';
import { terminateAll } from './resources.ts';
import { type Scenario, SOAKED, scenarioFor, seedFor } from './scenario.ts';
import { type Hire, hire, trial } from './trial.ts';

const scenario: Scenario = {
  recipe: readRecipe(bread(), 'bread'),
  order: { cakes: 10, seed: 1, delivery: 'order' },
  capacity: 2,
  oneByOne: false,
  engines: ['event-loop'],
  mishap: null,
};
const throwing: Scenario = {
  ...scenario,
  mishap: { engine: 'event-loop', blows: [{ fault: 'throws', station: 2, share: 0.5 }] },
};
const never = new Promise<never>(() => {});

/** Hires honest engines whose runs come out otherwise. */
function dishonest(change: (run: Promise<LineRun>) => Promise<LineRun>): Hire {
  return (name, asked) => {
    const honest = hire(name, asked);
    return { ...honest, run: (line) => change(honest.run(line)) };
  };
}

describe('a trial', () => {
  test('of honest engines counts the runs that balance and the fault that was injected', async () => {
    expect(await trial(scenario, hire, never)).toEqual({ balanced: 2, cakes: 20, injected: null });
    expect(await trial(throwing, hire, never)).toEqual({ balanced: 3, cakes: 30, injected: 'throws' });
  });

  test('is played again from its seed', async () => {
    expect(scenarioFor(seedFor(7, 3))).toEqual(scenarioFor(seedFor(7, 3)));
    expect(scenarioFor(seedFor(7, 4))).not.toEqual(scenarioFor(seedFor(7, 3)));
  });

  const forgotten = (run: LineRun): LineRun => ({ ...run, stations: run.stations.slice(1) });
  const idle = (run: LineRun): LineRun => ({ ...run, stations: run.stations.map((one) => ({ ...one, digest: 1 })) });

  test.each([
    ['books that do not balance', scenario, async (run: Promise<LineRun>) => forgotten(await run), 'do not balance'],
    ['work that was not done', scenario, async (run: Promise<LineRun>) => idle(await run), 'the engines disagree'],
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
      'a failure that says something else',
      throwing,
      (run: Promise<LineRun>) =>
        run.catch(() => {
          throw new StationFailure('oven', new Error('out of flour'));
        }),
      'found StationFailure: station "oven" failed: out of flour',
    ],
  ])('sees %s', async (_, played, change, message) => {
    await expect(trial(played, dishonest(change), never)).rejects.toThrow(message);
  });

  test('sees a fault that nobody reports', async () => {
    const deaf: Hire = (name, asked) => {
      const honest = hire(name, asked);
      let known: Promise<LineRun> | null = null;
      const run: Engine['run'] = (line) => {
        known ??= honest.run(line);
        return known;
      };
      return { ...honest, run };
    };
    await expect(trial(throwing, deaf, never)).rejects.toThrow('it was unharmed, and oven throws');
  });

  test('sees a thread that is left behind', async () => {
    const careless: Hire = (name, asked) => {
      void new Worker('setInterval(() => {}, 1000)', { eval: true });
      return hire(name, asked);
    };
    await expect(trial(scenario, careless, never)).rejects.toThrow(
      'expected nothing to be left behind, found 1 threads',
    );
    await terminateAll();
  });
});

test('among some hundred runs there is every engine, every fault, every width of a channel', () => {
  const scenarios = Array.from({ length: 600 }, (_, i) => scenarioFor(seedFor(1, i)));
  expect(new Set(scenarios.flatMap(({ engines }) => engines))).toEqual(new Set(SOAKED));
  expect(new Set(scenarios.map(({ capacity }) => capacity))).toEqual(new Set([1, 2, 7, 64, 1024]));
  expect(new Set(scenarios.map(({ oneByOne }) => oneByOne)).size).toBe(2);
  const blows = scenarios.flatMap(({ mishap }) => (mishap === null ? [] : [mishap.blows]));
  expect(new Set(blows.flat().map(({ fault }) => fault))).toEqual(new Set(FAULT_NAMES));
  expect(new Set(blows.map(({ length }) => length))).toEqual(new Set([1, 2]));
});

test('what would end the main thread is never done on it', () => {
  const onMain = FAULT_NAMES.filter((fault) => strikes(fault, 'event-loop') || strikes(fault, 'cooperative'));
  expect(onMain).toEqual(['throws', 'throws undefined']);
});

describe('options', () => {
  const draw = (): number => 42;

  test('without any it soaks for a minute, after ten thousand documents', () => {
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
  test('prints its seed, what it did, and how many passed', async () => {
    const child = startProgram(['--seed', '5', '--minutes', '0', '--documents', '50'], {}, 'soak');
    const { code, stdout, stderr } = await ended(child);
    expect(stdout).toMatch(/^soak, seed 5\n[\s\S]*\n50 passed, 0 failed\n$/);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('ends on Ctrl-C with what it has done so far', async () => {
    const child = startProgram(['--seed', '5', '--minutes', '1000', '--documents', '0'], {}, 'soak');
    const { code, stdout } = await ended(child, (text) => {
      if (text.includes('seed 5') && !child.killed) child.kill('SIGINT');
    });
    expect(stdout).toMatch(/\d+ passed, 0 failed\n$/);
    expect(code).toBe(130);
  });
});
