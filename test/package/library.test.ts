/** Programs of users that import the installed package by its name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { EXAMPLES, expectedOf } from './expected.ts';
import { ROOT, userFolders } from './install.ts';
import { lineDocument } from './line-document.ts';
import { asJavaScript, complaints, LOADS_TYPES, placeOfFailure, runNode, SLOW, userFile } from './programs.ts';
import type { Findings, Outcome } from './user/library.ts';
import type { Failures } from './user/program.ts';

/** A line whose source uses a package that is CommonJS. */
const NUMBERS = `import { ints, line, source } from 'cake-factory';
import twice, { NAME } from 'twice';
const numbers = source(function* numbers({ part, parts }) {
  for (let n = part; n < 100; n += parts) yield twice(n) + NAME.length;
}, { out: ints(), divisible: true });
export default line(numbers.to(function* twiceMore({ send }) { while (true) send(twice(yield)); }, { out: ints() }));
`;
const NUMBERS_RESULTS = Array.from({ length: 100 }, (_, n) => 2 * (2 * n + 'twice'.length));

const BEFORE_FIVE = [0, 1, 2, 3, 4];

const ENGINES = ['cooperative', 'event-loop', 'threads port', 'threads ring', 'pool'];

const newFolder = userFolders();

/** Each part of a pool gives its results in order, and the parts take turns: compare them sorted. */
function inOrder({ engine, results }: Pick<Outcome, 'engine' | 'results'>): readonly unknown[] {
  return engine === 'pool' ? results.map((item) => JSON.stringify(item)).toSorted() : results;
}

function endsOf(outcomes: readonly Outcome[]): Omit<Outcome, 'results'>[] {
  return outcomes.map(({ engine, error, threads }) => ({ engine, error, threads }));
}

const ALL_ENDED = ENGINES.map((engine) => ({ engine, error: null, threads: 0 }));

