/** The lanes that `npm start` draws: which runs, which stations, and how they fit into 80 columns. */
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { withCopies } from '../../src/cake/recipe/copies.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { lanesText } from '../../src/contrast/lanes-text.ts';
import { type Picture, picture } from '../../src/contrast/picture.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import type { Paint } from '../../src/terminal/style.ts';
import { flowsOf } from '../../src/trace/flows.ts';
import { leftNs } from '../../src/trace/metrics.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { buns } from '../cake/buns.ts';
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

/** The trace ten thousand times as slow, under another engine: milliseconds instead of nanoseconds. */
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
  timeScale: 1,
  graph: graphOf(recipe, 'test'),
  recorded: [slow(example, 'cooperative'), slow(example, 'threads (port)')].map((trace) => ({
    trace,
    cost: { median: 1.02, low: 1, high: 1.1 },
    eventNs: 80,
  })),
  eventNs: 71.6,
};

test('the example is drawn as computed by hand', () => {
  const oven = `  oven               ${'·'.repeat(19)}${'▒'.repeat(40)}`;
  expect(lanesText(drawn, plain).split('\n')).toEqual([
    '',
    'lanes  wait-bound, 2 cakes in an extra, recorded run: what each station does',
    '                     0 ms               5                   10',
    'cooperative 15 ms                                          🎂                 🎂',
    '  mixer              ····████████████  ███████████ xxxxxxxxx',
    oven,
    'threads (port) 15 ms                                       🎂                 🎂',
    '  mixer              ····████████████  ███████████ xxxxxxxxx',
    oven,
    '█ works  ▒ waits  · idle  x no room to send  empty: sends or has ended',
    'On average, 1.1 stations are busy at the same time with cooperative, and 1.1',
    '  with threads (port). With recording, these runs took 1.02x and 1.02x the time',
    '  (72 ns per event); the runs in the tables are not recorded.',
  ]);
});

test('where stations share threads, the legend explains the numbers before their names', () => {
  const recorded = drawn.recorded.map((one, i) => {
    const tracks = one.trace.tracks.map((track, thread) => ({
      ...track,
      copy: i === 0 ? null : { of: track.station, thread: thread + 1 },
    }));
    return { ...one, trace: { ...one.trace, tracks } };
  });
  const lines = lanesText({ ...drawn, recorded }, plain).split('\n');
  const legendAt = lines.findIndex((line) => line.startsWith('█ works'));
  // The producer is on the first thread, and has no lane.
  expect(lines[legendAt + 1]).toBe('#2, #3: the worker thread');
  expect(lines.slice(legendAt - 2, legendAt).map((line) => line.slice(0, 11))).toEqual(['  #2 mixer ', '  #3 oven  ']);
  expect(lanesText(drawn, plain)).not.toContain('#');
});

test('with colours the lanes have the same shapes', () => {
  const text = lanesText(drawn, tagged);
  expect(text).toMatch(/<cyan>▒+<\/>/);
  expect(text).toMatch(/<green>█+<\/>/);
  expect(text.replaceAll(/<[^>]*>/g, '')).toBe(lanesText(drawn, plain));
});

/** The example with several mixers of other names. */
function withMixers(names: readonly string[], dropped: number): Picture {
  const [producer, mixer, oven] = example.tracks;
  if (producer === undefined || mixer === undefined || oven === undefined) throw new Error('three tracks');
  const tracks = [producer, ...names.map((station) => ({ ...mixer, station, dropped })), oven];
  const [station] = drawn.graph.stations;
  if (station === undefined) throw new Error('a mixer');
  const mixers = names.map((name, i) => ({ ...station, name, workUs: 5 + names.length - i }));
  const stations = [...mixers, ...drawn.graph.stations.slice(1)];
  const recorded = drawn.recorded.map((one) => ({ ...one, trace: { ...one.trace, tracks } }));
  return { ...drawn, recorded, graph: { ...drawn.graph, stations } };
}

