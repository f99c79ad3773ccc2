/** The code that the answer prints runs as it is, and gives the outputs of the function. */
import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { codeFor } from '../../src/pays/code.ts';
import { movablePlaces } from '../../src/pays/movable.ts';
import { INLINE, type Way } from '../../src/pays/way.ts';
import { emptyFolder, ROOT } from '../package/install.ts';
import { AT_ONCE, POOL, WORKER } from './measured.ts';

const WORK = `export const double = (n) => 2 * n;
export default double;
export const later = async (n) => 2 * n;
export { double as i, double as größe, double as input, double as outputs };
const half = ({ buffer }) => new Uint8Array(buffer).map((value) => value / 2);
export const shrink = ({ name, pixels }) => ({ name, pixels: half(pixels) });
export const whole = (buffer) => half({ buffer }).buffer;
export const shrinkLater = async (frame) => shrink(frame);
export const named = ({ input }) => ({ inputs: [half(input)], input: half(input) });
`;

const NUMBERS = 'Array.from({ length: 10 }, (_, n) => n)';
const FRAMES = 'Array.from({ length: 10 }, (_, n) => ({ name: n, pixels: new Uint8Array(100).fill(2 * n) }))';
const BUFFERS = 'Array.from({ length: 10 }, (_, n) => new Uint8Array(100).fill(2 * n).buffer)';
const NAMED = 'Array.from({ length: 10 }, (_, n) => ({ input: new Uint8Array(100).fill(2 * n) }))';

const frame = { name: 1, pixels: new Uint8Array(100) };

interface Found {
  readonly outputs: unknown;
  readonly wanted: unknown;
  /** The memory of the inputs that the main thread still has. */
  readonly bytes: number;
}

/** What the code gives, and what the function itself gives. @param inputs code of a list */
async function run(code: string, exported: string, inputs: string): Promise<Found> {
  const folder = emptyFolder();
  try {
    mkdirSync(join(folder.path, 'node_modules'));
    for (const name of ['piscina', '@napi-rs'])
      symlinkSync(join(ROOT, 'node_modules', name), join(folder.path, 'node_modules', name), 'junction');
    folder.write('package.json', '{ "type": "module" }');
    folder.write('work.js', WORK);
    const [first = '', second] = code.split('// In your program:\n');
    if (second !== undefined) folder.write('work-thread.js', first);
    const program = second ?? first;
    const named = /export const (\S+(InPool|ForAll)) = (async)?/.exec(program);
    const [, name = '', end, takesAll] = named ?? [];
    folder.write(
      'program.js',
      `import * as module from './work.js';
const view = (value) => JSON.stringify(value, (_, part) =>
  part instanceof ArrayBuffer ? [...new Uint8Array(part)] : ArrayBuffer.isView(part) ? [...part] : part);
const bytesOf = (value) =>
  value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? value.byteLength
    : typeof value === 'object' ? Object.values(value).reduce((sum, part) => sum + bytesOf(part), 0) : 0;
const make = () => ${inputs};
const wanted = [];
for (const input of make()) wanted.push(await module[${JSON.stringify(exported)}](input));
const inputs = make();
${program}
const outputs = await ${takesAll === undefined ? `Promise.all(inputs.map((input) => ${name}(input)))` : `${name}(inputs)`};
${end === 'InPool' ? 'await pool.destroy();' : ''}
console.log(JSON.stringify({ outputs: view(outputs), wanted: view(wanted), bytes: bytesOf(inputs) }));
`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, ['program.js'], { cwd: folder.path });
    return JSON.parse(stdout);
  } finally {
    folder.remove();
  }
}

interface Case {
  readonly exported: string;
  readonly way: Way;
  readonly inputs?: string;
  readonly isAsync?: boolean;
  /** An input and an output. */
  readonly example?: readonly [unknown, unknown];
}

const both = { ...POOL, batch: 4, transfer: true };

describe.concurrent('the code', () => {
  test.each<[string, Case]>([
    ['one input a task', { exported: 'double', way: POOL }],
    ['one worker', { exported: 'double', way: WORKER }],
    ['a default export', { exported: 'default', way: POOL }],
    ['batches', { exported: 'double', way: { ...POOL, batch: 4 } }],
    ['batches of a default export', { exported: 'default', way: { ...POOL, batch: 4 } }],
    ['batches of an export with a name that the code uses', { exported: 'input', way: { ...POOL, batch: 4 } }],
    ['batches of an export with another name that it uses', { exported: 'outputs', way: { ...POOL, batch: 4 } }],
    ['batches of an export with a name outside of ASCII', { exported: 'größe', way: { ...POOL, batch: 4 } }],
    ['promises', { exported: 'later', way: POOL, isAsync: true }],
    ['promises in batches', { exported: 'later', way: { ...POOL, batch: 4 }, isAsync: true }],
    ['several calls at once', { exported: 'later', way: AT_ONCE, isAsync: true }],
    ['several calls at once of a function with a name that the code uses', { exported: 'i', way: AT_ONCE }],
    ['buffers that are copied', { exported: 'shrink', way: POOL, inputs: FRAMES, example: [frame, frame] }],
  ])('%s', async (_, { exported, way, inputs = NUMBERS, isAsync = false, example = [1, 2] }) => {
    const { outputs, wanted } = await run(codeOf({ exported, way, isAsync, example }), exported, inputs);
    expect(outputs).toEqual(wanted);
  });

  const inputName = { input: new Uint8Array(100) };
  const outputName = { inputs: [new Uint8Array(100)], input: new Uint8Array(100) };
  test.each<[string, Case]>([
    ['outputs too', { exported: 'shrink', way: { ...POOL, transfer: true }, inputs: FRAMES, example: [frame, frame] }],
    [
      'outputs that are not',
      { exported: 'shrink', way: { ...POOL, transfer: true }, inputs: FRAMES, example: [frame, 1] },
    ],
    ['in batches', { exported: 'shrink', way: both, inputs: FRAMES, example: [frame, frame] }],
    [
      'in batches of promises',
      { exported: 'shrinkLater', way: both, inputs: FRAMES, isAsync: true, example: [frame, frame] },
    ],
    [
      'the inputs themselves',
      { exported: 'whole', way: both, inputs: BUFFERS, example: [new ArrayBuffer(1), new ArrayBuffer(1)] },
    ],
    [
      'in parts that are called input',
      { exported: 'named', way: both, inputs: NAMED, example: [inputName, outputName] },
    ],
  ])(
    'buffers that are transferred, %s',
    async (_, { exported, way, inputs = NUMBERS, isAsync = false, example = [1, 2] }) => {
      const { outputs, wanted, bytes } = await run(codeOf({ exported, way, isAsync, example }), exported, inputs);
      expect(outputs).toEqual(wanted);
      expect(bytes).toBeLessThanOrEqual(10);
    },
  );
});

function codeOf({ exported, way, isAsync, example: [input, output] }: Required<Omit<Case, 'inputs'>>): string {
  const speedup = { median: 2, low: 2, high: 2, confidence: 0.95 };
  const side = way.threads === 0 ? 'inline' : 'pool';
  return codeFor(
    { side, reason: side === 'inline' ? 'waits' : null, way, against: INLINE, speedup, onlyFrees: false },
    { path: '/home/me/work.js', exported },
    { isAsync, inputBuffers: movablePlaces(input), outputBuffers: movablePlaces(output) },
  );
}
