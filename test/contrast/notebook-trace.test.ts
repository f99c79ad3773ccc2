/** `npm start -- --trace`: the same lines as in the lecture notebook. */
import { expect, test } from 'vitest';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import type { CakeLineOptions } from '../../src/cake/stations.ts';
import { notebookTrace } from '../../src/contrast/notebook-trace.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { optionsOf } from '../cake/arbitrary-line.ts';
import { LECTURE_TRACE } from './lecture-trace.ts';

/** Bakes a sequence of ingredients and returns the lines that are printed. */
async function traceOf(sequence: readonly string[]): Promise<string[]> {
  const graph = graphOf(underWorkload(chocolateCake, 'message-bound'), 'test');
  const line = lineOf(graph, { cakes: 1, seed: 1, delivery: 'random' }, { iterationsPerUs: 1, parts: 0 });
  const whole = optionsOf(line);
  const deliveries = Uint8Array.from(sequence, (name) => graph.names.indexOf(name));
  const options: CakeLineOptions = { ...whole, producer: { ...whole.producer, deliveries } };
  const lines: string[] = [];
  const engine = cooperative({ platform, observer: notebookTrace(graph, (text) => lines.push(text)) });
  await bake(engine, graph, { ...line, sources: line.sources.map((spec) => ({ ...spec, options })) });
  return lines;
}

test('the sequence of the lecture prints the lines of the lecture', async () => {
  const sequence = ['eggs', 'butter', 'eggs', 'butter', 'eggs', 'eggs', 'butter', 'butter', 'butter'];
  expect(await traceOf(sequence)).toEqual(LECTURE_TRACE);
});

test('the ingredient that completes a cake is followed by its mixing and baking', async () => {
  const sequence = ['butter', 'eggs', 'eggs', 'flour', 'flour', 'sugar', 'sugar', 'sugar', 'chocolate', 'chocolate'];
  expect((await traceOf(sequence)).slice(-5)).toEqual([
    'T=9\tGenerate chocolate',
    'Dry Mixer got\tchocolate -> [ 🌾🌾🍬🍬🍬🍫🍫 ]',
    'Dry mixer sends mix 📦. New storage -> [  ]',
    'OVEN got dry_mix\t->[ 📦🧴 ]',
    '<<< Baked cake. 🎂 >>>',
  ]);
});
