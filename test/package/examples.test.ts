/** Every example of docs/lines, run by the command `cake-factory run` of the installed package. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ended } from '../programs/run.ts';
import { EXAMPLES, type Example, expectedOf, TAKING_PART } from './expected.ts';
import { type UserFolder, userFolder } from './install.ts';
import { lineDocument } from './line-document.ts';
import { complaints, runCommand, SLOW } from './programs.ts';

let folder: UserFolder;
beforeAll(async () => {
  // As `npm init` writes it.
  folder = await userFolder({ type: 'commonjs' });
}, SLOW.timeout);
afterAll(() => folder.remove());

/** A run of these takes a third of a second: one round is enough here. */
function fewerRounds(example: Example): readonly string[] {
  return example === 'primes' || example === 'gzip' ? ['--samples', '1'] : [];
}

/** The document is all that the program prints. */
function documentOf(program: Ended) {
  expect([program.code, complaints(program)]).toEqual([0, '']);
  return lineDocument.parse(JSON.parse(program.stdout));
}

describe('the example', SLOW, () => {
  test.each(EXAMPLES)('%s gives what plain code gives, under every engine that can run it', async (example) => {
    const results = expectedOf[example]().length;
    const document = documentOf(
      await runCommand(folder, ['run', `${example}.ts`, '--quick', '--json', ...fewerRounds(example)]),
    );
    const { proof, engines, absent, line } = document;
    expect([document.name, document.quick]).toEqual([`${example}.ts`, true]);
    const [shared, ...others] = engines.filter(({ predicted }) => predicted !== null);
    expect(others).toEqual([]);
    expect(shared?.placement?.flat().sort()).toEqual(line.stations.map(({ name }) => name).sort());
    const apart = engines.filter((engine) => engine !== shared);
    expect(apart.map(({ name, channel }) => `${name} ${channel}`)).toEqual(TAKING_PART[example]);
    expect(apart.length + absent.length).toBe(5);
    expect(proof).toMatchObject({ equal: true, deterministic: true, reason: null, results: { items: results } });
    for (const engine of engines) {
      expect(engine.results).toEqual(proof.results);
      expect(engine.wallMs.samples).toHaveLength(fewerRounds(example).length === 0 ? 2 : 1);
      // An edge was counted at its end, too.
      for (const { name, received } of engine.stations) {
        const sent = proof.edges.filter(({ to }) => to === name).reduce((sum, { items }) => sum + items, 0);
        expect([name, received]).toEqual([name, sent]);
      }
    }
    expect(line.edges.map(({ from, to }) => [from, to])).toEqual(proof.edges.map(({ from, to }) => [from, to]));
  });
});
