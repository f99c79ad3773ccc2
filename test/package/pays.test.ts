/** `cake-factory pays` of the installed package: its answers, its refusals, and what it leaves behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Ended, ended } from '../programs/run.ts';
import { type UserFolder, userFolder } from './install.ts';
import { paysDocument } from './pays-document.ts';
import { complaints, SLOW } from './programs.ts';

/** It prints, but not with every call: that would be most of its work. */
const WORK = `console.log('loaded');
let calls = 0;
export function sum(n) {
  if (calls++ < 3) console.log('called');
  let total = 0;
  for (let i = 0; i < 1000; i++) total += i % n;
  return total;
}
export const inputs = [3, 5, 7];
`;

/** With syntax that Node cannot strip. */
const TYPED = `enum Wait { Short = 1, Long = 2 }
export const samples: readonly Wait[] = [Wait.Short, Wait.Long];
export default async function later(ms: Wait): Promise<{ ms: number }> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return { ms };
}
`;

const PIXELS = `export interface Frame { readonly place: number; readonly pixels: Uint8Array }
export function invert({ place, pixels }: Frame): Frame {
  return { place, pixels: pixels.map((value) => 255 - value) };
}
`;
const FRAMES = `import type { Frame } from './pixels.ts';
export default async function* frames(): AsyncGenerator<Frame> {
  for (let place = 0; place < 4; place++) yield { place, pixels: new Uint8Array(20_000).fill(place) };
}
`;

/** Functions that cannot be measured. */
const MISTAKES = `import { isMainThread } from 'node:worker_threads';
export const samples = [0, 1, 2, 3, 4, 5];
export function throws(n) {
  if (n === 4) throw new Error('four is forbidden');
  return n;
}
export async function rejects(n) {
  if (n === 4) throw new Error('four is late');
  return n;
}
export function throwsOnThread(n) {
  if (!isMainThread) throw new Error('no threads, please');
  return n;
}
export const givesFunction = (n) => ({ n, again: { call: () => n } });
export const differs = (n) => (isMainThread ? n : -n);
export const quits = () => process.exit(0);
export const quitsLater = (n) => { setTimeout(() => process.exit(7), 50); return new Promise(() => {}); };
export const never = () => { for (;;); };
export const neverSettles = () => new Promise(() => {});
export const neverOnThread = (n) => { while (!isMainThread); return n; };
const oven = new Uint8Array(5000);
export const givesOne = (n) => oven;
export const quitsOnThread = (n) => (isMainThread ? n : process.exit(3));
export const throwsLater = (n) => { setTimeout(() => { throw new Error('too late'); }, 50); return n; };
export const changes = () => Math.random();
export const number = 3;
let called = 0;
export const throwsAtLast = (n) => { if (++called >= 100) throw new Error('too often'); return n; };
export const differsForOne = (n) => {
  const endMs = performance.now() + 10;
  while (performance.now() < endMs);
  return isMainThread || n !== 3 ? n : -n;
};
`;

/** It says in which process it runs, on stderr: what it prints on stdout is dropped. */
const TELLS = `import { isMainThread } from 'node:worker_threads';
if (isMainThread) console.error(\`measured in \${process.pid}\`);
export const samples = [1, 2];
export const never = () => { for (;;); };
export const increment = (n) => n + 1;
`;

const FILES = {
  'work.js': WORK,
  'typed.ts': TYPED,
  'pixels.ts': PIXELS,
  'frames.ts': FRAMES,
  'mistakes.js': MISTAKES,
  'tells.js': TELLS,
  'broken.ts': 'export default {;\n',
  'many.js': Array.from({ length: 10 }, (_, n) => `export const f${n} = () => ${n};\n`).join(''),
  'inputs.json': '[3, 5, 7, 11]',
  'inputs.ndjson': '3\n5\n\n7\n',
  'inputs.txt': '3',
  'not-a-list.json': '{ "n": 3 }',
  'broken.json': '[3,\n 5 7]',
  'broken.ndjson': '3\n\n{ "n": }\n5\n',
} as const;

