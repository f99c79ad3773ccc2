/** Chapter 33: every setting of its knobs, with and without Python, and its judgement of planted facts. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/33-python-beside-it.ts';
import { type Half, limitOf, type Python, pythonFunction, type Way } from '../../../src/lessons/props/jobs/beside.ts';
import { text } from '../../../src/lessons/texts/en/33-python-beside-it.ts';
import { outcomeOf } from '../../../src/measure/statistics/outcome.ts';
import { checkChapter } from '../expectations.ts';
import { played } from '../played.ts';

const MELTED = ['melted_butter', 'melted_butter'];
/** What does not depend on time, or on whether there is a python3. */
const facts = { node: { seen: { threads: 0, processes: null } }, melted: MELTED, notPrimed: 0 };
const BOTH = [/def butter_melter\(send\):/, /def on_threads\(job, size\):/, /of those by workers|changes by workers/];

checkChapter(chapter, [
  { set: {}, facts, says: [/Two jobs that compute/, ...BOTH], never: [/gives the GIL back while it waits/] },
  { set: { job: 'waits' }, facts, says: [/Two jobs that wait/, ...BOTH], never: [/take turns/] },
  { set: { ms: '10' }, facts, says: [/take about 20 ms/] },
  { set: { ms: '100' }, facts, says: [/take about 200 ms/] },
]);

describe('where python3', () => {
  const path = process.env.PATH ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'cake-factory-python-'));
  const set = { job: 'computes', ms: 30 } as const;
  afterEach(() => {
    process.env.PATH = path;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function withPython(script: string | null): Promise<string> {
    process.env.PATH = folder;
    rmSync(join(folder, 'python3'), { force: true });
    if (script !== null) {
      writeFileSync(join(folder, 'python3'), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, 'python3'), 0o755);
      process.env.PATH = [folder, '/bin', '/usr/bin'].join(delimiter);
    }
    const { outcome, run, reveal } = await played(chapter);
    expect(outcome.facts).toMatchObject({ ...facts, python: { kind: script === null ? 'missing' : 'failed' } });
    const flat = `${run}${reveal}`.replace(/\s+/g, ' ');
    expect(flat).toContain("only Node's half is measured");
    expect(flat).toContain('Python was not measured');
    expect(flat).not.toMatch(/undefined|Python 3\.\d+\.\d|threads of Python,/);
    return run.replace(/\s+/g, ' ');
  }

  test('is missing, one line says so, and Node has its half', async () => {
    expect(await withPython(null)).toContain('There is no python3 on this machine');
  });

  test.each([
    ['fails', 'echo "cannot start" >&2; exit 3', 'python3 failed (cannot start)'],
    ['fails without a word', 'exit 3', 'python3 failed ('],
    ['prints something else', 'echo hello', 'its output was not the expected document'],
    ['prints another document', 'echo "{}"', 'its output was not the expected document'],
  ])('%s, it is the same', async (_, script, message) => {
    expect(await withPython(script)).toContain(message);
  });

  test('is missing, the question is answered from what is known of Python', () => {
    expect(judge({ ...planted({}), python: { kind: 'missing' } }, set)).toEqual({ right: 1, claim: 'confirmed' });
    const waits = planted({ job: 'waits' });
    const missing: Facts = { ...waits, python: { kind: 'missing' } };
    expect(judge(missing, { ...set, job: 'waits' })).toEqual({ right: 2, claim: 'confirmed' });
    expect(text.reasons(missing, set)).toContain('would take turns');
    expect(text.figures(missing, set)).toContain('from its documentation');
  });
});

test('the Python code that is shown is cut from the file that runs', () => {
  expect(pythonFunction('butter_melter')).toEqual([
    'def butter_melter(send):',
    '    while True:',
    '        ing = yield',
    "        if ing == 'butter':",
    "            send('melted_butter')",
  ]);
  expect(() => pythonFunction('nothing')).toThrow('expected a function nothing in beside.py');
});

