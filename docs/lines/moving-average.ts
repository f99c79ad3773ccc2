/**
 * Readings of a thermometer, smoothed; what is far from the average is an alarm. Records travel through shared memory.
 *
 *     npx cake-factory run moving-average.ts
 */
import { line, record, source } from 'cake-factory';

const READINGS = 200_000;
const WINDOW = 32;
const FAR = 6;

const readings = source(
  function* readings() {
    let state = 1;
    for (let second = 0; second < READINGS; second++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const noise = (state >>> 8) / 2 ** 24;
      yield { second, celsius: 180 + 10 * Math.sin(second / 600) + (noise > 0.999 ? 20 : noise) };
    }
  },
  { out: record({ second: 'u32', celsius: 'f64' }) },
);

const smoothed = readings.to(
  function* smooth({ send }) {
    const last: number[] = [];
    while (true) {
      const { second, celsius } = yield;
      last.push(celsius);
      if (last.length > WINDOW) last.shift();
      const average = last.reduce((sum, value) => sum + value, 0) / last.length;
      send({ second, celsius, average, far: Math.abs(celsius - average) > FAR });
    }
  },
  { out: record({ second: 'u32', celsius: 'f64', average: 'f64', far: 'bool' }) },
);

/** Only what is far travels on. */
const alarms = smoothed
  .where(({ far }) => far)
  .to(
    function* alarm({ send }) {
      while (true) {
        const { second, celsius, average } = yield;
        send({ second, above: celsius - average });
      }
    },
    { out: record({ second: 'u32', above: 'f64' }) },
  );

export default line(alarms);