describe('a program in JavaScript', () => {
  const failing = asJavaScript(userFile('failing'));
  let findings: Findings;
  beforeAll(async () => {
    const folder = await newFolder({});
    for (const name of EXAMPLES) folder.write(`${name}.mjs`, asJavaScript(join(ROOT, `docs/lines/${name}.ts`)));
    folder.write('failing.mjs', failing);
    folder.write('numbers.mjs', NUMBERS);
    folder.write('node_modules/twice/package.json', '{ "name": "twice", "version": "1.0.0" }');
    folder.write('node_modules/twice/index.js', "module.exports = (n) => 2 * n;\nmodule.exports.NAME = 'twice';\n");
    folder.write('library.mjs', asJavaScript(userFile('library')));
    // It ends by itself: nothing of the package keeps it alive.
    const program = await runNode(folder.path, ['library.mjs', ...EXAMPLES]);
    expect([program.code, complaints(program)]).toEqual([0, '']);
    findings = JSON.parse(program.stdout);
  }, SLOW.timeout);

  test('gets the same primes from every engine, in the same order', () => {
    expect(endsOf(findings.primes)).toEqual(ALL_ENDED);
    const expected = expectedOf.primes();
    for (const outcome of findings.primes) expect(inOrder(outcome)).toEqual(inOrder({ ...outcome, results: expected }));
  });

  test.each(EXAMPLES)('gets the results of %s on one thread and on threads', (example) => {
    const expected = expectedOf[example]();
    for (const { engine, error, results, threads } of findings.examples[example] ?? [])
      expect({ engine, error, results, threads }).toEqual({ engine, error: null, results: expected, threads: 0 });
    expect(findings.examples[example]?.map(({ engine }) => engine)).toEqual(['cooperative', 'default']);
  });

  test('is refused where an engine cannot run the line, and nothing starts', () => {
    expect(endsOf(findings.refused)).toEqual(
      ['threads ring', 'pool'].map((engine) => ({ engine, error: 'LineError', threads: 0 })),
    );
  });

  test('leaves no thread behind when it leaves the loop', () => {
    expect(findings.left.map(({ engine, threads }) => ({ engine, threads }))).toEqual(
      ENGINES.map((engine) => ({ engine, threads: 0 })),
    );
    for (const { engine, taken } of findings.left.slice(0, 4))
      expect([engine, ...taken]).toEqual([engine, 1_000_000_007, 1_000_000_009, 1_000_000_021]);
    expect(findings.left[4]?.taken).toHaveLength(3);
  });

  test('gets the reason of its signal', () => {
    expect(findings.stopped.map(({ engine, reason }) => ({ engine, reason }))).toEqual(
      ENGINES.map((engine) => ({ engine, reason: true })),
    );
  });

  test('gets the reason of its signal when all threads have ended', () => {
    for (const { engine, threads } of findings.stopped) expect([engine, threads]).toEqual([engine, 0]);
  });

  test('starts no thread when its signal has been aborted before', () => {
    expect(findings.stoppedBefore).toEqual({ reason: true, started: 0 });
  });

  test('runs an open line twice on the same threads', () => {
    expect(findings.open).toEqual({
      results: [NUMBERS_RESULTS, NUMBERS_RESULTS],
      started: 2,
      threads: 2,
      closed: 0,
    });
  });

  test('ends the threads of an open line as `await using` does', () => {
    expect(findings.disposed).toEqual({ results: NUMBERS_RESULTS, threads: 2, after: 0 });
  });

  test('can use a package that is CommonJS', () => {
    expect(endsOf(findings.dependency)).toEqual(ALL_ENDED);
    for (const outcome of findings.dependency)
      expect(inOrder(outcome)).toEqual(inOrder({ ...outcome, results: NUMBERS_RESULTS }));
  });

  test.each(ENGINES)('finds the position of an error in its own file: %s', (engine) => {
    const outcome = findings.failing.find((other) => other.engine === engine);
    expect(outcome?.error).toContain('station "check" failed: five is forbidden');
    expect(outcome?.error).toContain(placeOfFailure('failing.mjs', failing));
  });

  test('gets the results that came before an error', () => {
    const [cooperative, eventLoop, ...onThreads] = findings.failing.map(({ results }) => results);
    expect([cooperative, eventLoop]).toEqual([BEFORE_FIVE, BEFORE_FIVE]);
    // What a thread has not sent yet when it fails is lost. The parts of a pool have no order among them.
    for (const results of onThreads.slice(0, 2)) expect(results).toEqual(BEFORE_FIVE.slice(0, results.length));
  });

  test('gets an error when all threads have ended', () => {
    for (const { engine, threads } of findings.failing) expect([engine, threads]).toEqual([engine, 0]);
  });

  test('gets the document of a race', () => {
    const { name, proof, engines } = lineDocument.parse(findings.raced);
    expect([name, proof.equal, proof.results.items]).toEqual(['numbers.mjs', true, 100]);
    expect(engines.map((engine) => engine.name)).toEqual(['cooperative', 'event-loop', 'pool']);
    for (const { wallMs } of engines) expect(wallMs.samples).toHaveLength(1);
  });

  test('bakes cakes with every engine that takes the items one by one', () => {
    expect(endsOf(findings.cakes).slice(0, 4)).toEqual(ALL_ENDED.slice(0, 4));
    for (const { engine, results } of findings.cakes.slice(0, 4))
      expect([engine, results.length]).toEqual([engine, 100]);
  });
});

test('a program in TypeScript finds the position of an error in its own file', SLOW, async () => {
  const folder = await newFolder({ type: 'module' });
  const source = readFileSync(userFile('failing'), 'utf8');
  folder.write('failing.ts', source);
  folder.write('program.ts', readFileSync(userFile('program'), 'utf8'));
  // An older Node needs a loader for the program, as its user does.
  const loader = LOADS_TYPES ? [] : ['--import', import.meta.resolve('tsx')];
  const program = await runNode(folder.path, [...loader, 'program.ts']);
  expect([program.code, complaints(program)]).toEqual([0, '']);
  const failures: Failures = JSON.parse(program.stdout);
  expect(Object.keys(failures)).toEqual(['cooperative', 'event-loop', 'threads', 'pool']);
  for (const { failure } of Object.values(failures)) expect(failure).toContain(placeOfFailure('failing.ts', source));
  for (const engine of ['cooperative', 'event-loop']) expect(failures[engine]?.sum).toBe(10);
});
