/** Cycles: a line that has one ends by itself, and with the same results under every engine. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/engine/engine.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import type { DefinedLine } from '../../src/line/defined-line.ts';
import { planOf } from '../../src/line/plan.ts';
import { intoList } from './collect.ts';
import { failureOf } from './every-engine.ts';
import * as lines from './feedback-lines.ts';
import { LINE_ENGINES, lineEngine } from './lines.ts';

const { FAREWELL, itemOf, LAPS } = lines;
const LINES = { ...lines };

const MODULE = new URL('./feedback-lines.ts', import.meta.url).href;

const planned = (line: DefinedLine, name: keyof typeof lines) =>
  planOf(line, { module: MODULE, export: name }, { parts: 0 });

/** Each item of a source, when it has gone round for the last time. */
const through = (laps: readonly number[], first = 0): number[] => laps.map((_, i) => itemOf(first + i, 0));

/** How often `forks` makes an item of so many laps leave the line. */
const leaves = (laps: number): number => (laps === 0 ? 1 : leaves(laps - 1) + leaves(Math.max(0, laps - 2)));

const inOrder = (results: readonly unknown[]): number[] => results.map(Number).toSorted((one, other) => one - other);

describe.each(LINE_ENGINES)('under the %s engine', (label) => {
  const engine = lineEngine(label);
  afterAll(() => engine.close());

  const resultsOf = async (
    line: DefinedLine,
    name: keyof typeof lines,
    options: RunOptions = {},
  ): Promise<number[]> => {
    const results: unknown[] = [];
    await engine.run(planned(line, name), { ...options, results: intoList(results) });
    return inOrder(results);
  };

  const cases = {
    oneStation: LAPS.flatMap((laps, i) => Array.from({ length: Math.max(1, laps) }, (_, left) => itemOf(i, left))),
    circle: through(LAPS),
    feedbackFirst: through(LAPS),
    twoSources: through([...LAPS, ...LAPS]),
    twoEntrances: through([...LAPS, ...LAPS]),
    twoFeedbacks: through(LAPS),
    twoCircles: through(LAPS),
    capacityOne: through(LAPS, 1),
    neverEntered: through([0, 0, 0, 0, 0]),
    forks: [7, 0, 4].flatMap((laps, i) => Array<number>(leaves(laps)).fill(itemOf(i, 0))),
    farewell: [...through(LAPS), FAREWELL],
  } satisfies Partial<Record<keyof typeof lines, readonly number[]>>;

  test.each([
    ['a station that feeds itself', 'oneStation'],
    ['two stations in a circle', 'circle'],
    ['a circle that is read before the source', 'feedbackFirst'],
    ['two sources that feed one station of a circle', 'twoSources'],
    ['two sources that feed two stations of a circle', 'twoEntrances'],
    ['two feedbacks that share stations', 'twoFeedbacks'],
    ['a circle behind a circle', 'twoCircles'],
    ['a circle whose channels hold one item', 'capacityOne'],
    ['a circle that no item ever enters', 'neverEntered'],
    ['a circle in which items become more', 'forks'],
    ['a station of a circle that sends while it ends', 'farewell'],
  ] as const)('a line ends by itself, with every result once: %s', async (_, name) => {
    for (const options of [{}, { events: 10_000 }])
      expect(await resultsOf(LINES[name], name, options)).toEqual(inOrder(cases[name]));
  });

  test('a line runs again as it ran before', async () => {
    for (let run = 0; run < 3; run++) expect(await resultsOf(lines.circle, 'circle')).toEqual(inOrder(cases.circle));
  });

  test('what a station sends back into a circle that has ended is refused, and the station is named', async () => {
    const failure = await failureOf(resultsOf(lines.lateItem, 'lateItem'));
    expect(failure).toBeInstanceOf(StationFailure);
    expect(failure).toMatchObject({
      station: 'second',
      reason: 'Cannot send: its cycle has ended, and what its `finally` sends back would be lost',
    });
  });

  test('however often each item goes round, it comes out once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (laps, capacity) => {
          expect(await resultsOf(lines.rounds({ laps, capacity }), 'rounds')).toEqual(through(laps));
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
