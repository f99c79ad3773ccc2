/** Chapter 8: blocking and yielding: a clock beside the run. */

import { bake } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { threads } from '../../engine/threads.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, type Job, job, withEngines } from '../props/kitchen.ts';

const TICK_MS = 20;
const BREATH_MS = 50;

/** How often the clock ticks while the cakes are baked. */
async function ticksDuring(engine: Engine, { graph, line }: Job): Promise<{ ticks: number; wallMs: number }> {
  await engine.run({ ...line, source: { ...line.source, options: NOTHING } }); // Starts the threads, if there are any.
  let ticks = 0;
  const alarm = setInterval(() => ticks++, TICK_MS);
  try {
    const { wallMs } = await bake(engine, graph, line);
    return { ticks, wallMs };
  } finally {
    clearInterval(alarm);
  }
}

const NOTHING = { deliveries: new Uint8Array(0), kinds: 9, pace: { kind: 'at-once' } };

export const chapter: Chapter = {
  number: 8,
  title: 'Blocking and yielding: a clock beside the run',
  idea: 'A thread does one thing at a time: while it is blocked or at work, nothing else on it happens. A yield helps the others only when somebody else has something to do on that thread.',
  code: [{ file: 'src/lessons/chapters/08-blocking-and-yielding.ts', name: 'ticksDuring' }],
  question: {
    text: 'Beside the run a clock ticks every 20 ms on the main thread. Once the stations work, once they rest; the run is awaited. When does the clock go on?',
    answers: [
      'when stations rest by timers, or have threads of their own',
      'always: await does not block',
      'never while cakes are baked',
    ],
  },
  async run(stage) {
    const cakes = stage.amount(12, 4);
    const works = job(cake('cpu-bound', ofMs('workUs', 1000)), cakes);
    const rests = job(cake('wait-bound', ofMs('restMs', 1)), cakes);
    const onThreads = threads({ clock });
    const engines: readonly Engine[] = [cooperative({ clock, stretchMs: Infinity }), eventLoop({ clock }), onThreads];
    const ticks: Record<string, number> = {};
    const wallMs: Record<string, number> = {};
    await withEngines(engines, async () => {
      const rows = [['', 'stations work', '', 'stations rest', '']];
      for (const engine of engines) {
        const row: string[] = [engine.name];
        for (const [what, task] of [
          ['work', works],
          ['rest', rests],
        ] as const) {
          const during = await ticksDuring(engine, task);
          ticks[`${engine.name} ${what}`] = during.ticks;
          wallMs[`${engine.name} ${what}`] = during.wallMs;
          row.push(`${during.ticks} ticks`, `in ${during.wallMs.toFixed(0)} ms`);
        }
        rows.push(row);
      }
      for (const row of columns(rows)) stage.print(row);
    });
    // The event-loop engine takes a breath every 50 ms, so that Ctrl-C is heard; the clock hears it too.
    const breaths = Math.ceil((wallMs['event-loop work'] ?? 0) / BREATH_MS);
    const silent = ticks['cooperative work'] === 0 && ticks['cooperative rest'] === 0;
    const breathing = (ticks['event-loop work'] ?? 0) <= breaths;
    const ticking = ['event-loop rest', 'threads work', 'threads rest'].every((run) => (ticks[run] ?? 0) > 0);
    const claim = claimThat(
      silent && breathing && ticking,
      'the clock ticked where it should not, or had no core to tick on',
    );
    const count = (run: string): number => ticks[run] ?? 0;
    return {
      right: 0,
      reveal: explained(
        `While they worked the clock ticked ${count('cooperative work')}, ${count('event-loop work')} and ${count('threads work')} times, while they rested ${count('cooperative rest')}, ${count('event-loop rest')} and ${count('threads rest')} times.`,
        claim,
        'The cooperative engine rests as time.sleep does in Python: it blocks. The event loop rests by timers, and the clock ticks in between; but no await gives a thread back that computes. If there is a tick while it works, that is the breath that this engine takes every 50 ms, on purpose, so that Ctrl-C is heard. With threads of their own the stations may do as they like.',
      ),
      claim,
      facts: { ticks, silent, breathing },
    };
  },
  change: 'let the clock tick every 2 ms. In which of the six runs do you expect more ticks, and in which not?',
  weakness:
    'a tick that is late is not doubled, so ticks are fewer than time / 20 ms even on an idle machine. Here the cooperative engine holds the thread to the end; elsewhere it too takes a breath every 50 ms (stretchMs).',
};

/** The oven 8, the mixers 5 and 4, the melter 3 milliseconds. */
function ofMs(field: 'workUs' | 'restMs', perMs: number) {
  const times = { 'dry mixer': 5, 'butter melter': 3, 'wet mixer': 4, oven: 8 };
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, { [field]: ms * perMs }]));
}

await playAlone(import.meta.url, chapter);
