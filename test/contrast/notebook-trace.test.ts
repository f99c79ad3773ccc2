/** `npm start -- --trace`: the same lines as in the lecture notebook. */
import { expect, test } from 'vitest';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { withCopies } from '../../src/cake/recipe/copies.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import type { CakeLineOptions } from '../../src/cake/stations.ts';
import { notebookTrace } from '../../src/contrast/notebook-trace.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { optionsOf } from '../cake/arbitrary-line.ts';
import { plates } from '../cake/buns.ts';
import { LECTURE_TRACE } from './lecture-trace.ts';

/** Bakes a sequence of ingredients and returns the lines that are printed. */
async function traceOf(sequence: readonly string[], recipe = chocolateCake, cakes = 1): Promise<string[]> {
  const graph = graphOf(underWorkload(recipe, 'message-bound'), 'test');
  const line = lineOf(graph, { cakes, seed: 1, delivery: 'order' }, { iterationsPerUs: 1, parts: 0 });
  const whole = optionsOf(line);
  const deliveries = Uint8Array.from(sequence, (name) => graph.names.indexOf(name));
  const options: CakeLineOptions = { ...whole, producer: { ...whole.producer, deliveries } };
  const lines: string[] = [];
  const engine = cooperative({ platform, observer: notebookTrace(graph, cakes, (text) => lines.push(text)) });
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

test('where a firing makes several, a line says how many, and how many are kept', async () => {
  const recipe: Recipe = {
    name: 'toast',
    ingredients: { loaf: '🍞', slice: '◻', toast: '◼' },
    stations: [
      { name: 'cutter', needs: { loaf: 1 }, makes: { slice: 3 } },
      { name: 'toaster', needs: { slice: 1 }, makes: { toast: 2 } },
    ],
  };
  expect(await traceOf(['loaf'], recipe, 3)).toEqual([
    'T=0\tGenerate loaf',
    'Cutter input  🍞.',
    'Cutter makes 3 slice ◻ and keeps 1. New storage -> [  ]',
    'Cutter output ◻.',
    'Toaster input  ◻.',
    'Toaster makes 2 toast ◼. New storage -> [  ]',
    '<<< Baked toast. ◼ >>>',
    '<<< Baked toast. ◼ >>>',
    'Cutter output ◻.',
    'Toaster input  ◻.',
    'Toaster makes 2 toast ◼ and keeps 1. New storage -> [  ]',
    '<<< Baked toast. ◼ >>>',
  ]);
});

test('where several stations need what a station makes, the line says who gets it', async () => {
  const lines = await traceOf(new Array<string>(6).fill('clay'), plates);
  expect(lines.filter((line) => line.startsWith('Potter sends'))).toEqual([
    'Potter sends plate 🍽 to the waiter. New storage -> [  ]',
    'Potter sends plate 🍽 to the tart maker. New storage -> [  ]',
    'Potter sends plate 🍽 to the waiter. New storage -> [  ]',
  ]);
  expect(lines.at(-1)).toBe('<<< Baked tray. 🍱 >>>');
});

test('copies have a number, and a line says to which of them a station sends', async () => {
  const bread: Recipe = {
    name: 'bread',
    ingredients: { flour: '🌾', dough: '📦', bread: '🍞' },
    stations: [
      { name: 'mixer', needs: { flour: 2 }, makes: 'dough' },
      { name: 'oven', needs: { dough: 1 }, makes: 'bread' },
    ],
  };
  expect(await traceOf(new Array<string>(6).fill('flour'), withCopies(bread, 'oven', 2), 3)).toEqual([
    'T=0\tGenerate flour',
    'Mixer got\tflour -> [ 🌾 ]',
    '',
    'T=1\tGenerate flour',
    'Mixer got\tflour -> [ 🌾🌾 ]',
    'Mixer sends dough 📦 to the oven 1. New storage -> [  ]',
    'Oven 1 input  📦.',
    '<<< Baked bread. 🍞 >>>',
    '',
    'T=2\tGenerate flour',
    'Mixer got\tflour -> [ 🌾 ]',
    '',
    'T=3\tGenerate flour',
    'Mixer got\tflour -> [ 🌾🌾 ]',
    'Mixer sends dough 📦 to the oven 2. New storage -> [  ]',
    'Oven 2 input  📦.',
    '<<< Baked bread. 🍞 >>>',
    '',
    'T=4\tGenerate flour',
    'Mixer got\tflour -> [ 🌾 ]',
    '',
    'T=5\tGenerate flour',
    'Mixer got\tflour -> [ 🌾🌾 ]',
    'Mixer sends dough 📦 to the oven 1. New storage -> [  ]',
    'Oven 1 input  📦.',
    '<<< Baked bread. 🍞 >>>',
  ]);
});