let folder: UserFolder;
beforeAll(async () => {
  folder = await userFolder({ type: 'commonjs' });
  for (const [name, text] of Object.entries(FILES)) folder.write(name, text);
}, SLOW.timeout);
afterAll(() => folder.remove());

/** A program that takes longer is killed, and counts as hanging. */
const HANGS_MS = 60_000;

interface Run extends Ended {
  /** What is left in its temporary folder. */
  readonly left: readonly string[];
}

type Watch = (stderr: string, child: ChildProcess) => void;

/** Runs the command. @param watch gets all that it has said on stderr so far */
function pays(args: readonly string[], watch?: Watch, user = folder): Promise<Run> {
  return node([user.command, 'pays', ...args], user, watch);
}

/** Runs Node in the folder of a user, with a temporary folder of its own, and as the leader of a group of processes. */
async function node(words: readonly string[], user: UserFolder, watch: Watch = () => {}): Promise<Run> {
  const temporary = mkdtempSync(join(user.path, 'temporary-'));
  const child = spawn(process.execPath, words, {
    cwd: user.path,
    detached: true,
    env: { ...process.env, NO_COLOR: '1', TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: HANGS_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    watch(said, child);
  });
  const end = await ended(child);
  return { ...end, left: readdirSync(temporary) };
}

/** The answer, with a small budget. */
async function answerOf(args: readonly string[], user = folder): Promise<z.infer<typeof paysDocument>> {
  const { code, stdout, left, stderr } = await pays([...args, '--budget', '2s', '--json'], undefined, user);
  expect([code, left, code === 0 ? '' : stderr]).toEqual([0, [], '']);
  return paysDocument.parse(JSON.parse(stdout));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The files that were compiled into the project of the user. */
function compiledFiles(user = folder): string[] {
  const cache = join(user.path, 'node_modules/.cache');
  return existsSync(cache) ? readdirSync(cache) : [];
}

describe.concurrent('the answer', SLOW, () => {
  test('for a file that prints, inputs in JSON, written and compared', async () => {
    const answer = await answerOf(['work.js#sum', '--input', 'inputs.json', '--out', 'answer.json']);
    expect(answer).toMatchObject({
      function: 'work.js#sum',
      samples: { count: 4 },
      proof: { equal: true, reason: null },
    });
    expect(answer.inline.atOnce).toBe(null);
    // Numbers: nothing can be transferred.
    expect(new Set(answer.pools.map(({ transfer }) => transfer))).toEqual(new Set([false]));
    // Each pool from one thread to one more than there are cores, with one input a task.
    const threads = answer.pools.filter(({ batch }) => batch === 1).map((pool) => pool.threads);
    expect([threads[0], threads.at(-1)]).toEqual([1, answer.machine.cores + 1]);
    expect(paysDocument.parse(JSON.parse(readFileSync(join(folder.path, 'answer.json'), 'utf8')))).toEqual(answer);

    const again = ['work.js#sum', '--input', 'inputs.ndjson', '--budget', '2s', '--compare', 'answer.json'];
    const { code, stdout, left } = await pays(again);
    expect([code, left]).toEqual([0, []]);
    expect(stdout).toMatch(/^work\.js#sum {2}3 inputs\b/);
    for (const word of ['verdict', 'compared', 'event loop', 'crossing', 'start-up', 'break-even', 'proof'])
      expect(stdout).toMatch(new RegExp(`^${word}\\b`, 'm'));
    expect(stdout).not.toMatch(/NaN|undefined|called|loaded/);
  });

  test('for the default export of a TypeScript file, that gives promises, and for its own samples', async () => {
    const answer = await answerOf(['typed.ts']);
    expect(answer).toMatchObject({ function: 'typed.ts', samples: { count: 2 }, proof: { equal: true } });
    expect(answer.inline.atOnce?.calls).toBeGreaterThan(1);
  });

  test('for binary inputs of a generator in a module: they are transferred too', async () => {
    const answer = await answerOf(['pixels.ts#invert', '--input', 'frames.ts']);
    expect(answer).toMatchObject({ samples: { count: 4 }, proof: { equal: true } });
    expect(answer.crossing.bytesIn).toBeGreaterThan(20_000);
    expect(answer.crossing.bytesOut).toBeGreaterThan(20_000);
    const ways = answer.pools.map(({ threads, batch, transfer }) => `${threads} ${batch} ${transfer}`);
    expect(ways).toEqual(expect.arrayContaining(['1 1 false', '1 1 true', '2 1 false', '2 1 true']));
    expect(new Set(ways).size).toBe(ways.length);
  });

  test('where outputs differ between runs: it goes on, without the proof', async () => {
    const answer = await answerOf(['mistakes.js#changes']);
    expect(answer.proof).toMatchObject({ equal: false, reason: 'outputs differ between runs' });
    expect(answer.verdict.sentence).toMatch(/^Without proof of equal work, because the outputs differ between runs: /);
  });

  test('for a function that gives the same buffer with each call: it cannot be transferred twice', async () => {
    const answer = await answerOf(['mistakes.js#givesOne']);
    expect(answer.proof.equal).toBe(true);
    expect(answer.pools.filter(({ transfer }) => transfer)).toEqual([]);
  });

  test('for an export of another file, installed by pnpm, where package.json says that files are modules', async () => {
    const user = await userFolder({ type: 'module', layout: 'pnpm' });
    try {
      user.write('work.js', WORK);
      user.write('typed.ts', TYPED);
      user.write('double.ts', 'export const double = (n: number): number => 2 * n;\n');
      const answer = await answerOf(['double.ts#double', '--input', 'typed.ts#samples'], user);
      expect(answer).toMatchObject({ function: 'double.ts#double', samples: { count: 2 }, proof: { equal: true } });
    } finally {
      user.remove();
    }
  });
});

describe.concurrent('a refusal is one line', SLOW, () => {
  test.each<[args: readonly string[], message: string]>([
    [[], 'expected a function, such as work.ts#resize, found none'],
    [['work.js#sum', 'work.js#sum'], 'expected one function, found 2'],
    [['nothing.js#sum'], 'nothing.js: expected a file, found none'],
    [['.#sum'], 'expected a file, found something else'],
    [['broken.ts#sum'], 'broken.ts:1:17'],
    [['work.js#some'], 'work.js: expected a function as the export "some", found nothing: it exports the function sum'],
    [['many.js#f'], ': it exports the functions f0, f1, f2, f3, f4, f5, f6, f7, ...\n'],
    [['work.js'], 'work.js: expected a function as the default export, found nothing: it exports the function sum'],
    [
      ['mistakes.js#number'],
      'mistakes.js: expected a function as the export "number", found 3: it exports the functions',
    ],
    [
      ['work.js#sum'],
      'work.js#samples: expected an export with the inputs, found none of that name; the file exports inputs, sum',
    ],
    [
      ['work.js#sum', '--input', 'nothing.json'],
      'nothing.json: expected a file with a list of inputs, found no such file',
    ],
    [['work.js#sum', '--input', 'nothing.ts'], 'nothing.ts: expected a file, found none'],
    [['work.js#sum', '--input', 'inputs.txt'], '--input: expected a file that ends in .json, .ndjson, .js or .ts'],
    [['work.js#sum', '--input', 'not-a-list.json'], 'not-a-list.json: expected a list of inputs, found'],
    [['work.js#sum', '--input', 'broken.json'], 'a syntax error at line 2, column 4'],
    [
      ['work.js#sum', '--input', 'broken.ndjson'],
      'broken.ndjson: expected one JSON value a line, found a syntax error at line 3, column',
    ],
    [['work.js#sum', '--input', 'export default []'], '--input: expected one input or more, found none'],
    [['work.js#sum', '--input', 'export default 3'], '--input: expected a list of inputs, found 3'],
    [['work.js#sum', '--input', 'export default {'], '--input: expected JavaScript that can be run, found: '],
    [
      ['work.js#sum', '--input', 'export default [1, { save: [1, { now() {} }] }]'],
      'input 1: expected what can be cloned to another thread, found .save[1].now is a function',
    ],
    [['mistakes.js#throws'], 'mistakes.js#throws: input 4: the function throws: four is forbidden, at mistakes.js:4:'],
    [['mistakes.js#rejects'], 'mistakes.js#rejects: input 4: the function throws: four is late, at mistakes.js:8:'],
    [['mistakes.js#throwsOnThread'], 'the function throws on a thread: no threads, please, at mistakes.js:12:'],
    [['mistakes.js#throwsLater'], 'mistakes.js#throwsLater: the function throws outside of its calls: too late'],
    [['mistakes.js#quitsOnThread'], 'mistakes.js#quitsOnThread: a call ends its thread, with code 3'],
    [
      ['mistakes.js#givesFunction'],
      'mistakes.js#givesFunction: input 0: expected an output that can be cloned to another thread, found .again.call is a function',
    ],
    [['work.js#sum', '--budget', '1s'], '--budget: expected a time from 2s to 10m, such as 10s, found "1s"'],
    [['work.js#sum', '--hang', '0'], '--hang: expected an integer from 1 to 86400, found "0"'],
    [['work.js#sum', '--quick'], '--quick'],
    [['work.js#sum', '--out', './work.js'], '--out: expected a different file, found the same file as work.js'],
    [
      ['work.js#sum', '--input', 'inputs.json', '--out', './inputs.json'],
      '--out: expected a different file, found the same file as --input',
    ],
    [['work.js#sum', '--out', 'nowhere/answer.json'], 'nowhere'],
    [
      ['work.js#sum', '--compare', 'nothing.json'],
      'nothing.json: expected a file with an answer of pays, found no such file',
    ],
    [
      ['work.js#sum', '--compare', 'not-a-list.json'],
      'not-a-list.json: expected an answer of pays, found something else',
    ],
    [['work.js#sum', '--compare', 'inputs.ndjson'], 'inputs.ndjson: expected an answer of pays as JSON, found'],
  ])('%j', async (args, message) => {
    const program = await pays([...args, '--json']);
    const said = complaints(program);
    expect([program.code, program.stdout, program.left, said.split('\n').length]).toEqual([2, '', [], 2]);
    expect(said).toContain(message);
  });
});

test('a function that throws only after many calls is refused with the input of that call', SLOW, async () => {
  const program = await pays(['mistakes.js#throwsAtLast', '--json']);
  expect([program.code, program.stdout, program.left]).toEqual([2, '', []]);
  expect(complaints(program)).toMatch(
    /^mistakes\.js#throwsAtLast: input [0-5]: the function throws: too often, at [^\n]*\n$/,
  );
});

test('an answer about another function is not compared', SLOW, async () => {
  const answer = await answerOf(['tells.js#increment', '--out', 'other.json']);
  expect(answer.function).toBe('tells.js#increment');
  const program = await pays(['work.js#sum', '--input', 'inputs.json', '--compare', 'other.json']);
  expect([program.code, program.stdout, program.left]).toEqual([2, '', []]);
  expect(complaints(program)).toBe(
    '--compare: expected an answer about work.js#sum, found one about "tells.js#increment"\n',
  );
});

test(
  'an output that differs on a thread for one input is found, although the timed runs leave it out',
  SLOW,
  async () => {
    const program = await pays(['mistakes.js#differsForOne', '--json']);
    expect([program.code, program.stdout, program.left]).toEqual([1, '', []]);
    expect(complaints(program)).toMatch(
      /^mistakes\.js#differsForOne: input 3: expected the same output on a thread [^\n]*\n$/,
    );
  },
);

describe.concurrent('a function fails with exit code 1 and one line', SLOW, () => {
  test.each([
    ['never returns', 'never'],
    ['never settles its promise', 'neverSettles'],
    ['never returns on a thread', 'neverOnThread'],
  ])('that %s', async (_, name) => {
    const program = await pays([`mistakes.js#${name}`, '--hang', '1', '--budget', '2s', '--json']);
    expect([program.code, program.stdout, program.left]).toEqual([1, '', []]);
    expect(complaints(program)).toMatch(/^mistakes\.js#\w+ does not return: no sign of life for 1 s, at [^\n]*\n$/);
    expect(complaints(program)).toContain(`#${name} `);
  });

  test.each([
    ['ends its process', 'quits', 'mistakes.js#quits: it has ended its process, with code 0, at input 0'],
    ['ends its process later', 'quitsLater', 'mistakes.js#quitsLater: it has ended its process, with code 7, at '],
    ['gives another output on a thread', 'differs', 'mistakes.js#differs: input '],
  ])('that %s', async (_, name, message) => {
    // Enough time for the proof of all inputs: it ends there.
    const program = await pays([`mistakes.js#${name}`, '--budget', '20s', '--json']);
    expect([program.code, program.stdout, program.left]).toEqual([1, '', []]);
    expect(complaints(program)).toMatch(/^[^\n]*\n$/);
    expect(complaints(program)).toContain(message);
  });
});

describe('nothing is left', SLOW, () => {
  const pidIn = (stderr: string): number => Number(/^measured in (\d+)$/m.exec(stderr)?.[1]);

  test('of a function that never returns', async () => {
    const { code, stderr, left } = await pays(['tells.js#never', '--hang', '3']);
    expect(pidIn(stderr)).toBeGreaterThan(0);
    expect([code, left, compiledFiles(), isAlive(pidIn(stderr))]).toEqual([1, [], [], false]);
  });

  /** The function never returns, and the process that measures it writes to the same pipe: its end is the end of both. */
  test.each<[name: string, whom: (pid: number) => number]>([
    ['a SIGINT for the command alone', (pid) => pid],
    ['Ctrl-C in a terminal, which is for all processes', (pid) => -pid],
  ])('after %s', async (_, whom) => {
    let sent = false;
    const program = await pays(['tells.js#never', '--hang', '600'], (said, { pid = 0 }) => {
      if (!sent && said.includes('measured in')) sent = process.kill(whom(pid), 'SIGINT');
    });
    expect([program.code, program.stdout, program.left, compiledFiles()]).toEqual([130, '', [], []]);
    expect(program.stderr).toMatch(/^measured in \d+\nstopped by SIGINT: during [^\n]+\n$/);
  });
});

/** The process that measures writes to the same pipe as the command: the end of that is the end of both. */
test('a process that measures ends when the command was killed, also while a call never returns', SLOW, async () => {
  const user = await userFolder({ type: 'module' });
  let overdue: NodeJS.Timeout | undefined;
  let killed = false;
  try {
    user.write('tells.js', TELLS);
    let ended = true;
    const watch: Watch = (said, command) => {
      const measuring = /^measured in (\d+)$/m.exec(said);
      if (measuring === null || killed) return;
      killed = command.kill('SIGKILL');
      overdue = setTimeout(() => {
        ended = false;
        process.kill(Number(measuring[1]), 'SIGKILL');
      }, 30_000);
    };
    await pays(['tells.js#never', '--hang', '600'], watch, user);
    expect([killed, ended]).toEqual([true, true]);
  } finally {
    clearTimeout(overdue);
    user.remove();
  }
});

/** What one program finds. */
const FINDINGS = z.strictObject({
  answer: paysDocument,
  refused: z.record(z.string(), z.tuple([z.string(), z.string(), z.boolean()])),
  aborted: z.strictObject({ before: z.boolean(), atOnce: z.boolean(), during: z.boolean() }),
});

const PROGRAM = `import { InputError } from 'cake-factory';
import { pays } from 'cake-factory/pays';
const place = new URL('./work.js#sum', import.meta.url);
const inputs = [3, 5, 7];
const refused = {};
async function refuse(name, ...given) {
  try {
    await pays(...given);
    refused[name] = ['nothing', '', false];
  } catch (error) {
    refused[name] = [error.name, error.message, error instanceof InputError];
  }
}
await refuse('no function', new URL('./work.js#some', import.meta.url), { inputs });
await refuse('no file', './nothing.js#sum', { inputs });
await refuse('no place', 3, { inputs });
await refuse('a web page', new URL('https://example.com/work.js#sum'), { inputs });
await refuse('no text of a URL', new URL('./work.js#%', import.meta.url), { inputs });
await refuse('no inputs', place, { inputs: [] });
await refuse('inputs of another kind', place, { inputs: 'inputs.json' });
await refuse('two kinds of inputs', place, { inputs, input: 'inputs.json' });
await refuse('an input that cannot be cloned', place, { inputs: [1, { save() {} }] });
await refuse('a small budget', place, { inputs, budgetMs: 10 });
await refuse('no budget', place, { inputs, budgetMs: Number.NaN });
await refuse('no time', place, { inputs, hangMs: 0 });
await refuse('an unknown option', place, { inputs, quick: true });
const reason = new Error('enough');
const ended = async (signal, after) => {
  const answer = pays(place, { inputs, signal, budgetMs: 10_000 });
  answer.catch(() => {});
  await after();
  return await answer.then(() => false, (error) => error === reason);
};
const first = new AbortController();
const atOnce = await ended(first.signal, async () => first.abort(reason));
const before = await ended(AbortSignal.abort(reason), async () => {});
const controller = new AbortController();
const during = await ended(controller.signal, async () => {
  await new Promise((resolve) => setTimeout(resolve, 700));
  controller.abort(reason);
});
const answer = await pays(place, { inputs, budgetMs: 2000 });
console.log(JSON.stringify({ answer, refused, aborted: { before, atOnce, during } }));
`;

/** It measures its own function, wherever it is imported. */
const SELF = `import { pays } from 'cake-factory/pays';
export const samples = [1, 2, 3];
export const increment = (n) => n + 1;
await pays(new URL('#increment', import.meta.url), { budgetMs: 2000 });
`;

describe('a program', SLOW, () => {
  let user: UserFolder;
  beforeAll(async () => {
    user = await userFolder({ type: 'module' });
    user.write('work.js', WORK);
    user.write('program.js', PROGRAM);
    user.write('self.js', SELF);
  }, SLOW.timeout);
  afterAll(() => user.remove());

  test('gets the answer as data, and refusals as errors; a signal ends the measurement', async () => {
    // It ends by itself: nothing of the package keeps it alive.
    const { code, stdout, stderr, left } = await node(['program.js'], user);
    expect([code, left, code === 0 ? '' : stderr]).toEqual([0, [], '']);
    const { answer, refused, aborted } = FINDINGS.parse(JSON.parse(stdout));
    expect(answer).toMatchObject({ function: 'work.js#sum', samples: { count: 3 }, proof: { equal: true } });
    expect(aborted).toEqual({ before: true, atOnce: true, during: true });
    const wanted: Readonly<Record<string, string>> = {
      'no function': 'expected a function as the export "some", found nothing: it exports the function sum',
      'no file': 'nothing.js: expected a file, found none',
      'no place': 'expected',
      'a web page': 'expected the URL of a file, found "https://example.com/work.js#sum"',
      'no text of a URL': 'expected the URL of a file, found "file:',
      'no inputs': 'inputs: expected one input or more, found none',
      'inputs of another kind': 'expected inputs to be a list, found "inputs.json"',
      'two kinds of inputs': 'expected inputs or input, found both',
      'an input that cannot be cloned': 'input 1: expected what can be cloned',
      'a small budget': 'expected budgetMs from 2000 to 600000, found 10',
      'no budget': 'expected budgetMs from 2000 to 600000, found NaN',
      'no time': 'expected hangMs to be above 0, found 0',
      'an unknown option': 'found "quick"',
    };
    expect(Object.keys(refused)).toEqual(Object.keys(wanted));
    for (const [name, [error, message, isInput]] of Object.entries(refused))
      expect({ name, error, message, isInput }).toEqual({
        name,
        error: expect.stringMatching(/Error$/),
        message: expect.stringContaining(wanted[name] ?? ''),
        isInput: true,
      });
  });

  test('that would measure its own function again and again is refused', async () => {
    const { code, stdout, stderr, left } = await node(['self.js'], user);
    expect([code, stdout, left]).toEqual([1, '', []]);
    expect(stderr).toContain('call pays in another file');
    const command = await pays(['self.js#increment', '--json'], undefined, user);
    expect([command.code, command.stdout, command.left]).toEqual([2, '', []]);
    expect(command.stderr).toMatch(/^[^\n]*call pays in another file[^\n]*\n$/);
  });

  test('leaves no file behind', () => {
    expect(compiledFiles(user)).toEqual([]);
  });
});
