/** The graders: solutions pass, starting files fail for the right reason, and every planted mistake is found. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Belt } from '../../../src/lessons/exercises/04-bound-the-belt.ts';
import type { Kitchen as Tools } from '../../../src/lessons/exercises/05-break-the-cycle.ts';
import type { Kitchen } from '../../../src/lessons/exercises/06-make-stop-heard.ts';
import type { Word } from '../../../src/lessons/exercises/07-a-mutex.ts';
import type { Belts } from '../../../src/lessons/exercises/08-keep-the-order.ts';
import { best, busiest, crossing } from '../../../src/lessons/exercises/grading/09-placement.ts';
import { claimChecks, type Measured } from '../../../src/lessons/exercises/grading/10-claim.ts';
import { type Checked, made } from '../../../src/lessons/exercises/grading/check.ts';
import { EXERCISES } from '../../../src/lessons/exercises/grading/exercises.ts';
import { startingCode, startingFile } from '../../../src/lessons/exercises/grading/files.ts';
import type { Interval } from '../../../src/measure/statistics/samples.ts';
import { type Exports, graded, gradedFile } from './graded.ts';

const SOLUTIONS = resolve(import.meta.dirname, 'solutions');
const NUMBERS = EXERCISES.map(({ number }) => number);

function failing(checks: readonly Checked[]): Checked[] {
  return checks.filter(({ passed }) => !passed);
}

describe('the exercises', () => {
  test('are ten, each with its file and a solution', () => {
    expect(NUMBERS).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const files = EXERCISES.map(({ slug }) => `${slug}.ts`);
    expect(readdirSync(SOLUTIONS).toSorted()).toEqual(files);
    for (const exercise of EXERCISES) {
      expect(startingFile(exercise)).toContain(`${String(exercise.number).padStart(2, '0')}-`);
      expect(startingCode(exercise)).toMatch(new RegExp(`^/\\*\\*\n \\* Exercise ${exercise.number}: `));
    }
  });

  test('are files that can be copied: they import nothing', () => {
    for (const exercise of EXERCISES) expect(startingCode(exercise)).not.toMatch(/^import|\bfrom '/m);
  });

  test.each(EXERCISES.map((exercise) => [exercise.number, exercise] as const))(
    '%i says in its checks what it wants, and has a hint',
    async (_, exercise) => {
      const { grader } = await exercise.grader();
      expect(grader.hint.length).toBeGreaterThan(40);
      const checks = grader.checks({ path: '/x.ts', url: 'file:///x.ts', exports: {} });
      expect(checks.length).toBeGreaterThan(2);
      expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
      for (const { wanted } of checks) expect(wanted.length).toBeGreaterThan(3);
    },
  );

  // The tenth measures: see below.
  test.each(EXERCISES.slice(0, 9))('$number is solved by its solution', async ({ number, slug }) => {
    expect(failing(await gradedFile(number, join(SOLUTIONS, `${slug}.ts`)))).toEqual([]);
  });

  test.each([
    [1, /gets butter, sends butter/],
    [2, /receives sugar, eggs$/],
    [3, /^baker checks: 1 egg; icer checks: 1 egg; baker takes: 0; icer takes: -1: there was no egg$/],
    [4, /sender puts b: 2 on the belt, and room for 1$/],
    [5, /^baker takes the bowl; icer takes the whisk; decorator takes the knife; stuck: baker waits for the whisk/],
    [6, /^199,990 more$/],
    [7, /^thread A sees 0; thread B sees 0; .*thread B has the lock, and thread A has it too$/],
    [8, /collector sends cake 2, and cake 1 is due$/],
    [9, /^560 us for a cake$/],
  ])('%i is not solved by its starting code, for the right reason', async (number, reason) => {
    const exercise = EXERCISES[number - 1] ?? { slug: '' };
    const [first] = failing(await gradedFile(number, startingFile(exercise)));
    expect(first?.found).toMatch(reason);
    expect(first?.order.join('; ')).toBe(first?.order.length === 0 ? '' : first?.found);
  });
});

describe('a mistake that is easy to make is found:', () => {
  const mistakes: readonly (readonly [name: string, number: number, exports: Exports, found: RegExp])[] = [
    [
      'a melter that sends one ingredient late',
      1,
      {
        *melter(send: (product: string) => void): Generator<undefined, void, string> {
          let kept = false;
          while (true) {
            const ingredient = yield;
            if (kept) send('melted butter');
            kept = ingredient === 'butter';
          }
        },
      },
      /^gets butter$/,
    ],
    [
      'a station that is primed twice',
      2,
      {
        feed(station: Generator<undefined, void, string>, ingredients: readonly string[]) {
          station.next('');
          station.next('');
          for (const ingredient of ingredients) station.next(ingredient);
        },
      },
      /^the station receives , flour, sugar, eggs$/,
    ],
    [
      'a cook without a bowl',
      3,
      {
        *cook(storage: { eggs(): number; takeEgg(): void }) {
          if (storage.eggs() > 0) storage.takeEgg();
          yield 'fetch a bowl';
        },
      },
      /takes: 0: it has no bowl yet$/,
    ],
    [
      'a cook who never takes an egg',
      3,
      {
        *cook() {
          yield 'fetch a bowl';
        },
      },
      /in the end: 1 egg left by 1 cook$/,
    ],
    [
      'a cook who checks again, but leaves a yield before the take',
      3,
      {
        *cook(storage: { eggs(): number; takeEgg(): void }) {
          yield 'fetch a bowl';
          if (storage.eggs() > 0) {
            yield;
            storage.takeEgg();
          }
        },
      },
      /baker checks: 1 egg; icer .*takes: -1: there was no egg$/,
    ],
    [
      'a sender who checks the room once',
      4,
      {
        *send(belt: Belt, item: string) {
          if (belt.count() >= belt.room) yield;
          belt.put(item);
        },
        receive: receiveRightly,
      },
      /2 on the belt, and room for 1$/,
    ],
    [
      'a sender who waits for an empty belt',
      4,
      {
        *send(belt: Belt, item: string) {
          while (belt.count() > 0) yield;
          belt.put(item);
        },
        receive: receiveRightly,
      },
      /^at most 1 item on the belt$/,
    ],
    [
      'a sender who drops what finds no room',
      4,
      {
        *send(belt: Belt, item: string) {
          yield;
          if (belt.count() < belt.room) belt.put(item);
        },
        receive: receiveRightly,
      },
      /stuck: receiver waits$/,
    ],
    [
      'a receiver who does not look',
      4,
      {
        *send(belt: Belt, item: string) {
          while (belt.count() >= belt.room) yield;
          belt.put(item);
        },
        *receive(belt: Belt) {
          if (belt.count() === 0) yield;
          return belt.take();
        },
      },
      /there was no item$/,
    ],
    [
      'cooks who take a tool that they do not need',
      5,
      {
        baker: (kitchen: Tools) => workWith(kitchen, ['bowl', 'whisk']),
        icer: (kitchen: Tools) => workWith(kitchen, ['bowl', 'whisk', 'knife']),
        decorator: (kitchen: Tools) => workWith(kitchen, ['bowl', 'knife']),
      },
      /^icer takes the bowl, which it does not need$/,
    ],
    [
      'a cook who keeps a tool',
      5,
      {
        baker(kitchen: Tools) {
          kitchen.take('bowl');
          kitchen.take('whisk');
          kitchen.work();
          kitchen.giveBack('whisk');
        },
        icer: (kitchen: Tools) => workWith(kitchen, ['whisk', 'knife']),
        decorator: (kitchen: Tools) => workWith(kitchen, ['bowl', 'knife']),
      },
      /in the end: the baker has not given the bowl back$/,
    ],
    [
      'a cook who works without its tools',
      5,
      {
        baker: (kitchen: Tools) => kitchen.work(),
        icer: (kitchen: Tools) => workWith(kitchen, ['whisk', 'knife']),
        decorator: (kitchen: Tools) => workWith(kitchen, ['bowl', 'knife']),
      },
      /^baker works without the bowl$/,
    ],
    [
      'an await that gives no turn to events',
      6,
      {
        async crackEggs(eggs: number, kitchen: Kitchen, stop: AbortSignal) {
          let cracked = 0;
          try {
            for (; cracked < eggs && !stop.aborted; cracked++) {
              kitchen.crack();
              if (cracked % 100 === 0) await Promise.resolve();
            }
            return cracked;
          } finally {
            kitchen.cleanUp();
          }
        },
      },
      /^199,990 more$/,
    ],
    [
      'a stop without cleaning',
      6,
      {
        async crackEggs(eggs: number, kitchen: Kitchen, stop: AbortSignal) {
          for (let cracked = 0; cracked < eggs; cracked++) {
            if (stop.aborted) return cracked;
            kitchen.crack();
            if (cracked % 100 === 0) await new Promise((go) => setImmediate(go));
          }
          kitchen.cleanUp();
          return eggs;
        },
      },
      /cleaned up 0 times$/,
    ],
    [
      'an unlock that wakes nobody',
      7,
      { lock: lockRightly, unlock: (word: Word) => word.store(0) },
      /stuck: thread \w sleeps$/,
    ],
    [
      'an unlock that wakes before it stores',
      7,
      {
        lock: lockRightly,
        unlock(word: Word) {
          word.notify();
          word.store(0);
        },
      },
      /stuck: thread \w sleeps$/,
    ],
    [
      'a lock that does not look again when it wakes up',
      7,
      {
        lock(word: Word) {
          if (word.compareExchange(0, 1) !== 0) word.wait(1);
        },
        unlock: unlockRightly,
      },
      /has the lock, and thread \w has it too$/,
    ],
    [
      'a lock that spins',
      7,
      { lock: (word: Word) => void spinOn(word), unlock: unlockRightly },
      /looks 12 times one after the other and does not sleep$/,
    ],
    [
      'a mutex with three states whose unlock is two steps',
      7,
      {
        lock(word: Word) {
          if (word.compareExchange(0, 1) === 0) return;
          do {
            if (word.load() === 2 || word.compareExchange(1, 2) !== 0) word.wait(2);
          } while (word.compareExchange(0, 2) !== 0);
        },
        unlock(word: Word) {
          const before = word.load();
          word.store(0);
          if (before === 2) word.notify();
        },
      },
      /stuck: thread \w sleeps$/,
    ],
    [
      'a collector who waits for the last cake',
      8,
      {
        collect(belts: Belts, cakes: number) {
          const all = Array.from({ length: cakes }, () => belts.receive());
          for (const cake of all.toSorted((one, other) => one - other)) belts.send(cake);
        },
      },
      /waits for another cake, and has not sent cake 1$/,
    ],
    [
      'a collector who sends what it does not have',
      8,
      {
        collect(belts: Belts, cakes: number) {
          for (let cake = 1; cake <= cakes; cake++) {
            belts.receive();
            belts.send(cake);
          }
        },
      },
      /sends cake 1, which it has not received$/,
    ],
    [
      'a collector who forgets the early cakes',
      8,
      {
        collect(belts: Belts, cakes: number) {
          let due = 1;
          for (let i = 0; i < cakes; i++) if (belts.receive() === due) belts.send(due++);
        },
      },
      /in the end: 1 cake sent of 3$|and has not sent cake/,
    ],
    [
      'a station that is forgotten',
      9,
      { placement: [['producer', 'dry mixer', 'wet mixer'], ['oven']] },
      /^2 threads with producer, dry mixer, wet mixer, oven$/,
    ],
    [
      'a producer on the wrong thread',
      9,
      {
        placement: [
          ['dry mixer', 'wet mixer'],
          ['producer', 'butter melter', 'oven'],
        ],
      },
      /^12 for a cake$/,
    ],
    [
      'a placement whose work is not divided yet, however few items cross',
      9,
      { placement: [['producer', 'dry mixer', 'butter melter', 'wet mixer'], ['oven']] },
      /^not judged yet: first divide the work as wanted above$/,
    ],
    ['a station that does not exist', 9, { placement: [['fridge'], ['oven']] }, /^2 threads with fridge, oven$/],
  ];

  test.each(mistakes)('%s', async (_, number, exports, found) => {
    const failed = failing(await graded(number, exports));
    expect(failed.map((check) => check.found).find((text) => found.test(text)) ?? failed).toMatch(found);
  });

  test('code that throws, with its place', async () => {
    const checks = await graded(3, {
      *cook() {
        yield 'fetch a bowl';
        throw new RangeError('no bowl left');
      },
    });
    expect(failing(checks)[0]?.found).toMatch(/^baker yields "fetch a bowl"; baker throws RangeError: no bowl left/);
    const threads = await graded(7, {
      lock() {
        throw new RangeError('no key');
      },
      unlock() {},
    });
    expect(failing(threads)[0]?.found).toMatch(/^thread A throws RangeError: no key/);
  });

  test('code that catches what ends a run of the explorer', async () => {
    const checks = await graded(7, {
      lock(word: Word) {
        try {
          lockRightly(word);
        } catch {
          throw new Error('another error in its place');
        }
      },
      unlock: unlockRightly,
    });
    expect(failing(checks)).toEqual([]);
  });

  test('coroutines that go on for ever', async () => {
    const checks = await graded(3, {
      *cook() {
        while (true) yield 'fetch a bowl';
      },
    });
    expect(failing(checks)[0]?.found).toMatch(/baker goes on and on$/);
    const waiting = await graded(3, {
      *cook(storage: { eggs(): number; takeEgg(): void }) {
        yield 'fetch a bowl';
        while (storage.eggs() === 0) yield;
        storage.takeEgg();
      },
    });
    expect(failing(waiting).map(({ found }) => found)).toContainEqual(expect.stringMatching(/stuck: icer waits$/));
  });

  test('functions that make no generator', async () => {
    const [check] = failing(await graded(1, { melter: () => 3 }));
    expect(check?.found).toMatch(/^Error: expected function\* melter, which makes a generator/);
  });
});

test('the best placement is the one that the recipe has, and only one reaches it', () => {
  expect(best()).toEqual({ workUs: 400, items: 4 });
  const whole = [['producer', 'dry mixer', 'butter melter', 'wet mixer', 'oven'], []];
  expect([busiest(whole), crossing(whole)]).toEqual([800, 0]);
});

describe('a claim about one thread and a pool', () => {
  const interval = (low: number, median: number, high: number): Interval => ({ low, median, high, confidence: 0.95 });
  const waits: Measured = {
    thread: interval(0.96, 0.98, 0.99),
    pool: interval(3.7, 3.8, 3.9),
    poolAgainstThread: interval(3.7, 3.9, 4),
  };
  const passed = async (claim: unknown, measured: Measured): Promise<boolean[]> => {
    const checks = claimChecks(claim, async () => measured);
    return (await Promise.all(checks.map((check) => made(check, '/x.ts')))).map((check) => check.passed);
  };

  test.each([
    ['wins', { choice: 'pool', outcome: 'wins', times: 3.8 }, waits, [true, true, true]],
    ['wins, at the edge', { choice: 'pool', outcome: 'wins', times: 4.8 }, waits, [true, true, true]],
    ['promises too much', { choice: 'pool', outcome: 'wins', times: 8 }, waits, [true, false, true]],
    ['calls a win unclear', { choice: 'pool', outcome: 'unclear', times: 3.8 }, waits, [false, true, true]],
    ['chooses the slower one', { choice: 'thread', outcome: 'unclear', times: 1 }, waits, [true, true, false]],
    [
      'says that the pool loses',
      { choice: 'pool', outcome: 'loses', times: 0.02 },
      { ...waits, pool: interval(0.01, 0.02, 0.03), poolAgainstThread: interval(0.9, 1, 1.1) },
      [true, true, true],
    ],
    [
      'wins where the run shows nothing',
      { choice: 'pool', outcome: 'wins', times: 2 },
      { ...waits, pool: interval(0.9, 2, 3.1) },
      [false, true, true],
    ],
    [
      'wins where the run shows what no machine can do',
      { choice: 'pool', outcome: 'wins', times: 6 },
      { ...waits, pool: interval(5.5, 6, 6.5) },
      [false, true, true],
    ],
    ['is no claim', { choice: 'pool' }, waits, [false, false, false]],
    ['is missing', undefined, waits, [false, false, false]],
  ] as const)('%s', async (_, claim, measured, expected) => {
    expect(await passed(claim, measured)).toEqual(expected);
  });

  test('is measured on threads, and says what was measured', async () => {
    const path = join(SOLUTIONS, '10-thread-or-pool.ts');
    const checks = await gradedFile(10, path);
    expect(checks.map(({ name }) => name)).toEqual(['the outcome', 'the figure', 'the choice']);
    expect(checks[1]?.found).toMatch(
      /^you claim 3\.70x for the pool; measured: thread \d+\.\d\dx \(\d+\.\d\d to \d+\.\d\d\), pool \d+\.\d\dx \(/,
    );
  });
});

function* receiveRightly(belt: Belt): Generator<undefined, string, undefined> {
  while (belt.count() === 0) yield;
  return belt.take();
}

function lockRightly(word: Word): void {
  while (word.compareExchange(0, 1) !== 0) word.wait(1);
}

function unlockRightly(word: Word): void {
  word.store(0);
  word.notify();
}

function spinOn(word: Word): void {
  while (word.compareExchange(0, 1) !== 0) word.load();
}

function workWith(kitchen: Tools, tools: readonly ('bowl' | 'whisk' | 'knife')[]): void {
  for (const tool of tools) kitchen.take(tool);
  kitchen.work();
  for (const tool of tools.toReversed()) kitchen.giveBack(tool);
}
