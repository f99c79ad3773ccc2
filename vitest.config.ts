import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real worker threads on a machine with few cores: a deadline that only a hang reaches.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // One process for many files: starting one for each takes longer than most of them.
    isolate: false,
    // Many tests wait for a process of their own, or for a second in which nothing happens: three files at once, also where
    // there are only two cores.
    maxWorkers: 3,
    // Of the tests that start a process each: as many at once as most machines have cores to spare.
    maxConcurrency: 2,
  },
});
