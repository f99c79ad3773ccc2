/** The messages of a port: one for a batch of items, and grants that only grow. */

import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { NOTHING } from '../../src/channel/channel.ts';
import { PortInlet } from '../../src/channel/port-inlet.ts';
import { PortOutlet } from '../../src/channel/port-outlet.ts';
import { LoopWaker } from '../../src/engine/station/waker.ts';
import { bytes, clone, ints, record } from '../../src/line/kind/kinds.ts';
import { nodeEndpoint } from '../../src/platform/node/endpoint.ts';

const CAPACITY = 16;
const ports: MessagePort[] = [];
const noWake = () => {};

/** One end of a pipe uses the near port; the test uses the far one. */
function pair(): { near: MessagePort; far: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1);
  return { near: port1, far: port2 };
}

function messagesOn(port: MessagePort): unknown[] {
  const messages: unknown[] = [];
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
    messages.push(next.message);
  return messages;
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

test.each([
  ['writer', (near: MessagePort) => new PortOutlet(nodeEndpoint(near), 0, noWake)],
  ['reader', (near: MessagePort) => new PortInlet(nodeEndpoint(near), 0, noWake)],
])('the end of the %s refuses a bad capacity by itself', (_, create) => {
  const { near } = pair();
  expect(() => create(near)).toThrow(
    new RangeError('Cannot create channel: expected a capacity of 1 or more, a whole number, found 0'),
  );
});

test('what was sent and flushed together travels in one message', () => {
  const { near, far } = pair();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, noWake);
  for (const item of [7, 8, 9]) outlet.send(item);
  expect(messagesOn(far)).toEqual([]);
  outlet.flush();
  expect(messagesOn(far)).toEqual([Uint16Array.of(7, 8, 9)]);
});

test('a full batch leaves by itself', () => {
  const { near, far } = pair();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, noWake);
  for (let item = 0; item < CAPACITY; item++) outlet.send(item);
  const items = messagesOn(far).flatMap((message) => (message instanceof Uint16Array ? [...message] : [message]));
  expect(items.length).toBeGreaterThan(0);
  expect(items).toEqual(items.map((_, i) => i));
});

test('an item alone travels as a plain number, and the end as null', () => {
  const { near, far } = pair();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, noWake);
  outlet.send(7);
  outlet.flush();
  outlet.close();
  expect(messagesOn(far)).toEqual([7, null]);
});

test('integers travel as one array, and records as their memory', () => {
  const { near, far } = pair();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, noWake, undefined, { kind: ints().spec });
  for (const item of [-7, 8]) outlet.send(item);
  outlet.flush();
  expect(messagesOn(far)).toEqual([Int32Array.of(-7, 8)]);
  const other = pair();
  const records = new PortOutlet(nodeEndpoint(other.near), CAPACITY, noWake, undefined, {
    kind: record({ n: 'f64' }).spec,
  });
  for (const n of [0.5, -1]) records.send({ n });
  records.flush();
  expect(messagesOn(other.far)).toEqual([Float64Array.of(0.5, -1).buffer]);
});

test('buffers move to the reader, and nothing of them is left with the writer', () => {
  const { near, far } = pair();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, noWake, undefined, { kind: bytes().spec });
  const [view, buffer] = [Uint16Array.of(1, 2), new ArrayBuffer(3)];
  outlet.send(view);
  outlet.send(buffer);
  outlet.flush();
  expect([view.byteLength, buffer.byteLength]).toEqual([0, 0]);
  expect(messagesOn(far)).toEqual([[Uint16Array.of(1, 2), new ArrayBuffer(3)]]);
});

test('a large buffer does not wait for its batch to fill', () => {
  const { near, far } = pair();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, noWake, undefined, { kind: bytes().spec });
  outlet.send(new Uint8Array(10));
  expect(messagesOn(far)).toEqual([]);
  outlet.send(new Uint8Array(70_000));
  expect(messagesOn(far)).toEqual([[new Uint8Array(10), new Uint8Array(70_000)]]);
});

test('of a batch that cannot be sent, the first item that cannot be cloned is named with its number', () => {
  const { near } = pair();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, noWake, undefined, { kind: clone().spec });
  outlet.send('sent before');
  outlet.flush();
  for (const item of ['a', { user: { save() {} } }, () => {}]) outlet.send(item);
  expect(() => outlet.flush()).toThrow(
    'Cannot send item 3 to its reader: expected what can be cloned, found .user.save is a function',
  );
});

test('a flush with nothing to send sends nothing', () => {
  const { near, far } = pair();
  expect(new PortOutlet(nodeEndpoint(near), CAPACITY, noWake).flush()).toBe(true);
  expect(messagesOn(far)).toEqual([]);
});

test('a grant that comes twice, or after a later one, changes nothing', () => {
  const { near, far } = pair();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, noWake);
  for (let item = 0; item < CAPACITY; item++) outlet.send(item);
  expect(outlet.room()).toBe(0);
  for (const grant of [CAPACITY + 9, CAPACITY + 4, CAPACITY + 9, CAPACITY]) far.postMessage(grant);
  expect(outlet.room()).toBe(9);
});

test('the writer is woken for a grant', async () => {
  const { near, far } = pair();
  const waker = new LoopWaker();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, waker.wake);
  for (let item = 0; item < CAPACITY; item++) outlet.send(item);
  far.postMessage(CAPACITY + 1);
  await waker.wait();
  expect(outlet.room()).toBe(1);
});

test('a grant that comes late as an event changes nothing either', async () => {
  const { near, far } = pair();
  const waker = new LoopWaker();
  const outlet = new PortOutlet(nodeEndpoint(near), CAPACITY, waker.wake);
  for (const grant of [CAPACITY + 9, CAPACITY + 4]) {
    far.postMessage(grant);
    await waker.wait();
  }
  expect(outlet.room()).toBe(CAPACITY + 9);
});

test('a reader grants what it has taken, never less and never more, and not for every single item', () => {
  const { near, far } = pair();
  const inlet = new PortInlet(nodeEndpoint(near), CAPACITY, noWake);
  far.postMessage(Uint16Array.from({ length: CAPACITY }, (_, i) => i));
  const grants: unknown[] = [];
  for (let taken = 1; taken <= CAPACITY; taken++) {
    expect(inlet.take()).toBe(taken - 1);
    const messages = messagesOn(far);
    for (const grant of messages) expect(grant).toBe(CAPACITY + taken);
    grants.push(...messages);
  }
  expect(grants.at(-1)).toBe(2 * CAPACITY);
  expect(grants.length).toBeLessThanOrEqual(CAPACITY / 2);
});

test('what an event has brought is taken before what is still in the queue', async () => {
  const { near, far } = pair();
  const waker = new LoopWaker();
  const inlet = new PortInlet(nodeEndpoint(near), CAPACITY, waker.wake);
  far.postMessage(1);
  await waker.wait();
  far.postMessage(Uint16Array.of(2, 3));
  far.postMessage(4);
  expect([inlet.take(), inlet.take(), inlet.take(), inlet.take(), inlet.take()]).toEqual([1, 2, 3, 4, NOTHING]);
});

test('a writer that reads a grant by itself is woken too: it may have found no room a moment ago', () => {
  const { near, far } = pair();
  let wakeUps = 0;
  const outlet = new PortOutlet(nodeEndpoint(near), 1, () => {
    wakeUps++;
  });
  outlet.send(7);
  expect(outlet.room()).toBe(0);
  const inlet = new PortInlet(nodeEndpoint(far), 1, noWake);
  expect(inlet.take()).toBe(7);
  expect(outlet.room()).toBe(1);
  expect(wakeUps).toBe(1);
});
