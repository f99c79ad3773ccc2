/** What inputs and outputs cost as messages. */
import { serialize } from 'node:v8';
import { medianOf } from '../measure/statistics/samples.ts';

/** The size of so many values says enough. */
const MOST_VALUES = 100;
/** How long copies are made to measure them, in milliseconds, and how many at most. */
const COPY_MS = 30;
const LEAST_COPIES = 3;
const MOST_COPIES = 1000;

/** The mean size of a value as a message, in bytes; 0 where that is not known. */
export function bytesOf(values: readonly unknown[]): number {
  try {
    const sizes = values.slice(0, MOST_VALUES).map((value) => serialize(value).length);
    return Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
  } catch {
    return 0;
  }
}

/** How long it takes to copy an input and its output once, in microseconds. @param inputs one or more, and as many outputs */
export function copyUsOf(inputs: readonly unknown[], outputs: readonly unknown[]): number {
  const endMs = performance.now() + COPY_MS;
  const tookUs: number[] = [];
  for (let i = 0; i < LEAST_COPIES || (performance.now() < endMs && i < MOST_COPIES); i++) {
    const beganMs = performance.now();
    structuredClone(inputs[i % inputs.length]);
    structuredClone(outputs[i % outputs.length]);
    tookUs.push((performance.now() - beganMs) * 1000);
  }
  return medianOf(tookUs);
}