test('wide names and names with terminal codes fit into 80 columns', () => {
  const text = lanesText(withMixers(['粉'.repeat(40), '\u001b[2Jmixer'], 0), plain);
  expect(text).not.toContain('\u001b');
  expect(text).toContain('  粉粉粉粉粉粉粉粉…');
  expect(text).toContain('  ?[2Jmixer');
  for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
});

test('the text says how many stations are left out and how many events are missing', () => {
  const names = Array.from({ length: 11 }, (_, i) => `mixer ${i}`);
  const lines = lanesText(withMixers(names, 3), plain).split('\n');
  // Those that work are drawn; the oven, which does not, is left out.
  expect(lines).toContain('Not shown: 4 stations with shorter service times.');
  expect(lines).toContain('Not recorded: the last 66 events, because the recorder was full.');
  expect(lines.filter((line) => line.startsWith('  mixer'))).toHaveLength(16);
  expect(lines.filter((line) => line.startsWith('  oven'))).toHaveLength(0);
});

test.each([
  [3, 'Here each rest takes 3.0 times as long as in the tables.'],
  [0.333, 'Here each rest takes 0.33 times as long as in the tables.'],
])('with rests %d times as long, the text says so', (timeScale, wanted) => {
  expect(lanesText({ ...drawn, timeScale }, plain).replaceAll('\n  ', ' ')).toContain(wanted);
});

const options = { recipe: chocolateCake, source: 'test', seed: 1, platform, ms: 6, pairs: 1 };

test('a picture shows the same cakes on one thread and on threads, with every rest', async () => {
  const found = await picture({
    ...options,
    workloads: ['cpu-bound', 'wait-bound', 'message-bound'],
    engines: ['cooperative', 'threads'],
    channels: ['ring', 'port'],
  });
  expect(found).toMatchObject({ workload: 'wait-bound', cakes: 3, timeScale: expect.closeTo(0.1, 5) });
  expect(found?.recorded.map(({ trace }) => trace.engine)).toEqual(['cooperative', 'threads (ring)']);
  for (const { trace } of found?.recorded ?? []) {
    const rests = trace.tracks.map(({ events }) => events.filter(({ kind }) => kind === 'rest-began').length);
    expect(rests).toEqual([0, 3, 3, 3, 3]);
    expect(trace.tracks.every(({ dropped }) => dropped === 0)).toBe(true);
  }
});

