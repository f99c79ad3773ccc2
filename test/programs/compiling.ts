/** A program that compiles the code of threads, and hears of nothing before its stdin is closed. */
import { readSync } from 'node:fs';
import { workerBuild } from '../../src/platform/node/worker-build.ts';
import { endOnSignals, runProgram } from '../../src/terminal/program.ts';

await runProgram(async () => {
  const signals = endOnSignals({ tidy() {}, soFar: () => '' });
  try {
    const build = workerBuild();
    const compiled = build.build([]);
    // By then the compiler has its request.
    if (process.argv[2] === 'later') await new Promise((resolve) => setTimeout(resolve, 20));
    console.log('compiling');
    readSync(0, Buffer.alloc(1));
    await compiled;
    await build.clear();
  } finally {
    signals();
  }
});
