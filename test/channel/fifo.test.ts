/** The list of what waits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fifo } from '../../src/channel/fifo.ts';

test('it gives what an array gives', () =>
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(), { nil: null }), { maxLength: 500 }), (steps) => {
      const fifo = new Fifo<number>();
      const array: number[] = [];
      for (const step of steps) {
        if (step === null) expect(fifo.shift()).toBe(array.shift());
        else {
          fifo.push(step);
          array.push(step);
        }
        expect(fifo.length).toBe(array.length);
      }
      expect(JSON.stringify(fifo)).toBe(JSON.stringify(array));
    }),
  ));
