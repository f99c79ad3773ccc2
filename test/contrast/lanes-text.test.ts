import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/chocolate-cake.ts';
import { graphOf } from '../../src/cake/graph.ts';
import type { Recipe } from '../../src/cake/recipe.ts';
import { lanesText } from '../../src/contrast/lanes-text.ts';
import { type Picture, picture } from '../../src/contrast/picture.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import type { Paint } from '../../src/terminal/style.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { example } from '../trace/example.ts';

const plain: Paint = (_, text) => text;
const tagged: Paint = (format, text) => `<${String(format)}>${text}</>`;

const recipe: Recipe = {
  name: 'small',
  ingredients: { egg: '🥚', mix: '🧴', cake: '🎂' },
  stations: [
    { name: 'mixer', needs: { egg: 1 }, makes: 'mix' },
    { name: 'oven', needs: { mix: 1 }, makes: 'cake' },
  ],
};

/** Ten thousand times as slow: milliseconds instead of nanoseconds. */
function slow(trace: Trace, engine: string): Trace {
  const tracks = trace.tracks.map((track) => ({
    ...track,
    events: track.events.map((event) => ({ ...event, atNs: event.atNs * 10_000 })),
  }));
  return { ...trace, engine, tracks };
}

const drawn: Picture = {
  workload: 'wait-bound',
  cakes: 2,
  stretch: 1,
  graph: graphOf(recipe, 'test'),
  recorded: [slow(example, 'cooperative'), slow(example, 'threads (port)')].map((trace) => ({
    trace,
    cost: { median: 1.02, low: 1, high: 1.1 },
    eventNs: 80,
  })),
  eventNs: 71.6,
};

test('the example as it was worked out by hand', () => {
  const oven = `  oven               ${'·'.repeat(19)}${'▒'.repeat(40)}`;
  expect(lanesText(drawn, plain).split('\n')).toEqual([
    '',
    'lanes  wait-bound, 2 cakes once more, recorded: who does what, and when',
    '                     0 ms               5                   10',
    'cooperative 15 ms                                          🎂                 🎂',
    '  mixer              ····████████████  ███████████ xxxxxxxxx',
    oven,
    'threads (port) 15 ms                                       🎂                 🎂',
    '  mixer              ····████████████  ███████████ xxxxxxxxx',
    oven,
    '█ works  ▒ rests  · waits for input  x waits for room  empty: passes on or ended',
    'On average 1.1 stations work or rest at a time under cooperative, 1.1 under',
    '  threads (port). Recording took 1.02x and 1.02x the time (72 ns an event); no',
    '  run of the table is recorded.',
  ]);
});

test('what is drawn has a colour where there is any, and the same shapes', () => {
  const text = lanesText(drawn, tagged);
  expect(text).toMatch(/<cyan>▒+<\/>/);
  expect(text).toMatch(/<green>█+<\/>/);
  expect(text.replaceAll(/<[^>]*>/g, '')).toBe(lanesText(drawn, plain));
});

/** The example with the mixer under other names, several times. */
function withMixers(names: readonly string[], dropped: number): Picture {
  const [producer, mixer, oven] = example.tracks;
  if (producer === undefined || mixer === undefined || oven === undefined) throw new Error('three tracks');
  const tracks = [producer, ...names.map((station) => ({ ...mixer, station, dropped })), oven];
  const [station] = drawn.graph.stations;
  if (station === undefined) throw new Error('a mixer');
  const stations = [...names.map((name) => ({ ...station, name, workUs: 5 })), ...drawn.graph.stations.slice(1)];
  const recorded = drawn.recorded.map((one) => ({ ...one, trace: { ...one.trace, tracks } }));
  return { ...drawn, recorded, graph: { ...drawn.graph, stations } };
}

test('names of any width, and such as a terminal would obey, fit into 80 columns', () => {
  const text = lanesText(withMixers(['粉'.repeat(40), '\u001b[2Jmixer'], 0), plain);
  expect(text).not.toContain('\u001b');
  expect(text).toContain('  粉粉粉粉粉粉粉粉…');
  expect(text).toContain('  ?[2Jmixer');
  for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
});

test('more stations than there is place for, and events that were dropped, are told', () => {
  const names = Array.from({ length: 11 }, (_, i) => `mixer ${i}`);
  const lines = lanesText(withMixers(names, 3), plain).split('\n');
  // Those that work are drawn; the oven, which does not, is left out.
  expect(lines).toContain('4 more stations are left out.');
  expect(lines).toContain('66 later events are missing: there was no more place for them.');
  expect(lines.filter((line) => line.startsWith('  mixer'))).toHaveLength(16);
  expect(lines.filter((line) => line.startsWith('  oven'))).toHaveLength(0);
});

test.each([
  [3, 'Each rest takes 3.0 times as long as above.'],
  [0.333, 'Each rest takes 33 % of its time above.'],
])('that rests are drawn %d times as long is told', (stretch, wanted) => {
  expect(lanesText({ ...drawn, stretch }, plain).replaceAll('\n  ', ' ')).toContain(wanted);
});

const options = { recipe: chocolateCake, source: 'test', seed: 1, platform, ms: 6, pairs: 1 };

test('a picture is the same cakes on one thread and on threads, with all that the books count', async () => {
  const found = await picture({
    ...options,
    workloads: ['cpu-bound', 'wait-bound', 'message-bound'],
    engines: ['cooperative', 'threads'],
    channels: ['ring', 'port'],
  });
  expect(found).toMatchObject({ workload: 'wait-bound', cakes: 3, stretch: expect.closeTo(0.1, 5) });
  expect(found?.recorded.map(({ trace }) => trace.engine)).toEqual(['cooperative', 'threads (ring)']);
  for (const { trace } of found?.recorded ?? []) {
    const rests = trace.tracks.map(({ events }) => events.filter(({ kind }) => kind === 'rest-began').length);
    expect(rests).toEqual([0, 3, 3, 3, 3]);
    expect(trace.tracks.every(({ dropped }) => dropped === 0)).toBe(true);
  }
});

test('the event loop is drawn where no threads were asked for, and works where no rests were', async () => {
  const found = await picture({
    ...options,
    workloads: ['cpu-bound'],
    engines: ['cooperative', 'event-loop', 'pool'],
    channels: ['port'],
  });
  expect(found?.workload).toBe('cpu-bound');
  expect(found?.recorded.map(({ trace }) => trace.engine)).toEqual(['cooperative', 'event-loop']);
});

test('there is no picture where there is nothing to see', async () => {
  const channels = ['port'] as const;
  expect(await picture({ ...options, workloads: ['message-bound'], engines: ['threads'], channels })).toBeNull();
  expect(await picture({ ...options, workloads: ['wait-bound'], engines: ['pool'], channels })).toBeNull();
  const stations = chocolateCake.stations.map((station) => ({ ...station, workUs: 0, restMs: 0 }));
  const idle = { ...options, recipe: { ...chocolateCake, stations } };
  expect(await picture({ ...idle, workloads: ['cpu-bound', 'wait-bound'], engines: ['threads'], channels })).toBeNull();
});
