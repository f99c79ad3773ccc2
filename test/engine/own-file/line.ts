/** A line that is run in its own file, in the way that an environment variable says: the threads see it too. No other file should do this. */
import { ints, line, race, run, source, start } from '../../../src/index.ts';

const numbers = line(
  source(
    function* numbers() {
      for (let n = 0; n < 5; n++) yield n;
    },
    { out: ints() },
  ),
);
export default numbers;

async function read(engine: 'cooperative' | 'threads'): Promise<void> {
  for await (const n of run(numbers, { engine })) console.log(n);
}

switch (process.env.OWN_FILE) {
  case 'await run':
    await read('threads');
    break;
  case 'await start':
    await start(numbers);
    break;
  case 'await race':
    await race(numbers);
    break;
  case 'main on threads':
    void read('threads');
    break;
  case 'main on one thread':
    void read('cooperative');
    break;
}
