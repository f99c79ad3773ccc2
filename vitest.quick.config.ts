/** The tests for the inner loop: those that start no process, no browser, hardly a thread, and no long simulation. */
import { defineConfig, mergeConfig } from 'vitest/config';
import all from './vitest.config.ts';

export default mergeConfig(
  all,
  defineConfig({
    test: {
      exclude: [
        'test/{bench,faults,lines,model,package,programs,soak}/**',
        'test/engine/{agreement,alphabet,closing,contract,failed-start,failure,feedback,graphs,hand-over,kinds,preload,protocol,recording,refused-lines,supervision}.test.ts',
        'test/contrast/contrast.test.ts',
        'test/lessons/{claims,menu}.test.ts',
        'test/lessons/exercises/**',
        'test/line/record.test.ts',
        'test/measure/crossing.test.ts',
        'test/pays/code-runs.test.ts',
        'test/platform/thread-pool.test.ts',
        'test/page/{accessibility,in-browsers,in-chromium,pictures}.test.ts',
        'test/report/{controls,page,recordings}.test.ts',
        'test/readme.test.ts',
      ],
    },
  }),
);
