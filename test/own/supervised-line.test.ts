/** A line of one's own under supervision: equal results whoever dies, and the reason where they are not. */
import { describe, expect, test } from 'vitest';
import type { Kill, Supervision } from '../../src/engine/supervise/supervision.ts';
import type { DefinedLine } from '../../src/line/defined-line.ts';
import { supervisedDocument } from '../../src/own/supervise/document.ts';
import { type SupervisedLine, superviseLine } from '../../src/own/supervise/supervised-line.ts';
import { supervisedText } from '../../src/own/supervise/text.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { forgetting, keeping, poisoned } from './supervised/lines.ts';

const lines = { forgetting, keeping, poisoned } as const;
const MODULE = new URL('./supervised/lines.ts', import.meta.url).href;
const plain = (_: unknown, text: string): string => text;

async function supervise(name: keyof typeof lines, supervision: Supervision): Promise<SupervisedLine> {
  const line: DefinedLine = lines[name];
  return await superviseLine(
    { line, code: { module: MODULE, export: name }, name },
    { supervision, platform },
    { planned() {}, step() {}, proven() {} },
  );
}

const at = (station: string, item: number): Kill => ({ kind: 'at', station, item });

test('a station and a source that keep what they remember give the same results, and the document says so', async () => {
  const kills = [at('sums', 1500), at('numbers', 777), at('sums', 1)];
  const found = await supervise('keeping', { kills });
  expect(found).toMatchObject({ mistake: null, supervised: { report: { kills: 3, restarts: 3, putAside: [] } } });
  const document = supervisedDocument(found, [{ kind: 'at', station: 'sums', item: 1500 }]);
  expect(document).toMatchObject({ schema: 1, supervised: true, equal: true, kills: ['sums:1500'] });
  expect(document.engines.map(({ name, supervision }) => [name, supervision?.kills ?? null])).toEqual([
    ['cooperative', null],
    ['threads', null],
    ['threads', 3],
  ]);
  for (const engine of document.engines) expect(engine.results).toEqual({ items: 2000, hash: engine.results.hash });
  expect(new Set(document.engines.map(({ results }) => results.hash)).size).toBe(1);
  const text = supervisedText(found, [], plain);
  expect(Math.max(...text.split('\n').map((row) => row.length))).toBeLessThanOrEqual(80);
  expect(text.replaceAll(/\s+/g, ' ')).toContain('the results are those of one thread');
});

test('a station that remembers something and does not keep it is found, with the first result that differs', async () => {
  const { mistake, supervised } = await supervise('forgetting', { kills: [at('sums', 1500)] });
  expect(supervised.report.kills).toBe(1);
  expect(mistake).toMatch(/^the supervised run differs: "sums" gave 2000 results that differ from result \d+ on/);
  expect(mistake).toContain('host.keep');
});

describe('an item at which its thread ends', () => {
  test('ends the run, which names the station, unless it is put aside', async () => {
    await expect(supervise('poisoned', {})).rejects.toThrow('station "halves" failed');
  });

  test('is put aside, and the program says which one', async () => {
    const found = await supervise('poisoned', { skipPoison: true });
    expect(found).toMatchObject({
      compared: null,
      supervised: { report: { kills: 0, putAside: [{ station: 'halves', from: 'numbers', item: 42 }] } },
      mistake: 'put aside: item 42 from "numbers", at which "halves" died three times; nothing came of it',
    });
    expect(supervisedDocument(found, []).engines).toMatchObject([{ results: { items: 1999 } }]);
    expect(supervisedText(found, [], plain)).toMatch(/put aside +1 /);
  });
});

describe('refused', () => {
  test.each([
    [at('sum', 1), 'Cannot supervise this line: expected a kill of one of "numbers", "sums", found "sum"'],
    [at('sums', 2001), '--kill: expected an item from 1 to 2000, which is what "sums" sends, found 2001'],
  ])('%j', async (kill, message) => {
    await expect(supervise('keeping', { kills: [kill] })).rejects.toThrow(message);
  });
});