describe('planted facts', () => {
  const computes = { job: 'computes', ms: 30 } as const;
  const waits = { job: 'waits', ms: 30 } as const;

  test.each([
    ['a GIL on two processors', planted({}), computes, 1, 'confirmed'],
    ['no GIL', planted({ gil: false, threads: 1.9 }), computes, 2, 'confirmed'],
    ['no GIL, and no gain', planted({ gil: false }), computes, 1, 'not-confirmed'],
    ['one processor', planted({ cores: 1, processes: 1, workers: 1 }), computes, 3, 'confirmed'],
    ['two halves of one core', planted({ processes: 1.2, workers: 1.2 }), computes, 3, 'confirmed'],
    ['workers that gain nothing', planted({ workers: 1 }), computes, 3, 'not-confirmed'],
    ['threads that the GIL slows down', planted({ threads: 0.8 }), computes, 1, 'confirmed'],
    ['threads that gain in spite of the GIL', planted({ threads: 1.5 }), computes, 2, 'impossible'],
    ['workers that do the work of three', planted({ workers: 3 }), computes, 1, 'impossible'],
    ['coroutines that compute at once', planted({ coroutines: 2 }), computes, 1, 'impossible'],
    ['no processes', planted({ processes: null }), computes, 1, 'confirmed'],
    ['waits', planted({ job: 'waits' }), waits, 2, 'confirmed'],
    ['waits that do not overlap', planted({ job: 'waits', threads: 1 }), waits, 1, 'not-confirmed'],
    ['waits on one processor', planted({ job: 'waits', cores: 1 }), waits, 2, 'confirmed'],
    ['a wide interval', planted({ spread: 4 }), computes, 1, 'not-confirmed'],
    ['a worker that shares a variable', planted({ workerSees: 2 }), computes, 1, 'not-confirmed'],
    ['another melter', planted({ melted: ['butter'] }), computes, 1, 'not-confirmed'],
  ] as const)('%s', (_, given, set, right, claim) => {
    expect(judge(given, set)).toEqual({ right, claim });
    expect(`${text.figures(given, set)}${text.reasons(given, set)}`).not.toMatch(/undefined|NaN|null/);
  });

  test('the reasons are those of this Python and this machine', () => {
    expect(text.reasons(planted({}), computes)).toMatch(/take turns: only the one that holds the GIL/);
    expect(text.reasons(planted({ gil: false }), computes)).not.toMatch(/take turns:/);
    expect(text.reasons(planted({ gil: false }), computes)).toMatch(/has no GIL/);
    expect(text.reasons(planted({ cores: 1 }), computes)).toMatch(/one logical processor/);
    expect(text.reasons(planted({ cores: 1 }), computes)).not.toMatch(/at the same time/);
    expect(text.reasons(planted({ gil: false }), waits)).not.toMatch(/gives the GIL back/);
    expect(text.doubts(planted({ workers: 3 }), computes)).toBe('above what two jobs can gain: Node 20.0.0');
    expect(text.doubts(planted({}), computes)).toContain('other programs');
    expect(text.labels.ways(planted({ processes: null })).flat()).toContain('not measured');
  });
});

interface Planted {
  readonly job?: 'computes' | 'waits';
  readonly cores?: number;
  readonly gil?: boolean;
  readonly coroutines?: number;
  readonly threads?: number;
  readonly processes?: number | null;
  readonly workers?: number;
  readonly workerSees?: number;
  readonly melted?: readonly string[];
  /** How many times as large the upper end of an interval is as its lower end. */
  readonly spread?: number;
}

function planted({ job = 'computes', cores = 2, gil = true, spread = 1.05, ...given }: Planted): Facts {
  const gain = job === 'waits' ? 1.95 : 1;
  const { coroutines = gain, threads = gain, processes = 1.9, workers = 1.9, workerSees = 0, melted = MELTED } = given;
  const way = (median: number, isSerial: boolean): Way => {
    const ratio = { median, low: median / Math.sqrt(spread), high: median * Math.sqrt(spread), confidence: 0.95 };
    const limit = limitOf(job, cores, isSerial);
    return { ratio, limit, outcome: outcomeOf(ratio, limit) };
  };
  const python: Python = {
    kind: 'measured',
    version: '3.13.0',
    gil,
    melted,
    notPrimed: 'TypeError: not primed',
    coroutines: way(coroutines, true),
    threads: way(threads, gil),
    processes: processes === null ? null : way(processes, false),
    seen: { threads: 2, processes: processes === null ? null : 0 },
  };
  const node: Half = {
    version: '20.0.0',
    coroutines: way(coroutines, true),
    threads: way(workers, false),
    processes: null,
    seen: { threads: workerSees, processes: null },
  };
  return { cores, python, node, melted: MELTED, notPrimed: 0 };
}
