/** `npm start`: its JSON document, its trace, its text, and how it ends. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { HELP } from '../../src/contrast/help.ts';
import { parseStart } from '../../src/contrast/options.ts';
import { traceFileText } from '../../src/contrast/trace-file.ts';
import { WORKLOADS } from '../../src/measure/workload.ts';
import { FOLDER_VARIABLE } from '../../src/platform/node/temporary-folder.ts';
import { ended, sharedPrograms, startProgram } from './run.ts';
import { documentSchema, supervisedSchema, traceSchema } from './schemas.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const STATIONS = chocolateCake.stations.map(({ name }) => name);

const programs = sharedPrograms();
afterAll(() => programs.end());

describe('npm start -- --json --trace-out', () => {
  const traced = join(folder, 'traced');
  mkdirSync(traced);
  let printed = '';
  beforeAll(async () => {
    const args = ['--json', '--quick', '--seed', '3', '--samples', '1', '--cakes', '3'];
    const { code, stdout, stderr } = await programs.run('start', [...args, '--trace-out', join(traced, 'trace.json')]);
    expect([code, stderr]).toEqual([0, '']);
    printed = stdout;
  }, 60_000);

  test('prints only one document, whose figures are consistent', () => {
    const document = documentSchema.parse(JSON.parse(printed));
    expect(document.workloads.map((workload) => workload.name)).toEqual(['cpu-bound', 'wait-bound', 'message-bound']);
    for (const { order, engines } of document.workloads) {
      expect(engines.map(({ name, channel }) => `${name} ${channel}`)).toEqual([
        'cooperative none',
        'event-loop mailbox',
        'threads port',
        'threads ring',
        'threads ring',
        'pool none',
      ]);
      const packed = engines.find((engine) => engine.packed !== null);
      expect(packed?.placement?.flat().sort()).toEqual([...STATIONS, 'producer'].sort());
      expect(packed?.placement).toHaveLength(packed?.threads ?? 0);
      expect(engines.find(({ name }) => name === 'threads')?.placement).toHaveLength(1 + STATIONS.length);
      expect(engines.filter(({ predicted }) => predicted !== null)).toEqual([packed]);
      expect(order.ingredients).toBe(order.cakes * 10);
      for (const engine of engines) {
        expect(engine).toMatchObject({ products: order.cakes, leftovers: {}, digest: engines[0]?.digest });
        expect(engine.wallMs.samples).toHaveLength(1);
        const oven = engine.stations.find((station) => station.name === 'oven');
        expect(oven).toMatchObject({ received: order.cakes * 2, made: order.cakes });
      }
    }
  });

  test('writes a trace of every engine, with the counts of the books', () => {
    expect(readdirSync(traced)).toEqual(['trace.json']);
    const { traceEvents, otherData } = traceSchema.parse(JSON.parse(readFileSync(join(traced, 'trace.json'), 'utf8')));
    expect(otherData).toMatchObject({ node: process.versions.node });
    const processes = traceEvents.flatMap((event) =>
      event.name === 'process_name' && event.ph === 'M' ? [event] : [],
    );
    const most = Math.min(availableParallelism(), STATIONS.length);
    const shared = `threads (ring, ${most} thread${most === 1 ? '' : 's'})`;
    const names = ['cooperative', 'event-loop', 'threads (port)', 'threads (ring)', shared, 'pool'];
    expect(processes.map(({ args }) => args)).toEqual(
      WORKLOADS.flatMap((workload) => names.map((name) => ({ name: `${workload}: ${name}` }))),
    );
    for (const { pid: process, args } of processes) {
      const own = traceEvents.filter((event) => event.pid === process);
      const ids = (ph: 's' | 'f') => own.flatMap((event) => (event.ph === ph && 'id' in event ? [event.id] : []));
      // A cake takes ten raw ingredients, and three that the stations make for each other.
      expect(new Set(ids('s')).size).toBe(3 * 13);
      expect(ids('f')).toEqual(ids('s'));
      expect(own.filter(({ ph, name }) => ph === 'i' && name === 'cake')).toHaveLength(3);
      const works = 'name' in args && args.name.startsWith('cpu-bound');
      if (works) expect(own.filter(({ ph, name }) => ph === 'X' && name === 'works')).toHaveLength(3 * 4);
    }
  });

  test('leaves out the pool with random delivery, and says why', async () => {
    const args = ['--json', '--quick', '--workload=message-bound', '--engine=threads,pool', '--channel=port'];
    const order = ['--cakes=50', '--samples=1', '--seed=3', '--delivery=random'];
    const { code, stdout } = await programs.run('start', [...args, ...order]);
    expect(code).toBe(0);
    const [workload] = documentSchema.parse(JSON.parse(stdout)).workloads;
    expect(workload?.engines.map((engine) => engine.name)).toEqual(['cooperative', 'threads', 'threads']);
    expect(workload?.engines[0]?.products).toBeLessThan(50);
    expect(workload?.absent).toEqual([{ name: 'pool', reason: expect.stringContaining('random deliveries') }]);
  });
});

test('npm start -- --supervise --json: a thread is killed in each workload, and the document says that no cake is lost', async () => {
  const args = ['--supervise', '--kill', 'oven:2', '--cakes', '4', '--seed', '3', '--json'];
  const { code, stdout, stderr } = await programs.run('start', args);
  expect([code, stderr]).toEqual([0, '']);
  const { workloads } = supervisedSchema.parse(JSON.parse(stdout));
  expect(workloads.map(({ name }) => name)).toEqual(WORKLOADS);
  for (const { expected, equal, mistake, engines } of workloads) {
    expect([expected, equal, mistake]).toEqual([4, true, null]);
    expect(engines.map(({ supervision }) => supervision?.kills ?? null)).toEqual([null, null, 1]);
    for (const { products, digest } of engines) expect([products, digest]).toEqual([4, engines[0]?.digest]);
  }
});

test('the text of a recipe from a file names every part, in 80 columns, and FORCE_COLOR forces colour', async () => {
  const stations = chocolateCake.stations.map((one) => (one.name === 'oven' ? { ...one, name: 'kiln' } : one));
  const path = join(folder, 'own.json');
  writeFileSync(path, JSON.stringify({ ...chocolateCake, stations }));
  const args = ['--quick', '--workload', 'cpu-bound', '--cakes', '3', '--samples', '1', '--recipe', path];
  const { code, stdout } = await programs.run('start', args, { NO_COLOR: '', FORCE_COLOR: '1' });
  expect(code).toBe(0);
  expect(stdout).toContain('\u001b[1m');
  const plain = stripVTControlCharacters(stdout);
  for (const word of [
    'kiln',
    'cooperative',
    'event-loop',
    'threads (port)',
    'threads (ring)',
    'pool',
    'parallel capacity',
    'limit',
    'bottleneck',
    'lanes',
    'no room to send',
    'start-up',
    'verdict',
  ])
    expect(plain).toContain(word);
  // On a machine whose cores are busy, the plan for shared threads is the main thread.
  expect(plain).toMatch(/^ (on \d threads?|main thread) /m);
  expect(Math.max(...plain.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('the text names a cost of recording only for runs that took longer in every pair', () => {
  const plain = (_: unknown, text: string): string => text;
  const trace = { engine: 'cooperative', alphabet: [], edges: [], tracks: [] };
  const textFor = (...costs: readonly (readonly [number, number, number])[]) => {
    const recorded = costs.map(([low, median, high]) => ({ trace, cost: { low, median, high }, eventNs: 1 }));
    return traceFileText('x.json', [{ workload: 'cpu-bound', cakes: 1, recorded }], plain).replaceAll('\n  ', ' ');
  };
  expect(textFor([0.78, 1.4, 61.37], [0.9, 1, 1.1])).toContain('Recording made no run clearly slower.');
  expect(textFor([0.78, 1.4, 61.37], [1.1, 1.2, 1.3])).toContain(
    'Recording made 1 of them clearly slower, up to 1.20 times',
  );
  expect(textFor([1.2, 1.4, 1.5], [1.1, 1.2, 1.3])).toContain('Recording made them up to 1.40 times as long.');
});

test('--help lists the options in 80 columns', () => {
  expect(parseStart(['--help'])).toEqual({ kind: 'help' });
  expect(HELP).toContain('--workload NAME');
  expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('a pipe that closes early causes no stack trace', async () => {
  const child = startProgram(['--trace', '--cakes', '2000']);
  child.stdout?.once('data', () => child.stdout?.destroy());
  const { code, stderr } = await ended(child);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('SIGTERM during a run ends the program with code 143 and leaves no files', async () => {
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  // So many samples that the program cannot end by itself before the signal.
  const child = startProgram(['--workload', 'wait-bound', '--samples', '1000'], { [FOLDER_VARIABLE]: temporary });
  const { code } = await ended(child, (stdout) => {
    // The program prints this before the first run. Later words may be broken over two lines.
    if (stdout.includes('Cake factory') && !child.killed) child.kill('SIGTERM');
  });
  expect(code).toBe(143);
  expect(readdirSync(temporary)).toEqual([]);
});
