/** Chapter 6: every setting of its knobs, and its trace against the Python course and against an engine. */
import { expect, test } from 'vitest';
import { bake } from '../../../src/cake/bake.ts';
import type { ProducerOptions } from '../../../src/cake/producer.ts';
import { PRODUCER } from '../../../src/cake/recipe/recipe.ts';
import { notebookTrace } from '../../../src/contrast/notebook-trace.ts';
import { cooperative } from '../../../src/engine/cooperative.ts';
import { chapter, judge, sequenceUntil } from '../../../src/lessons/chapters/06-the-whole-line.ts';
import { cake, cakeLine } from '../../../src/lessons/props/cake-lines.ts';
import { siblingUrl } from '../../../src/line/sibling.ts';
import { nodePlatform as platform } from '../../../src/platform/node/platform.ts';
import { LECTURE_TRACE } from '../../contrast/lecture-trace.ts';
import { checkChapter } from '../expectations.ts';
import { played } from '../played.ts';

const BAKED = '<<< Baked cake. 🎂 >>>';
const end = [BAKED, "The producer's send returns."];
const dry = { cakes: 1, through: ['dry mixer', 'oven'], leftovers: { melted_butter: 3, wet_mix: 1 }, end };

checkChapter(chapter, [
  { set: {}, right: 2, claim: 'confirmed', facts: dry, says: [/Up to T=8/, /T=15 Generate chocolate/] },
  { set: { last: 'flour' }, right: 2, claim: 'confirmed', facts: dry, says: [/T=15 Generate flour/] },
  { set: { last: 'sugar' }, right: 2, claim: 'confirmed', facts: dry, says: [/T=15 Generate sugar/] },
  {
    set: { last: 'eggs' },
    right: 2,
    claim: 'confirmed',
    facts: { cakes: 1, through: ['wet mixer', 'oven'], leftovers: {}, end },
    says: [/T=9 Generate eggs/],
    never: [/Up to T=8/],
  },
  {
    set: { last: 'butter' },
    right: 2,
    claim: 'confirmed',
    facts: { cakes: 1, through: ['butter melter', 'wet mixer', 'oven'], leftovers: {}, end },
    says: [/order: butter melter, wet mixer, oven/],
    never: [/Up to T=8/],
  },
]);

test('the trace is that of the Python course, line for line, and then completes a cake', async () => {
  const trace = await traceOf('chocolate');
  expect(trace.slice(0, LECTURE_TRACE.length)).toEqual(LECTURE_TRACE);
  expect(trace.at(-1)).toBe(BAKED);
});

test.each(['chocolate', 'butter'])(
  'an engine prints the same trace for the same ingredients: %s last',
  async (last) => {
    const { graph, line } = cakeLine(cake('message-bound'), 1);
    const deliveries = Uint8Array.from(sequenceUntil(last), (name) => graph.names.indexOf(name));
    const options: ProducerOptions = { deliveries, kinds: graph.names.length, pace: { kind: 'at-once' } };
    const module = siblingUrl('../../../src/cake/producer', import.meta.url);
    const sources = [{ name: PRODUCER, module, export: 'producer', options, firstWorkIndex: 0 }];
    const trace: string[] = [];
    const observer = notebookTrace(graph, 1, (row) => trace.push(row));
    await bake(cooperative({ platform, observer }), graph, { ...line, sources });
    expect(trace).toEqual(await traceOf(last));
  },
);

async function traceOf(last: string): Promise<string[]> {
  const { outcome } = await played(chapter, { last });
  return Object(outcome.facts).trace;
}

test('a mix that waits for the oven, and an ingredient that is only stored, are other answers', () => {
  const facts = { trace: [], through: [], end: [], cakes: 0, leftovers: {} };
  expect(judge(facts)).toEqual({ right: 0, claim: 'not-confirmed' });
  expect(judge({ ...facts, leftovers: { dry_mix: 1, wet_mix: 1 } })).toEqual({ right: 1, claim: 'not-confirmed' });
});
