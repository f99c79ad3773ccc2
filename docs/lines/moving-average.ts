/**
 * Readings of a thermometer, smoothed; what is far from the average is an alarm. Records travel through shared memory. What the stations
 * remember they keep, so that a thread may die.
 *
 *     npx cake-factory run moving-average.ts
 *     npx cake-factory run moving-average.ts --supervise --kill smooth:5000
 */
import { line, record, source } from 'cake-factory';

const READINGS = 200_000;
const WINDOW = 32;
const FAR = 6;

const readings = source(
  function* readings({ keep }) {
    const next = keep({ second: 0, state: 1 });
    while (next.second < READINGS) {
      next.state = (Math.imul(next.state, 1_664_525) + 1_013_904_223) >>> 0;
      const noise = (next.state >>> 8) / 2 ** 24;
      const second = next.second++; // Counted before the yield.
      yield { second, celsius: 180 + 10 * Math.sin(second / 600) + (noise > 0.999 ? 20 : noise) };
    }
  },
  { out: record({ second: 'u32', celsius: 'f64' }) },
);

const smoothed = readings.to(
  function* smooth({ send, keep }) {
    const last = keep(new Float64Array(WINDOW));
    const seen = keep({ readings: 0 });
    while (true) {
      const { second, celsius } = yield;
      last.copyWithin(0, 1);
      last[WINDOW - 1] = celsius;
      let sum = 0;
      for (const value of last) sum += value;
      const average = sum / Math.min(++seen.readings, WINDOW);
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
