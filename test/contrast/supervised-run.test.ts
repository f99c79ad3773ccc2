/** `npm start -- --supervise`: cakes are exact whoever dies, its document and its text say so, and it says when they are not. */
import { describe, expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { bakeSupervised, mistakeIn, type SupervisedWorkload, type Way } from '../../src/contrast/supervise/bake.ts';
import { supervisedDocument } from '../../src/contrast/supervise/document.ts';
import { supervisedOrders } from '../../src/contrast/supervise/orders.ts';
import { supervisedText } from '../../src/contrast/supervise/text.ts';
import { WORKLOADS } from '../../src/measure/workload.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { seeded, type WrittenKill } from '../../src/terminal/kill-option.ts';

const kills: readonly WrittenKill[] = [
  { kind: 'at', station: 'oven', item: 7 },
  { kind: 'at', station: 'oven', item: 7 },
  { kind: 'at', station: 'producer', item: 55 },
  { kind: 'at', station: 'dry mixer', item: 1 },
];

async function baked(asked: readonly WrittenKill[]): Promise<readonly SupervisedWorkload[]> {
  const order = { seed: 3, delivery: 'order', cakes: { kind: 'count', count: 8 } } as const;
  const orders = supervisedOrders({ recipe: chocolateCake, source: 'cake', workloads: WORKLOADS, ...order }, asked);
  const steps: string[] = [];
  const seen: string[] = [];
  const found = await bakeSupervised(
    { orders, supervision: { kills: seeded(asked, 1) }, platform },
    { step: (what) => steps.push(what), workload: ({ workload }) => seen.push(workload) },
  );
  expect(steps).toHaveLength(9);
  expect(seen).toEqual(WORKLOADS);
  return found;
}

const plain = (_: unknown, text: string): string => text;

describe('four kills in each of three workloads', () => {
  const baking = baked(kills);

  test('cost no cake, and are counted', async () => {
    for (const { supervised, reference, mistake } of await baking) {
      expect(mistake).toBeNull();
      expect(supervised.report).toMatchObject({ kills: 4, restarts: 4, putAside: [] });
      expect(supervised.run).toMatchObject({ products: 8, leftovers: {}, digest: reference.run.digest });
    }
  });

  test('stand in one document, with the fields of a contrast', async () => {
    const document = supervisedDocument('chocolate cake', true, platform.host.machine(), kills, await baking);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document).toMatchObject({
      schema: 2,
      supervised: true,
      quick: true,
      kills: ['oven:7', 'oven:7', 'producer:55', 'dry mixer:1'],
    });
    expect(document.workloads.map(({ name }) => name)).toEqual(WORKLOADS);
    for (const { engines, expected, equal, order } of document.workloads) {
      expect([expected, equal]).toEqual([8, true]);
      expect(order).toEqual({ recipe: 'chocolate cake', cakes: 8, ingredients: 80, seed: 3, delivery: 'order' });
      expect(engines.map(({ name, channel, supervision }) => [name, channel, supervision?.kills ?? null])).toEqual([
        ['cooperative', 'none', null],
        ['threads', 'ring', null],
        ['threads', 'ring', 4],
      ]);
      for (const engine of engines) expect(engine).toMatchObject({ products: 8, digest: engines[0]?.digest });
    }
  });

  test('are told in 80 columns', async () => {
    for (const result of await baking) {
      const lines = supervisedText(result, kills, plain).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
      const text = lines.join(' ').replaceAll(/\s+/g, ' ');
      for (const word of [' supervised ', ' equal', 'kills 4 ', 'restarts 4 ', 'nothing was lost', 'without kills'])
        expect(text).toContain(word);
      expect(text).not.toContain('No thread was killed');
    }
  });
});

test('where no thread was killed although that was asked for, the text says so', async () => {
  const [result] = await baked([]);
  if (result === undefined) throw new Error('expected a workload, found none');
  const text = supervisedText(result, [{ kind: 'random', perSecond: 0.001 }], plain).replaceAll(/\s+/g, ' ');
  expect(text).toContain('No thread was killed: the run was over before the first kill.');
  expect(supervisedText(result, [], plain)).not.toContain('No thread was killed');
});

describe('what is wrong is said in one line:', () => {
  const way = (products: number, digest = 'aa'): Way => ({
    engine: { name: 'threads', channel: 'ring', packed: null },
    run: {
      threads: 5,
      placement: null,
      onMain: false,
      startupMs: 0,
      wallMs: 1,
      cpuMs: 1,
      products,
      leftovers: {},
      digest,
      stations: [],
      supervision: null,
      recording: null,
    },
  });
  const none = { putAside: [] };
  const one = { station: 'oven', from: 'wet mixer', item: 17 };

  test.each([
    ['a lost cake', none, null, way(296), 'supervised: 296 products, leftovers {}, digest aa'],
    ['other work', none, null, way(300, 'bb'), 'digest aa; supervised: 300 products, leftovers {}, digest bb'],
    ['books', none, 'the books do not balance: x', way(300), 'cpu-bound: supervised: the books do not balance: x'],
    [
      'an item put aside, before all that follows from it',
      { putAside: [one, one] },
      'the books do not balance: x',
      way(299),
      'cpu-bound: put aside: item 17 from "wet mixer", at which the oven died three times, and 1 more; it is in no product',
    ],
  ])('%s', (_, report, books, supervised, wanted) => {
    expect(mistakeIn('cpu-bound', report, books, way(300), supervised)).toContain(wanted);
  });

  test('nothing where all is equal', () => {
    expect(mistakeIn('cpu-bound', none, null, way(300), way(300))).toBeNull();
  });
});
