/** The tests for the inner loop: those that start no process, no browser, and hardly a thread. */
import { defineConfig, mergeConfig } from 'vitest/config';
import all from './vitest.config.ts';

export default mergeConfig(
  all,
  defineConfig({
    test: {
      exclude: [
        'test/{bench,faults,model,programs,soak}/**',
        'test/engine/{agreement,alphabet,closing,contract,failed-start,failure,hand-over,preload,protocol,recording,refused-lines,supervision}.test.ts',
        'test/lessons/{claims,menu}.test.ts',
        'test/platform/thread-pool.test.ts',
        'test/report/{controls,page,recordings}.test.ts',
        'test/readme.test.ts',
      ],
    },
  }),
);
