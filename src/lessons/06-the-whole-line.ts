/** Chapter 6: the whole line, with the trace of the Python course. */
import { notebookTrace } from '../cli/notebook-trace.ts';
import { bake } from '../engine/bake.ts';
import { cooperative } from '../engine/cooperative.ts';
import { nodeClock as clock } from '../measure/clock.ts';
import type { ProducerOptions } from '../station/producer.ts';
import { playAlone } from './alone.ts';
import { type Chapter, claimThat } from './chapter.ts';
import { cake, job } from './kitchen.ts';

/** As they came in the Python course, and then what a cake still takes. */
const COURSE = 'eggs butter eggs butter eggs eggs butter butter butter';
const REST = 'flour sugar sugar chocolate flour sugar chocolate';

export const chapter: Chapter = {
  number: 6,
  title: 'The whole line',
  idea: 'Four coroutines, each given a send that leads to the next, are a factory. The producer sends each ingredient to the station that needs it, and the rest follows by itself.',
  code: [{ file: 'src/engine/cooperative.ts', name: 'hand' }],
  question: {
    text: 'Only the last chocolate is missing for the cake. The producer sends it to the dry mixer. When that send comes back, where are we?',
    answers: [
      'the chocolate is on the shelf of the mixer, and the mixer has its turn later',
      'the dry mix is made and lies before the oven',
      'the cake is baked',
    ],
  },
  async run(stage) {
    const sequence = `${COURSE} ${REST}`.split(' ');
    const { graph, line } = job(cake('message-bound'), 1);
    const options: ProducerOptions = {
      deliveries: Uint8Array.from(sequence, (name) => graph.names.indexOf(name)),
      kinds: graph.names.length,
      pace: { kind: 'at-once' },
    };
    const trace: string[] = [];
    const engine = cooperative({ clock, observer: notebookTrace(graph, (text) => trace.push(text)) });
    const { cakes, leftovers } = await bake(engine, graph, { ...line, source: { ...line.source, options } });
    for (const text of trace) {
      // The trace parts words with tabs, as Python printed them.
      stage.print(text.replaceAll('\t', '  '));
      if (text === '') await stage.pause(700);
    }
    const end = trace.slice(-5).map((text) => text.split(/[\s.]/)[0]);
    return {
      right: 2,
      reveal:
        'Look at the last five lines: chocolate is generated, the mixer gets it, mixes and sends, the oven gets the mix and bakes, and only then does the first send come back to the producer. There is no queue in this line, and no turn to wait for. The trace is the one of the Python course, with its ingredients; but there each one is sent to three stations, and here to the one that needs it.',
      claim: claimThat(end.join(' ') === 'T=15 Dry Dry OVEN <<<' && cakes === 1, 'the trace ended otherwise'),
      facts: { trace, cakes, leftovers },
    };
  },
  change: 'put the last chocolate first. Which ingredient completes the cake now, and which stations are on its way?',
  weakness: 'the trace is printed as it happens, so a timed run must not print it.',
};

await playAlone(import.meta.url, chapter);
