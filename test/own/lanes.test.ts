/** The lanes that `run FILE` draws: of which engine, of which stations, and in 80 columns. */
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { contrastLine } from '../../src/own/contrast-line.ts';
import { lanesText } from '../../src/own/lanes-text.ts';
import type { RecordedLine } from '../../src/own/recordings.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import type { Paint } from '../../src/terminal/style.ts';
import type { StationCopy, Trace } from '../../src/trace/trace.ts';
import { resting, upTo } from '../engine/running-lines.ts';
import { example } from '../trace/example.ts';

const plain: Paint = (_, text) => text;

test.each([
  ['upTo', null, 'threads (port)', upTo(200)],
  // One thread is all that the plan needs, and it is the main thread: the lanes show that one already.
  ['upTo', 1, 'threads (port)', upTo(200)],
  ['resting', 1, 'threads (port, 1 thread)', resting(5)],
])('of the line %s with --threads %j the lanes are those of %s', async (name, threads, engine, line) => {
  const code = { module: new URL('../engine/running-lines.ts', import.meta.url).href, export: name };
  const { lanes } = await contrastLine(
    { line, code, name: 'numbers.ts' },
    {
      engines: ['cooperative', 'threads'],
      channels: ['port'],
      threads,
      rounds: 1,
      records: { lanes: true, file: false },
      quick: true,
      platform,
    },
    { planned() {}, step() {}, proven() {} },
  );
  expect(lanes.map(({ trace }) => trace.engine)).toEqual(['cooperative', engine]);
});

/** A recording with stations that all did the same. */
function recordedLine(engine: string, copies: readonly (StationCopy | null)[]): RecordedLine {
  const [, mixer] = example.tracks;
  if (mixer === undefined) throw new Error('expected a mixer, found none');
  const tracks = copies.map((copy, i) => ({ ...mixer, station: copy?.of ?? `station ${i}`, copy }));
  const trace: Trace = { ...example, engine, tracks };
  return { trace, wallMs: 1, busy: [], busyNs: 1 };
}

const alone = (stations: number): RecordedLine => recordedLine('cooperative', new Array(stations).fill(null));

test('the legend explains the numbers, and only where there are some', () => {
  const copies = [1, 2].map((thread, i) => ({ of: `station ${i}`, thread }));
  const text = lanesText([alone(2), recordedLine('threads (port, 2 threads)', copies)], plain);
  expect(text).toContain('\nthreads (port, 2 threads) 1.0 ms\n  #1 station 0 ');
  expect(text).toContain('empty: sends or has ended\n#1, #2: the worker thread\n');
  expect(lanesText([alone(2)], plain)).not.toContain('#');
});

test.each([
  ['two threads', 2, '#1, #2: the worker thread'],
  ['a thread each', 64, '#1 to #8: the worker thread'],
])('of 64 stations on %s the same eight are shown, in 80 columns', (_, threads, numbers) => {
  // As a recording has them: thread by thread.
  const copies = Array.from({ length: 64 }, (_each, i) => ({ of: `station ${i}`, thread: 1 + (i % threads) })).sort(
    (one, other) => one.thread - other.thread,
  );
  const lines = lanesText([alone(64), recordedLine('threads (ring, 64 threads)', copies)], plain).split('\n');
  const shown = lines.flatMap((line) => /station \d+/.exec(line)?.[0] ?? []);
  expect(shown).toHaveLength(16);
  expect(new Set(shown.slice(8))).toEqual(new Set(shown.slice(0, 8)));
  expect(lines.filter((line) => line === '  and 56 more')).toHaveLength(2);
  expect(lines).toContain(numbers);
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(80);
});
