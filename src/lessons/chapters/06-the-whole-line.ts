/** Chapter 6: the whole line, with the trace of the Python course. */

import { bake } from '../../cake/bake.ts';
import { notebookTrace } from '../../contrast/notebook-trace.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, job } from '../props/kitchen.ts';
import type { ToldOptions } from '../props/observed-producer.ts';

/** As they came in the Python course, and then what a cake still takes. */
const COURSE = 'eggs butter eggs butter eggs eggs butter butter butter';
const REST = 'flour sugar sugar chocolate flour sugar chocolate';
/** What the producer says behind its last send. */
const BACK = "the producer's send is back";

export const chapter: Chapter = {
  number: 6,
  title: 'The whole line',
  idea: 'Four coroutines, each given a send that leads to the next, are a factory. The producer sends each ingredient to the station that needs it, and the rest follows by itself.',
  code: [{ file: 'src/engine/cooperative.ts', name: 'hand' }],
  question: {
    text: 'Only one ingredient of the dry mix is missing for the cake. The producer sends it to the dry mixer. When that send comes back to it, where are we?',
    answers: [
      'the ingredient is on the shelf of the mixer, and the mixer has its turn later',
      'the dry mix is made and lies before the oven',
      'the cake is baked',
    ],
  },
  async run(stage) {
    const sequence = `${COURSE} ${REST}`.split(' ');
    const { graph, line } = job(cake('message-bound'), 1);
    const trace: string[] = [];
    const shown: string[] = [];
    let sends = 0;
    const options: ToldOptions = {
      deliveries: Uint8Array.from(sequence, (name) => graph.names.indexOf(name)),
      kinds: graph.names.length,
      pace: { kind: 'at-once' },
      back: () => {
        if (++sends === sequence.length) shown.push(BACK);
      },
    };
    const say = (text: string): void => {
      trace.push(text);
      shown.push(text);
    };
    const engine = cooperative({ clock, observer: notebookTrace(graph, say) });
    const module = new URL('../props/observed-producer.ts', import.meta.url).href;
    const source = { ...line.source, module, export: 'observedProducer', options };
    const { products: cakes, leftovers } = await bake(engine, graph, { ...line, source });
    for (const text of shown) {
      // The trace parts words with tabs, as Python printed them.
      stage.print(text.replaceAll('\t', '  '));
      if (text === '') await stage.pause(700);
    }
    const end = shown.slice(-6).map((text) => text.split(/[\s.]/)[0]);
    const last = sequence.at(-1);
    return {
      right: 2,
      reveal: `Look at the last six lines: ${last} is generated, the mixer gets it, mixes and sends, the oven gets the mix and bakes, and only then is the producer's send back. There is no queue in this line, and no turn to wait for. Up to T=8 the trace is that of the Python course, line for line; what follows is ours, so that there is a cake. And there each ingredient is sent to three stations, here to the one that needs it.`,
      claim: claimThat(end.join(' ') === 'T=15 Dry Dry OVEN <<< the' && cakes === 1, 'the trace ended otherwise'),
      facts: { trace, cakes, leftovers, end: shown.slice(-2) },
    };
  },
  change:
    'in REST, put the last chocolate first. Which ingredient completes the cake now, and which stations are on its way?',
  weakness:
    'the trace is noted while the line runs and printed afterwards, slowly enough to be read. Noting takes time as well, so no run that is timed is traced.',
};

await playAlone(import.meta.url, chapter);
