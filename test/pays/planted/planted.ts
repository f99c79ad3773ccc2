/**
 * Checks `cake-factory pays` against races made by hand.
 *
 *     npx tsx test/pays/planted/planted.ts [--only NAME,...] [--seconds N] [--json FILE]
 *
 * For each planted function: the command, then the race by hand, each in a process of its own. Run it on a machine that does
 * nothing else: all functions take about a quarter of an hour.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Row, summaryText, tableText } from './table.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const FUNCTIONS = 'test/pays/planted/functions.mjs';
const PAYS = ['--require', './src/preflight.cjs', '--import', 'tsx', 'src/pays.ts'];

const wayShape = { threads: z.number(), batch: z.number(), transfer: z.boolean() };
const interval = z.object({ median: z.number(), low: z.number(), high: z.number() });
const list = z.array(z.object({ name: z.string(), inputs: z.string() }));
const answerSchema = z.looseObject({
  pools: z.array(z.object({ ...wayShape, speedup: interval })),
  inline: z.looseObject({ atOnce: z.object({ calls: z.number() }).nullable() }),
  verdict: z.looseObject({
    ...wayShape,
    side: z.enum(['inline', 'worker', 'pool', 'unclear']),
    reason: z.string().nullable(),
  }),
});
const byHandSchema = z.looseObject({
  side: z.enum(['inline', 'worker', 'pool', 'unclear']),
  way: z.string(),
  against: interval,
  ways: z.array(z.looseObject({ ...wayShape, speedup: interval })),
});
type Answer = z.infer<typeof answerSchema>;
type Way = Pick<Answer['pools'][number], 'threads' | 'batch' | 'transfer'>;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seconds: { type: 'string', default: '15' },
    json: { type: 'string' },
  },
});
const functions: Readonly<Record<string, unknown>> = await import(join(ROOT, FUNCTIONS));
const all = list.parse(functions.planted);
const names = values.only?.split(',') ?? all.map(({ name }) => name);
const unknown = names.filter((name) => !all.some((planted) => planted.name === name));
if (!(Number(values.seconds) > 0)) throw new Error(`--seconds: expected a number above 0, found ${values.seconds}`);
if (unknown.length > 0) throw new Error(`--only: expected planted functions, found ${unknown.join(', ')}`);

const rows: Row[] = [];
const documents: unknown[] = [];
for (const { name, inputs } of all.filter((planted) => names.includes(planted.name))) {
  try {
    const { row, document } = await checked(name, inputs);
    rows.push(row);
    documents.push(document);
  } catch (error) {
    rows.push({ kind: 'failed', name, message: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
  console.error(tableText(rows.slice(-1)).at(-1));
  // After each function: what was measured is not lost when a later one hangs.
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows, documents }, null, 2)}\n`);
}
console.log([...tableText(rows), '', ...summaryText(rows)].join('\n'));

async function checked(name: string, inputs: string): Promise<{ row: Row; document: unknown }> {
  const beganMs = performance.now();
  const found = await output([...PAYS, `${FUNCTIONS}#${name}`, '--input', `${FUNCTIONS}#${inputs}`, '--json']);
  const seconds = (performance.now() - beganMs) / 1000;
  const answer = answerSchema.parse(JSON.parse(found));
  const { verdict, pools } = answer;
  // Only the figure of the command's own last race counts: for an inline verdict that of its best pool.
  const meant = pools.find((pool) => isSame(pool, verdict)) ?? best(pools);
  const ways = pools.map(({ threads, batch, transfer }) => ({ threads, batch, transfer }));
  const race = await output([
    join(ROOT, 'test/pays/planted/by-hand.mjs'),
    ...[name, '--seconds', values.seconds, '--ways', JSON.stringify(ways), '--must', JSON.stringify(meant)],
  ]);
  const byHand = byHandSchema.parse(JSON.parse(race));
  const measured = byHand.ways.find((way) => isSame(way, meant));
  if (measured === undefined) throw new Error('the race by hand has left out the way of the verdict');
  const row: Row = {
    kind: 'checked',
    name,
    seconds,
    command: { side: verdict.side, way: verdictWay(answer) },
    byHand: { side: byHand.side, way: byHand.way, against: byHand.against },
    compared: { way: wayText(meant), predicted: meant.speedup.median, measured: measured.speedup.median },
  };
  return { row, document: { name, seconds, answer, byHand } };
}

function best(pools: Answer['pools']): Answer['pools'][number] {
  const [fastest] = pools.toSorted((one, other) => other.speedup.median - one.speedup.median);
  if (fastest === undefined) throw new Error('the command has raced no pool');
  return fastest;
}

function isSame(one: Way, other: Way): boolean {
  return one.threads === other.threads && one.batch === other.batch && one.transfer === other.transfer;
}

function verdictWay({ verdict, inline }: Answer): string {
  if (verdict.threads > 0) return wayText(verdict);
  return verdict.reason === 'waits' && inline.atOnce !== null ? `inline, ${inline.atOnce.calls} at once` : 'inline';
}

/** In the words of the race by hand. */
function wayText({ threads, batch, transfer }: Way): string {
  return `${threads === 1 ? 'one worker' : `pool of ${threads}`}${batch === 1 ? '' : `, x${batch}`}${transfer ? ', moved' : ''}`;
}

/** Runs Node in the folder of the project. @returns what it prints on stdout */
function output(args: readonly string[]): Promise<string> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) settle(texts.stdout);
      else reject(new Error(`${signal ?? `code ${code}`}: ${messageIn(texts.stderr)}`));
    });
  });
}

/** One line: that of the error, or the last one. */
function messageIn(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines.find((line) => /^\w*Error: /.test(line)) ?? lines.at(-1) ?? '';
}
