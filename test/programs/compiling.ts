/** A program that compiles the code of threads, and hears of nothing before its stdin is closed. */
import { readSync } from 'node:fs';
import { bundle } from '../../src/platform/node/bundle.ts';
import { endOnSignals, runProgram } from '../../src/terminal/program.ts';

await runProgram(async () => {
  const signals = endOnSignals({ tidy() {}, soFar: () => '' });
  try {
    const compiled = bundle([new URL('../../workers/station.ts', import.meta.url).href]);
    console.log('compiling');
    readSync(0, Buffer.alloc(1));
    (await compiled).clear();
  } finally {
    signals();
  }
});
