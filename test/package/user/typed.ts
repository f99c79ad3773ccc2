/** A line of a user, as the compiler sees it with the published types. */
import { clone, feedback, ints, type Line, line, merge, record, run, type Stage, source, start } from 'cake-factory';

interface Bowl {
  readonly eggs: number;
}

const numbers = source(
  function* numbers({ part, parts }) {
    for (let n = part; n < 10; n += parts) yield n;
  },
  { out: ints(), divisible: true },
);
const again = feedback<number>();
const bowls: Stage<Bowl> = merge(numbers, again)
  .where((n) => n > 3)
  .to(
    function* fill({ send, rest }) {
      while (true) {
        const eggs = yield;
        yield rest(1);
        send({ eggs });
        // @ts-expect-error a bowl holds eggs
        send(eggs);
      }
    },
    { out: clone<Bowl>() },
  );
const readings = bowls.to(
  function* weigh({ send }) {
    while (true) send({ grams: 50 * (yield).eggs, full: true });
  },
  { out: record({ grams: 'f64', full: 'bool' }) },
);
// @ts-expect-error bowls are no numbers
again.from(bowls);

const weighed: Line<{ grams: number; full: boolean }> = line(readings);
export default weighed;

export async function gramsOf(): Promise<number> {
  let grams = 0;
  for await (const reading of run(weighed, { engine: 'threads', channel: 'ring' })) grams += reading.grams;
  const open = await start(weighed);
  try {
    for await (const reading of open.run()) if (reading.full) grams += reading.grams;
  } finally {
    await open[Symbol.asyncDispose]();
  }
  return grams;
}
