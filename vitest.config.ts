/** How the tests run. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Lines import the project by its name. Here that means its sources, as tsconfig.json says.
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/package/pack.ts',
    // Tests start real worker threads, also on machines with few cores. Only a test that hangs takes so long.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Many files run in one process: to start a process for each takes longer than most of the files.
    isolate: false,
    // Many tests only wait, for a child process or for a second in which nothing happens. So three files run at once, even on
    // two cores.
    maxWorkers: 3,
    // Concurrent tests start a process each: two at once, since most machines have two cores to spare.
    maxConcurrency: 2,
  },
});
