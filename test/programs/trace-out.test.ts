/** `--trace-out`: a file in the format of Chrome traces, with every engine. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { traceFileText } from '../../src/contrast/trace-file.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ts = z.number().min(0);
const pid = z.int().min(1);
const tid = z.int().min(1);
/** The format, without any other fields. */
const traceSchema = z.strictObject({
  displayTimeUnit: z.enum(['ms', 'ns']),
  otherData: z.record(z.string(), z.string()),
  traceEvents: z.array(
    z.discriminatedUnion('ph', [
      z.strictObject({
        ph: z.literal('M'),
        name: z.string(),
        pid,
        tid: tid.optional(),
        args: z.union([z.strictObject({ name: z.string() }), z.strictObject({ sort_index: z.int() })]),
      }),
      z.strictObject({ ph: z.literal('X'), name: z.string(), cat: z.string(), pid, tid, ts, dur: z.number().min(0) }),
      z.strictObject({ ph: z.literal('s'), name: z.string(), cat: z.string(), id: z.int(), pid, tid, ts }),
      z.strictObject({
        ph: z.literal('f'),
        bp: z.literal('e'),
        name: z.string(),
        cat: z.string(),
        id: z.int(),
        pid,
        tid,
        ts,
      }),
      z.strictObject({ ph: z.literal('i'), s: z.literal('t'), name: z.string(), cat: z.string(), pid, tid, ts }),
      z.strictObject({
        ph: z.literal('C'),
        name: z.string(),
        pid,
        ts,
        args: z.strictObject({ items: z.int().min(0) }),
      }),
    ]),
  ),
});

test('the trace has every engine and the counts of the books, and stdout has only the document', async () => {
  const path = join(folder, 'trace.json');
  const words = ['--json', '--quick', '--workload', 'cpu-bound', '--cakes', '5', '--samples', '1'];
  const { code, stdout, stderr } = await run(...words, '--trace-out', path);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 2 });
  expect(readdirSync(folder)).toEqual(['trace.json']);
  const { traceEvents, otherData } = traceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  expect(otherData).toMatchObject({ node: process.versions.node });
  const processes = traceEvents.flatMap((event) => (event.name === 'process_name' && event.ph === 'M' ? [event] : []));
  expect(processes.map(({ args }) => args)).toEqual(
    ['cooperative', 'event-loop', 'threads (port)', 'threads (ring)', 'pool'].map((name) => ({
      name: `cpu-bound: ${name}`,
    })),
  );
  for (const { pid: process } of processes) {
    const own = traceEvents.filter((event) => event.pid === process);
    const ids = (ph: 's' | 'f') => own.flatMap((event) => (event.ph === ph && 'id' in event ? [event.id] : []));
    // A cake takes ten raw ingredients, and three that the stations make for each other.
    expect(new Set(ids('s')).size).toBe(5 * 13);
    expect(ids('f')).toEqual(ids('s'));
    expect(own.filter(({ ph, name }) => ph === 'i' && name === 'cake')).toHaveLength(5);
    expect(own.filter(({ ph, name }) => ph === 'X' && name === 'work')).toHaveLength(5 * 4);
  }
});

test('a path that cannot be written is refused before anything starts', async () => {
  const { code, stdout, stderr } = await run('--trace-out', folder);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('--trace-out: expected a file, found a folder');
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
