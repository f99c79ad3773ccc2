/** The proof: which outputs are equal, which inputs and outputs are refused, and with what words. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/line/factory-error.ts';
import type { Callable } from '../../src/pays/callable.ts';
import {
  CallError,
  callFailure,
  checkOnThread,
  firstDifference,
  OutputsError,
  type Proved,
  prove,
  samplesOf,
  withoutProof,
} from '../../src/pays/proof.ts';

const FILE = '/home/me/work.ts';

class Cake {
  readonly eggs: unknown;
  constructor(eggs: unknown) {
    this.eggs = eggs;
  }
}

function proofOf(call: Callable, inputs: readonly unknown[], enough = () => false): Promise<Proved> {
  return prove(call, samplesOf(inputs), FILE, () => {}, enough);
}

describe('the samples', () => {
  const orderOf = (count: number): number[] =>
    samplesOf(Array.from({ length: count }, (_, i) => i)).map(({ index }) => index);

  test('are all inputs, each once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (count) => {
        const seen = new Set(orderOf(count));
        expect(seen.size).toBe(count);
        expect([Math.min(...seen), Math.max(...seen)]).toEqual([0, count - 1]);
      }),
      { numRuns: 30 },
    );
  });

  test('keep their places among the inputs', () => {
    const inputs = Array.from({ length: 1000 }, (_, i) => ({ place: i }));
    for (const { index, input } of samplesOf(inputs)) expect(input).toEqual({ place: index });
  });

  test('begin with inputs from everywhere: each quarter has its share of the first ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 10_000 }), fc.integer({ min: 16, max: 64 }), (count, taken) => {
        const first = orderOf(count).slice(0, taken);
        // Of a power of two each quarter has exactly its share; of any other number at least half of it.
        for (let quarter = 0; quarter < 4; quarter++) {
          const inside = first.filter((index) => Math.floor((4 * index) / count) === quarter).length;
          expect(inside).toBeGreaterThanOrEqual(Math.floor(taken / 8));
        }
      }),
    );
  });

  test('are clones', () => {
    const input = { eggs: [1] };
    const [sample] = samplesOf([input]);
    input.eggs.push(2);
    expect(sample).toEqual({ index: 0, input: { eggs: [1] } });
  });

  test('that cannot be cloned are refused with their path', () => {
    expect(() => samplesOf([1, { user: { tags: [Symbol('tag')] } }])).toThrow(
      new CallError('input 1: expected what can be cloned to another thread, found .user.tags[0] is a symbol'),
    );
    expect(() => samplesOf([() => 1])).toThrow(
      'input 0: expected what can be cloned to another thread, found a function',
    );
  });
});

describe('outputs', () => {
  test('that are the same twice are proved equal', async () => {
    const proved = await proofOf((n) => ({ n, list: [n] }), [1, 2, 3]);
    expect(proved).toMatchObject({ equal: true, reason: null, inputs: 3, isAsync: false, changesInput: false });
    expect(proved.hashes).toHaveLength(3);
    expect(proved.outputs).toEqual(proved.samples.map(({ input }) => ({ n: input, list: [input] })));
    expect(proved.callMs).toHaveLength(3);
  });

  test('of promises are awaited', async () => {
    expect(await proofOf(async (n) => n, [1, 2])).toMatchObject({ equal: true, isAsync: true });
    // Any object with a `then` will do.
    const thenable: Callable = (n) => Object.fromEntries([['then', (done: (value: unknown) => void) => done(n)]]);
    expect(await proofOf(thenable, [1, 2])).toMatchObject({ equal: true, isAsync: true, outputs: [1, 2] });
  });

  test('that differ between runs are no error, and nothing is proved', async () => {
    let calls = 0;
    const proved = await proofOf(() => calls++, [1, 2]);
    expect(proved).toMatchObject({ equal: false, reason: 'outputs differ between runs', hashes: null, inputs: 2 });
  });

  test('that cannot be compared are no error, and nothing is proved', async () => {
    // It can be cloned once: after that it has another value, a function.
    const once = (): unknown => {
      let reads = 0;
      return {
        get eggs() {
          return reads++ === 0 ? 3 : () => 3;
        },
      };
    };
    const proved = await proofOf(once, [1, 2]);
    expect(proved).toMatchObject({ equal: false, reason: 'outputs cannot be compared', hashes: null, inputs: 2 });
  });

  test('that cannot be cloned are refused with their path', async () => {
    await expect(proofOf((n) => (n === 2 ? { save: { now: () => n } } : n), [0, 1, 2, 3])).rejects.toThrow(
      new CallError('input 2: expected an output that can be cloned to another thread, found .save.now is a function'),
    );
  });

  test('are not all wanted: it stops where there are enough', async () => {
    const told: number[] = [];
    const proved = await prove(
      (n) => n,
      samplesOf([0, 1, 2, 3, 4, 5, 6, 7]),
      FILE,
      (index) => told.push(index),
      () => new Set(told).size === 3,
    );
    expect(proved).toMatchObject({ inputs: 3, equal: true });
    expect(proved.samples.map(({ index }) => index)).toEqual([0, 4, 2]);
    expect([...new Set(told)]).toEqual([0, 4, 2]);
  });
});

test.each<[string, Callable, string | null]>([
  ['of a class', (n) => new Cake(n), 'Cake'],
  ['of a class of no name', () => new (class {})(), 'of no name'],
  ['of a plain object', (n) => ({ n }), null],
  ['without a prototype', () => Object.create(null), null],
  ['that cross with their class', (n) => new Map([[n, n]]), null],
  ['that are no objects', (n) => n, null],
])('outputs %s lose a class on their way: %j', async (_, call, lostClass) => {
  expect(await proofOf(call, [1, 2])).toMatchObject({ equal: true, lostClass });
});

test('outputs that have the same memory are found', async () => {
  const oven = new Uint8Array(10);
  expect(await proofOf(() => ({ oven }), [1])).toMatchObject({ sharesMemory: true });
  expect(await proofOf(() => ({ oven: new Uint8Array(10) }), [1, 2])).toMatchObject({ sharesMemory: false });
});

describe('a function', () => {
  test('that changes its input is found, and gets a new one with each call', async () => {
    const proved = await proofOf((list) => (Array.isArray(list) ? list.push(1) : 0), [[], [7]]);
    expect(proved).toMatchObject({ equal: true, changesInput: true, outputs: [1, 2] });
    expect(proved.samples.map(({ input }) => input)).toEqual([[], [7]]);
  });

  test.each<[string, Callable]>([
    [
      'throws',
      (n) => {
        if (n === 5) throw new RangeError('five is forbidden');
      },
    ],
    [
      'rejects',
      async (n) => {
        if (n === 5) throw new RangeError('five is forbidden');
      },
    ],
  ])('that %s is refused: the input is named by its place', async (_, call) => {
    const failure = await proofOf(call, [0, 1, 2, 3, 4, 5, 6]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CallError);
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toHaveProperty('message', 'input 5: the function throws: five is forbidden');
    expect(failure).toHaveProperty('cause', new RangeError('five is forbidden'));
  });

  test('may throw anything', async () => {
    await expect(
      proofOf(() => {
        throw null;
      }, [1]),
    ).rejects.toThrow(/^input 0: the function throws: /);
  });
});

test('a failure on a thread says so, and where it arose', () => {
  const error = new Error('late');
  error.stack = `Error: late\n    at resize (file://${FILE}:3:9)`;
  expect(callFailure(error, null, FILE, 'on a thread').message).toBe(
    'a call: the function throws on a thread: late, at work.ts:3:9',
  );
});

describe('the outputs of a run', () => {
  const where = 'in the way "one worker"';
  const inputs = [10, 20, 30, 40];
  /** In the order of the samples. */
  async function outputsAnd(timed: number): Promise<{ readonly proved: Proved; readonly outputs: unknown[] }> {
    const proved = await proofOf((n) => [n], inputs);
    return { proved, outputs: [...proved.outputs.slice(0, timed), ...proved.outputs.slice(0, timed)] };
  }

  test('are those of the proof, in turn', async () => {
    const { proved, outputs } = await outputsAnd(3);
    expect(() => checkOnThread(proved, outputs, 3, where)).not.toThrow();
  });

  test('that are others are an error that names the input', async () => {
    const { proved, outputs } = await outputsAnd(3);
    // The fifth is the second sample again, and that is the third input.
    outputs[4] = [31];
    expect(firstDifference(proved, outputs, 3)).toEqual({ index: 2, input: 30 });
    expect(() => checkOnThread(proved, outputs, 3, where)).toThrow(OutputsError);
    expect(() => checkOnThread(proved, outputs, 3, where)).toThrow(
      /^input 2: expected the same output in the way "one worker" as on the main thread, found another one/,
    );
  });

  test('that cannot be compared are an error where the others could', async () => {
    const { proved, outputs } = await outputsAnd(3);
    outputs[0] = () => 1;
    expect(() => checkOnThread(proved, outputs, 3, where)).toThrow(OutputsError);
  });

  test('are not compared where nothing is proved', async () => {
    const { proved } = await outputsAnd(3);
    const without = withoutProof(proved);
    expect(without).toMatchObject({ equal: false, reason: 'outputs differ between runs', inputs: 4 });
    expect(firstDifference(without, [1, 2, 3], 3)).toBe(null);
    expect(() => checkOnThread(without, [1, 2, 3], 3, where)).not.toThrow();
  });
});
