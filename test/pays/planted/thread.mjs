/** What a thread of the race by hand runs: the function with one input, or with a batch of them. */
import { workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';

const functions = await import('./functions.mjs');
const call = functions[workerData.name];

export function one(input) {
  return call(input);
}

export async function many(inputs) {
  const outputs = [];
  for (const input of inputs) outputs.push(await call(input));
  return outputs;
}

export async function oneMoved(input) {
  return moved(await call(input));
}

export async function manyMoved(inputs) {
  return moved(await many(inputs));
}

function moved(value) {
  const buffers = (Array.isArray(value) ? value : [value]).flatMap((part) =>
    part instanceof Uint8Array ? [part.buffer] : [],
  );
  return buffers.length === 0 ? value : move({ [transferableSymbol]: buffers, [valueSymbol]: value });
}
