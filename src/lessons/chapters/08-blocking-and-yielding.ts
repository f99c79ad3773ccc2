/** Chapter 8: blocking and yielding: a clock during the run. */
import { bake } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { threads } from '../../engine/threads.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { type CakeLine, cake, cakeLine, withEngines } from '../props/kitchen.ts';

const TICK_MS = 20;
const TURN_MS = 50;

/** Counts how many times the clock ticks while the cakes are baked. */
async function ticksDuring(engine: Engine, { graph, line }: CakeLine): Promise<{ ticks: number; wallMs: number }> {
  await engine.run(cakeLine(cake('message-bound'), 1).line); // Starts the threads, if there are any.
  let ticks = 0;
  const alarm = setInterval(() => ticks++, TICK_MS);
  try {
    const { wallMs } = await bake(engine, graph, line);
    return { ticks, wallMs };
  } finally {
    clearInterval(alarm);
  }
}

export const chapter: Chapter = {
  number: 8,
  title: 'Blocking and yielding: a clock during the run',
  idea: 'A thread does one thing at a time: while it is blocked or busy, nothing else runs on it. Yielding helps only if something else on that thread is ready to run.',
  code: [{ file: 'src/lessons/chapters/08-blocking-and-yielding.ts', name: 'ticksDuring' }],
  question: {
    text: `During the run a clock ticks every ${TICK_MS} ms on the main thread. In one run the stations work, in another they wait; we await both. When does the clock keep ticking?`,
    answers: [
      'when the stations wait with timers, or have their own threads',
      'always: await does not block',
      'never while cakes are baked',
    ],
  },
  timed: true,
  async run(stage) {
    const cakes = stage.amount(12, 4);
    const works = cakeLine(cake('cpu-bound', ofMs('workUs', 1000)), cakes);
    const waits = cakeLine(cake('wait-bound', ofMs('restMs', 1)), cakes);
    const onThreads = threads({ platform });
    const engines: readonly Engine[] = [
      cooperative({ platform, stretchMs: Infinity }),
      eventLoop({ platform }),
      onThreads,
    ];
    const ticks: Record<string, number> = {};
    const wallMs: Record<string, number> = {};
    await withEngines(engines, async () => {
      const rows = [['', 'stations work', '', 'stations wait', '']];
      for (const engine of engines) {
        const row: string[] = [engine.name];
        for (const [what, task] of [
          ['work', works],
          ['rest', waits],
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
    // This engine gives the event loop a turn every 50 ms, so that Ctrl-C works; the clock ticks then, too.
    const turns = Math.ceil((wallMs['event-loop work'] ?? 0) / TURN_MS);
    const silent = ticks['cooperative work'] === 0 && ticks['cooperative rest'] === 0;
    const atMostTurns = (ticks['event-loop work'] ?? 0) <= turns;
    const ticking = ['event-loop rest', 'threads work', 'threads rest'].every((run) => (ticks[run] ?? 0) > 0);
    const claim = claimThat(
      silent && atMostTurns && ticking,
      'the clock ticked where it should not, or perhaps no core was free for it',
    );
    const count = (run: string): number => ticks[run] ?? 0;
    return {
      right: 0,
      reveal: explained(
        `While the stations worked, the clock ticked ${count('cooperative work')}, ${count('event-loop work')} and ${count('threads work')} times; while they waited, ${count('cooperative rest')}, ${count('event-loop rest')} and ${count('threads rest')} times.`,
        claim,
        'The cooperative engine waits as time.sleep does in Python: it blocks. The event-loop engine waits with timers, and the clock ticks in between; but await does not free a thread that is busy computing. A tick while this engine works is no accident: every 50 ms it gives the event loop a turn, so that Ctrl-C works. Stations with their own threads can work or wait: the main thread stays free.',
      ),
      claim,
      facts: { ticks, silent, atMostTurns },
    };
  },
  change:
    'Let the clock tick every 2 ms (TICK_MS). In which of the six runs do you expect more ticks, and in which not?',
  weakness: `A late tick is not repeated, so there are fewer ticks than time / ${TICK_MS} ms even on an idle machine. Here the cooperative engine holds the thread to the end; elsewhere it also gives the event loop a turn every 50 ms (stretchMs).`,
};

/** Times of the stations: oven 8, mixers 5 and 4, melter 3 ms. */
function ofMs(field: 'workUs' | 'restMs', perMs: number) {
  const times = { 'dry mixer': 5, 'butter melter': 3, 'wet mixer': 4, oven: 8 };
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, { [field]: ms * perMs }]));
}

await playAlone(import.meta.url, chapter);