test('a picture shows shared threads, over the channel of the tables, if the user says how many', async () => {
  const found = await picture({
    ...options,
    workloads: ['cpu-bound'],
    engines: ['cooperative', 'threads'],
    channels: ['port', 'ring'],
    threads: 2,
  });
  expect(found?.recorded.map(({ trace }) => trace.engine)).toEqual(['cooperative', 'threads (ring, 2 threads)']);
  expect(found && lanesText(found, plain)).toMatch(/\n {2}#1 [\s\S]*\n {2}#2 [\s\S]*\n#1, #2: the worker thread\n/);
});

test('a picture shows the event loop if no threads are requested, and work if no rests are', async () => {
  const found = await picture({
    ...options,
    workloads: ['cpu-bound'],
    engines: ['cooperative', 'event-loop', 'pool'],
    channels: ['port'],
  });
  expect(found?.workload).toBe('cpu-bound');
  expect(found?.recorded.map(({ trace }) => trace.engine)).toEqual(['cooperative', 'event-loop']);
});

test('there is no picture without work and rests, or without a second engine', async () => {
  const channels = ['port'] as const;
  expect(await picture({ ...options, workloads: ['message-bound'], engines: ['threads'], channels })).toBeNull();
  expect(await picture({ ...options, workloads: ['wait-bound'], engines: ['pool'], channels })).toBeNull();
  const stations = chocolateCake.stations.map((station) => ({ ...station, workUs: 0, restMs: 0 }));
  const idle = { ...options, recipe: { ...chocolateCake, stations } };
  expect(await picture({ ...idle, workloads: ['cpu-bound', 'wait-bound'], engines: ['threads'], channels })).toBeNull();
});

test('a picture of copies shows each of them, with enough cakes for all', async () => {
  const recipe = withCopies(withCopies(chocolateCake, 'oven', 2), 'wet mixer', 3);
  const found = await picture({
    ...options,
    recipe,
    workloads: ['wait-bound'],
    engines: ['threads'],
    channels: ['ring'],
  });
  expect(found).toMatchObject({ cakes: 6, recorded: [{}, {}] });
  for (const { trace } of found?.recorded ?? []) {
    const rests = trace.tracks.map(({ station, events }) => [
      station,
      events.filter(({ kind }) => kind === 'rest-began').length,
    ]);
    expect(Object.fromEntries(rests)).toEqual({
      producer: 0,
      'dry mixer': 6,
      'butter melter': 6,
      'wet mixer 1': 2,
      'wet mixer 2': 2,
      'wet mixer 3': 2,
      'oven 1': 3,
      'oven 2': 3,
    });
    // Three mixers send the same mix to an oven, and every receipt still has its send.
    const received = trace.tracks.flatMap(({ events }) => events.filter(({ kind }) => kind === 'received'));
    const flows = flowsOf(trace);
    expect(flows).toHaveLength(received.length);
    for (const { sentNs, receivedNs } of flows) expect(receivedNs).toBeGreaterThanOrEqual(sentNs);
    expect(leftNs(trace)).toHaveLength(6);
    const narrow = trace.edges.filter(({ capacity }) => capacity > 0);
    // The second and third mixer take two eggs at once, although one cake needs none of theirs.
    for (const { from, to, capacity } of narrow) {
      if (from === 'producer' && to.startsWith('wet mixer')) expect(capacity).toBe(2);
      if (to.startsWith('oven')) expect(capacity).toBe(1);
    }
  }
  const text = found === null ? '' : lanesText(found, plain);
  for (const lane of ['  oven 1 ', '  oven 2 ', '  wet mixer 3 ']) expect(text).toContain(`\n${lane}`);
});

test('stations that are left out may take as long as those that are shown', () => {
  const graph = graphOf(withCopies(recipe, 'oven', 11), 'test');
  expect(lanesText({ ...drawn, graph }, plain)).toContain(
    '\nNot shown: 4 stations with shorter or equal service times.\n',
  );
});

test('a picture of buns shows a whole lot, and says how many one mark stands for', async () => {
  const found = await picture({
    ...options,
    recipe: buns,
    workloads: ['wait-bound'],
    engines: ['event-loop'],
    channels: [],
  });
  expect(found).toMatchObject({ cakes: 24, recorded: [{}, {}] });
  for (const { trace } of found?.recorded ?? []) {
    const rests = trace.tracks.map(({ events }) => events.filter(({ kind }) => kind === 'rest-began').length);
    expect(trace.tracks.map(({ station }) => station)).toEqual(['producer', 'mixer', 'pot', 'oven', 'brush']);
    expect(rests).toEqual([0, 1, 1, 2, 24]);
  }
  expect(found && lanesText(found, plain)).toContain('\n🍩 stands for 2 cakes.\n');
});

test('what is baked by the dozen has a mark for each dozen', async () => {
  const stations = buns.stations.filter(({ name }) => name === 'mixer' || name === 'oven');
  const ingredients = { flour: '🌾', milk: '🥛', sugar: '🍬', dough: '📦', bun: '🥯' };
  const recipe = { ...buns, ingredients, stations };
  const found = await picture({ ...options, recipe, workloads: ['wait-bound'], engines: ['event-loop'], channels: [] });
  const text = found === null ? '' : lanesText(found, plain);
  expect(text).toContain('\n🥯 stands for 12 cakes.\n');
  expect(text.match(/🥯/g)).toHaveLength(2 * 4 + 1);
});
