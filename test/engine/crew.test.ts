import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Crew } from '../../src/engine/crew.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-crew-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Answers, and fails a moment later, when nobody waits for it any more. */
const lateThrower = join(folder, 'late-thrower.cjs');
writeFileSync(
  lateThrower,
  `module.exports = () => {
    setImmediate(() => { throw new Error('burnt'); });
    return 'done';
  };`,
);

test('a thread that fails while it is being dismissed has ended all the same', async () => {
  for (let attempt = 0; attempt < 20; attempt++) {
    const crew = await Crew.hire(2);
    const tasks = [crew.run({}, lateThrower), crew.run({}, lateThrower)];
    // The first that answers: its error is on its way, and so is the other's.
    await Promise.race(tasks).catch(() => {});
    expect(await crew.dismiss()).toEqual([]);
    await Promise.allSettled(tasks);
  }
});
