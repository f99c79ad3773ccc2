/** Chapter 6: the whole line, with the trace of the Python course. */

import { bake } from '../../cake/bake.ts';
import { PRODUCER } from '../../cake/recipe/recipe.ts';
import { notebookTrace } from '../../contrast/notebook-trace.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { siblingUrl } from '../../line/sibling.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, cakeLine } from '../props/kitchen.ts';
import type { ObservedOptions } from '../props/observed-producer.ts';

/** The ingredients of the Python course, and then the ones that are still missing for a cake. */
const COURSE = 'eggs butter eggs butter eggs eggs butter butter butter';
const REST = 'flour sugar sugar chocolate flour sugar chocolate';
/** Printed when the producer's last send returns. */
const BACK = "the producer's send returns";

export const chapter: Chapter = {
  number: 6,
  title: 'The whole line',
  idea: 'Four coroutines form a line (a pipeline): each gets a send function that leads to the next one. The producer sends each ingredient to the station that needs it, and everything else follows.',
  code: [{ file: 'src/engine/calls/station.ts', name: 'resume' }],
  question: {
    text: 'Only one ingredient of the dry mix is missing for the cake. The producer sends it to the dry mixer. What has happened when that send returns?',
    answers: [
      'the ingredient is in the storage of the mixer, and the mixer runs later',
      'the dry mix is made and waits for the oven',
      'the cake is baked',
    ],
  },
  timed: false,
  async run(stage) {
    const sequence = `${COURSE} ${REST}`.split(' ');
    const { graph, line } = cakeLine(cake('message-bound'), 1);
    const trace: string[] = [];
    const shown: string[] = [];
    let sends = 0;
    const options: ObservedOptions = {
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
    const engine = cooperative({ platform, observer: notebookTrace(graph, 1, say) });
    const module = siblingUrl('../props/observed-producer', import.meta.url);
    const sources = [{ name: PRODUCER, module, export: 'observedProducer', options, firstWorkIndex: 0 }];
    const { products: cakes, leftovers } = await bake(engine, graph, { ...line, sources });
    for (const text of shown) {
      // The trace separates words with tabs, as Python printed them.
      stage.print(text.replaceAll('\t', '  '));
      if (text === '') await stage.pause(700);
    }
    const end = shown.slice(-6).map((text) => text.split(/[\s.]/)[0]);
    const last = sequence.at(-1);
    return {
      right: 2,
      reveal: `Read the last six lines: ${last} is generated, the mixer gets it, mixes and sends, and the oven gets the mix and bakes. Only then does the producer's send return. This line has no queue, and no station waits for its turn. Up to T=8 the trace equals the one in the Python course, line for line; the rest is added to complete a cake. The Python version sends every ingredient to three stations; ours sends it only to the one that needs it.`,
      claim: claimThat(end.join(' ') === 'T=15 Dry Dry OVEN <<< the' && cakes === 1, 'the trace ended differently'),
      facts: { trace, cakes, leftovers, end: shown.slice(-2) },
    };
  },
  change:
    'In REST, put the last chocolate first. Which ingredient completes the cake now, and through which stations does it go?',
  weakness:
    'The trace is recorded while the line runs and printed afterwards, slowly enough to read. Recording takes time too, so a timed run is never traced.',
};

await playAlone(import.meta.url, chapter);
