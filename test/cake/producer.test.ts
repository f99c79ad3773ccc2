/** The producer alone: a generator that yields one ingredient after the other. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ProducerOptions, producer } from '../../src/cake/producer.ts';
import { RecordingHost } from './recording-host.ts';

const KINDS = 5;
const deliveries = fc.uint8Array({ max: KINDS - 1, maxLength: 60 });

function atOnce(deliveries: Uint8Array): ProducerOptions {
  return { deliveries, kinds: KINDS, pace: { kind: 'at-once' } };
}

function paced(deliveries: Uint8Array, meanMs: number, seed: number): ProducerOptions {
  return { deliveries, kinds: KINDS, pace: { kind: 'random', meanMs, seed } };
}

/** The rests of a paced producer, in sequence. */
function restsOf(options: ProducerOptions): number[] {
  return [...producer(options, new RecordingHost())].flatMap((step) => (typeof step === 'number' ? [] : [step.ms]));
}

function tally(ingredients: Iterable<number>): number[] {
  const counts = [0, 0, 0, 0, 0];
  for (const ingredient of ingredients) counts[ingredient] = (counts[ingredient] ?? 0) + 1;
  return counts;
}

test('a producer yields exactly its deliveries, in their sequence', () => {
  fc.assert(
    fc.property(deliveries, (deliveries) => {
      const host = new RecordingHost();
      expect([...producer(atOnce(deliveries), host)]).toEqual([...deliveries]);
      expect(host.account()).toEqual({ delivered: tally(deliveries) });
    }),
  );
});

test('a producer without deliveries ends at once', () => {
  const host = new RecordingHost();
  expect(producer(atOnce(new Uint8Array()), host).next()).toEqual({ value: undefined, done: true });
  expect(host.account()).toEqual({ delivered: [0, 0, 0, 0, 0] });
});

test('a producer yields its ingredients and neither sends nor works', () => {
  const host = new RecordingHost();
  expect([...producer(atOnce(Uint8Array.of(1, 2)), host)]).toHaveLength(2);
  expect(host.calls).toEqual([]);
});

test('a producer that is stopped early reports only what it has delivered', () => {
  fc.assert(
    fc.property(deliveries, fc.nat(), (deliveries, draw) => {
      const host = new RecordingHost();
      const source = producer(atOnce(deliveries), host);
      const asked = 1 + (draw % (deliveries.length + 1));
      const delivered = Array.from({ length: asked }, () => source.next().value);
      expect(source.return().done).toBe(true);
      expect(delivered).toEqual(Array.from({ length: asked }, (_, i) => deliveries[i]));
      expect(host.account()).toEqual({ delivered: tally(deliveries.subarray(0, asked)) });
    }),
  );
});

test('a paced producer rests before each ingredient', () => {
  const source = producer(paced(Uint8Array.of(3, 1), 10, 1), new RecordingHost());
  const kinds = [...source].map((step) => (typeof step === 'number' ? step : 'rest'));
  expect(kinds).toEqual(['rest', 3, 'rest', 1]);
});

test('a paced producer that is stopped during a rest has not delivered the next ingredient', () => {
  const host = new RecordingHost();
  const source = producer(paced(Uint8Array.of(3, 1), 10, 1), host);
  for (let i = 0; i < 3; i++) source.next();
  source.return();
  expect(host.account()).toEqual({ delivered: [0, 0, 0, 1, 0] });
});

test('every rest is a whole number of milliseconds from 0 to twice the mean', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer(), (meanMs, seed) => {
      const rests = restsOf(paced(new Uint8Array(50), meanMs, seed));
      expect(rests).toHaveLength(50);
      for (const ms of rests) {
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(2 * meanMs);
      }
    }),
  );
});

test('many rests reach both ends of the range and have the given mean', () => {
  const rests = restsOf(paced(new Uint8Array(3000), 2, 7));
  expect([...new Set(rests)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  expect(Math.abs(rests.reduce((sum, ms) => sum + ms, 0) / rests.length - 2)).toBeLessThan(0.1);
});

test('the same seed gives the same rests and another seed others', () => {
  const restsFrom = (seed: number) => restsOf(paced(new Uint8Array(20), 100, seed));
  expect(restsFrom(1)).toEqual(restsFrom(1));
  expect(restsFrom(1)).not.toEqual(restsFrom(2));
});
