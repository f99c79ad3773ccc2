/** Planted functions: how long each computes, and what crosses to a thread and back, is known. */
import { setTimeout as delay } from 'node:timers/promises';

/** How many turns of the loop take a microsecond, about. */
const PER_US = 55;

/** Only arithmetic on floating-point numbers: V8 compiles it the same way every time. */
function compute(us, x) {
  const turns = us * PER_US;
  let y = x + 0.5;
  for (let i = 0; i < turns; i++) y = (y * 1.0000001 + 0.37) % 97;
  return y;
}

/** Inputs: functions, so that only who asks for a list has it in memory. */
const several = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const text = (length, seed) => String.fromCharCode(...several(length, (i) => 97 + ((i * 7 + seed) % 26)));
const bytes = (length, seed) => new Uint8Array(length).fill(seed + 1);

export const numbers = () => several(8, (i) => i);
/** About 10 KB as a message: a text, a list of numbers, and a list of short texts. */
export const objects = () =>
  several(8, (seed) => ({
    id: seed,
    text: text(4500, seed),
    list: several(450, (i) => i + seed + 0.25),
    tags: several(120, (i) => text(8, seed + i)),
  }));
/** About 1 MB as a message. */
export const lists = () => several(4, (seed) => several(110_000, (i) => i + seed + 0.25));
export const texts = () => several(4, (seed) => text(1000, seed).repeat(1000));
export const smallBytes = () => several(8, (seed) => bytes(10_000, seed));
export const largeBytes = () => several(4, (seed) => bytes(1_000_000, seed));
export const documents = () =>
  several(4, (seed) => JSON.stringify(several(600, (i) => ({ id: i, name: text(12, i + seed), price: i * 1.5 }))));

/** What a function reads of its input: a little from everywhere. */
const ofNumber = (x) => x;
function ofObject({ id, text: letters, list, tags }) {
  let sum = id + letters.charCodeAt(letters.length - 1) + tags.length;
  for (let i = 0; i < list.length; i += 64) sum += list[i];
  return sum % 97;
}
function ofList(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i += 4096) sum += list[i];
  return sum % 97;
}
function ofText(letters) {
  let sum = 0;
  for (let i = 0; i < letters.length; i += 32_768) sum += letters.charCodeAt(i);
  return sum % 97;
}

/** Computes so long, and gives a number. */
const arithmetic = (us, read) => (input) => compute(us, read(input));

export const nothing1us = arithmetic(1, ofNumber);
export const nothing10us = arithmetic(10, ofNumber);
export const nothing100us = arithmetic(100, ofNumber);
export const nothing1ms = arithmetic(1000, ofNumber);
export const nothing10ms = arithmetic(10_000, ofNumber);
export const object1us = arithmetic(1, ofObject);
export const object10us = arithmetic(10, ofObject);
export const object100us = arithmetic(100, ofObject);
export const object1ms = arithmetic(1000, ofObject);
export const object10ms = arithmetic(10_000, ofObject);
export const list1us = arithmetic(1, ofList);
export const text10us = arithmetic(10, ofText);
export const list100us = arithmetic(100, ofList);
export const text1ms = arithmetic(1000, ofText);
export const list10ms = arithmetic(10_000, ofList);
export const smallBytes10us = arithmetic(10, ofList);
export const smallBytes100us = arithmetic(100, ofList);
export const largeBytes100us = arithmetic(100, ofList);
export const largeBytes1ms = arithmetic(1000, ofList);

export function listOut100us(x) {
  const y = compute(100, x);
  return Array.from({ length: 20_000 }, (_, i) => y + i);
}

/** The output can be transferred. */
export function bytesOut300us(x) {
  return new Uint8Array(1_000_000).fill(compute(300, x));
}

export async function waits5ms(x) {
  await delay(5);
  return x + 1;
}

export async function async1ms(x) {
  await null;
  return compute(1000, x);
}

const never = new Int32Array(new SharedArrayBuffer(4));
export function blocks2ms(x) {
  Atomics.wait(never, 0, 0, 2);
  return x + 1;
}

/** Many small objects that live for the time of the call. */
export function allocates(x) {
  const places = [];
  for (let i = 0; i < 20_000; i++) places.push({ x: x + i, y: i, next: [i] });
  let sum = 0;
  for (const { y, next } of places) sum += y - next.length;
  return sum % 97;
}

export function parses(document) {
  let sum = 0;
  for (const { id, name, price } of JSON.parse(document)) sum += id + name.length + price;
  return sum;
}

/** Every planted function, and the export with its inputs. */
export const planted = [
  { name: 'nothing1us', inputs: 'numbers' },
  { name: 'nothing10us', inputs: 'numbers' },
  { name: 'nothing100us', inputs: 'numbers' },
  { name: 'nothing1ms', inputs: 'numbers' },
  { name: 'nothing10ms', inputs: 'numbers' },
  { name: 'object1us', inputs: 'objects' },
  { name: 'object10us', inputs: 'objects' },
  { name: 'object100us', inputs: 'objects' },
  { name: 'object1ms', inputs: 'objects' },
  { name: 'object10ms', inputs: 'objects' },
  { name: 'list1us', inputs: 'lists' },
  { name: 'text10us', inputs: 'texts' },
  { name: 'list100us', inputs: 'lists' },
  { name: 'text1ms', inputs: 'texts' },
  { name: 'list10ms', inputs: 'lists' },
  { name: 'smallBytes10us', inputs: 'smallBytes' },
  { name: 'smallBytes100us', inputs: 'smallBytes' },
  { name: 'largeBytes100us', inputs: 'largeBytes' },
  { name: 'largeBytes1ms', inputs: 'largeBytes' },
  { name: 'listOut100us', inputs: 'numbers' },
  { name: 'bytesOut300us', inputs: 'numbers' },
  { name: 'waits5ms', inputs: 'numbers' },
  { name: 'async1ms', inputs: 'numbers' },
  { name: 'blocks2ms', inputs: 'numbers' },
  { name: 'allocates', inputs: 'numbers' },
  { name: 'parses', inputs: 'documents' },
];
