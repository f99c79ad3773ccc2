/** `npm start`: its JSON document, its text, and how it ends. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { FOLDER_VARIABLE } from '../../src/platform/node/temporary-folder.ts';
import { ended, run, startProgram } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const spread = z.object({ median: z.number(), low: z.number(), high: z.number(), limit: z.number().min(1) });
const documentSchema = z.object({
  schema: z.literal(2),
  quick: z.boolean(),
  machine: z.object({
    node: z.literal(process.versions.node),
    platform: z.string(),
    cpu: z.string().min(1),
    cores: z.int().positive(),
    parallelCapacity: z.number().min(1),
  }),
  workloads: z.array(
    z.object({
      name: z.enum(['cpu-bound', 'wait-bound', 'message-bound']),
      order: z.object({
        recipe: z.literal('chocolate cake'),
        cakes: z.int().positive(),
        ingredients: z.int().positive(),
        seed: z.literal(3),
        delivery: z.enum(['order', 'random']),
      }),
      engines: z.array(
        z.object({
          name: z.enum(['cooperative', 'event-loop', 'threads', 'pool']),
          channel: z.enum(['none', 'mailbox', 'port', 'ring']),
          threads: z.int().positive(),
          startupMs: z.number().min(0),
          wallMs: z.object({ samples: z.array(z.number().positive()), median: z.number().positive() }),
          cpuMs: z.object({ median: z.number().min(0) }),
          speedup: spread,
          products: z.int(),
          leftovers: z.record(z.string(), z.int()),
          digest: z.string().regex(/^[0-9a-f]{8}$/),
          stations: z
            .array(
              z.object({
                name: z.string(),
                received: z.int(),
                made: z.int(),
                busyMs: z.number().min(0),
                utilisation: z.number().min(0),
              }),
            )
            .length(4),
        }),
      ),
      absent: z.array(z.object({ name: z.string(), reason: z.string() })),
    }),
  ),
  verdict: z.string().min(1),
});

describe('npm start -- --json', () => {
  test('prints only one document, whose figures are consistent', async () => {
    const { code, stdout, stderr } = await run('--json', '--quick', '--seed', '3', '--samples', '3', '--cakes', '8');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const document = documentSchema.parse(JSON.parse(stdout));
    expect(document.workloads.map((workload) => workload.name)).toEqual(['cpu-bound', 'wait-bound', 'message-bound']);
    for (const { order, engines } of document.workloads) {
      expect(engines.map(({ name, channel }) => `${name} ${channel}`)).toEqual([
        'cooperative none',
        'event-loop mailbox',
        'threads port',
        'threads ring',
        'pool none',
      ]);
      expect(order.ingredients).toBe(order.cakes * 10);
      for (const engine of engines) {
        expect(engine).toMatchObject({ products: order.cakes, leftovers: {}, digest: engines[0]?.digest });
        expect(engine.wallMs.samples).toHaveLength(3);
        const oven = engine.stations.find((station) => station.name === 'oven');
        expect(oven).toMatchObject({ received: order.cakes * 2, made: order.cakes });
      }
    }
  });

  test('leaves out the pool with random delivery, and says why', async () => {
    const args = ['--json', '--workload', 'message-bound', '--cakes', '50', '--samples', '1'];
    const { code, stdout } = await run(...args, '--seed', '3', '--delivery', 'random');
    expect(code).toBe(0);
    const [workload] = documentSchema.parse(JSON.parse(stdout)).workloads;
    expect(workload?.engines.map((engine) => engine.name)).toEqual(['cooperative', 'event-loop', 'threads', 'threads']);
    expect(workload?.engines[0]?.products).toBeLessThan(50);
    expect(workload?.absent).toEqual([{ name: 'pool', reason: expect.stringContaining('random deliveries') }]);
  });
});

test('the text names every engine, the limit, the bottleneck and a verdict, in 80 columns', async () => {
  const { code, stdout } = await run('--workload', 'cpu-bound', '--quick', '--samples', '1', '--cakes', '8');
  expect(code).toBe(0);
  for (const word of [
    'cooperative',
    'event-loop',
    'threads (port)',
    'threads (ring)',
    'pool',
    'parallel capacity',
    'limit',
    'bottleneck',
    'lanes',
    'waits for room',
    'verdict',
  ])
    expect(stdout).toContain(word);
  const longest = Math.max(...stdout.split('\n').map((line) => line.length));
  expect(longest).toBeLessThanOrEqual(80);
  expect(stdout).not.toContain('\u001b');
});

test('a recipe from a file is baked, and FORCE_COLOR forces colour', async () => {
  const stations = chocolateCake.stations.map((one) => (one.name === 'oven' ? { ...one, name: 'kiln' } : one));
  const recipe = { ...chocolateCake, stations };
  const path = file('own.json', JSON.stringify(recipe));
  const args = ['--quick', '--engine', 'threads', '--workload', 'cpu-bound', '--cakes', '8', '--samples', '1'];
  const { code, stdout } = await ended(startProgram([...args, '--recipe', path], { NO_COLOR: '', FORCE_COLOR: '1' }));
  expect(code).toBe(0);
  expect(stdout).toContain('kiln');
  expect(stdout).toContain('\u001b[1m');
});

test('--help and --version end with code 0', async () => {
  const help = await run('--help');
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('--workload NAME');
  expect(Math.max(...help.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  const version = await run('--version');
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('a pipe that closes early causes no stack trace', async () => {
  const child = startProgram(['--trace', '--cakes', '2000']);
  child.stdout?.once('data', () => child.stdout?.destroy());
  const { code, stderr } = await ended(child);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s during a run ends the program with code %i and leaves no files', async (signal, wanted) => {
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  // So many samples that the program cannot end by itself before the signal.
  const child = startProgram(['--workload', 'wait-bound', '--samples', '1000'], { [FOLDER_VARIABLE]: temporary });
  const { code } = await ended(child, (stdout) => {
    // The program prints this before the first run. Later words may be broken over two lines.
    if (stdout.includes('Cake factory') && !child.killed) child.kill(signal);
  });
  expect(code).toBe(wanted);
  expect(readdirSync(temporary)).toEqual([]);
});
