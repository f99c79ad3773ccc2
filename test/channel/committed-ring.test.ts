import { expect, test } from 'vitest';
import {
  BURST,
  CommittedInlet,
  type CommittedOptions,
  CommittedOutlet,
  committedRingMemory,
} from '../../src/channel/committed-ring.ts';

const KIND = { kind: 'ints' } as const;

function ends(options: Partial<CommittedOptions> = {}, capacity = 8) {
  const memory = committedRingMemory(capacity, KIND);
  const woken: string[] = [];
  const outlet = () =>
    new CommittedOutlet(memory, { capacity, kind: KIND, wake: () => woken.push('reader'), ...options });
  const inlet = () =>
    new CommittedInlet(memory, { capacity, kind: KIND, wake: () => woken.push('writer'), ...options });
  return { outlet, inlet, woken };
}

test('what is sent is seen when it is published, and what is taken makes room when that is', () => {
  const { outlet, inlet, woken } = ends({ batch: 8 });
  const [writer, reader] = [outlet(), inlet()];
  for (let n = 0; n < 8; n++) writer.send(n);
  writer.flush();
  expect([writer.room(), reader.take(), woken]).toEqual([0, undefined, []]);
  writer.publish('due');
  expect(woken).toEqual(['reader']);
  for (let n = 0; n < 8; n++) expect(reader.take()).toBe(n);
  expect([reader.take(), writer.room()]).toEqual([undefined, 0]);
  reader.publish('idle');
  expect([woken, writer.room()]).toEqual([['reader', 'writer'], 8]);
});

test('an end gives a batch and no more until it is committed', () => {
  const { outlet, inlet } = ends();
  const [writer, reader] = [outlet(), inlet()];
  expect(writer.room()).toBe(2);
  writer.send(0);
  writer.send(1);
  expect(writer.room()).toBe(0);
  writer.publish('due');
  expect(writer.room()).toBe(2);
  writer.send(2);
  writer.publish('due');
  expect([reader.take(), reader.take(), reader.take()]).toEqual([0, 1, undefined]);
  reader.publish('idle');
  expect(reader.take()).toBe(2);
});

test('where the batch of another end is complete, an end tells its neighbour only of a batch of its own', () => {
  const { outlet, inlet } = ends();
  const [writer, reader] = [outlet(), inlet()];
  writer.send(0);
  writer.publish('full');
  expect(reader.take()).toBeUndefined();
  writer.send(1);
  writer.publish('full');
  expect([reader.take(), reader.take()]).toEqual([0, 1]);
  writer.send(2);
  writer.publish('full');
  reader.publish('full');
  expect(reader.take()).toBeUndefined();
  writer.publish('due');
  expect(reader.take()).toBe(2);
});

test('near an item at which a thread has died a batch is one item', () => {
  const { outlet, inlet } = ends({ cautious: true });
  const [writer, reader] = [outlet(), inlet()];
  expect(writer.room()).toBe(1);
  writer.widen();
  expect(writer.room()).toBe(2);
  writer.send(0);
  writer.send(1);
  writer.publish('due');
  expect([reader.take(), reader.take()]).toEqual([0, undefined]);
});

test('who takes the place of an end begins at what was published', () => {
  const { outlet, inlet } = ends();
  const [writer, reader] = [outlet(), inlet()];
  writer.send(0);
  writer.publish('due');
  writer.send(1);
  const next = outlet();
  next.send(10);
  next.publish('due');
  expect([reader.take(), reader.take()]).toEqual([0, 10]);
  const again = inlet();
  expect([again.take(), again.take()]).toEqual([0, 10]);
});

test('what one item leads to has to fit', () => {
  const { outlet, inlet } = ends({}, 8);
  const writer = outlet();
  for (let n = 0; n < 8 + BURST; n++) writer.send(n);
  expect(() => writer.send(0)).toThrow(
    new RangeError(
      `expected one item to lead to at most ${BURST + 1} others under supervision, found more: give the edge a larger capacity than 8`,
    ),
  );
  writer.publish('due');
  const reader = inlet();
  for (let n = 0; n < 8 + BURST; n++) {
    const item = reader.take();
    if (item === undefined) reader.publish('idle');
    expect(item ?? reader.take()).toBe(n);
  }
  reader.publish('idle');
  writer.send(1);
});

test('weaker promises let the neighbour see more, and earlier', () => {
  const least = ends({ promised: 'at-least-once' });
  least.outlet().send(7);
  expect(least.inlet().take()).toBe(7);
  const most = ends({ promised: 'at-most-once' });
  const writer = most.outlet();
  writer.send(1);
  writer.publish('due');
  expect(most.inlet().take()).toBe(1);
  expect(most.inlet().take()).toBeUndefined();
});

test('the end is seen after the last item', () => {
  const { outlet, inlet } = ends();
  const [writer, reader] = [outlet(), inlet()];
  writer.send(5);
  writer.publish('due');
  writer.end();
  expect(reader.ended()).toBe(false);
  expect(reader.take()).toBe(5);
  expect(reader.ended()).toBe(true);
});

test('records travel too', () => {
  const fields = [
    { name: 'x', type: 'f64' },
    { name: 'n', type: 'u8' },
  ] as const;
  const kind = { kind: 'record', fields } as const;
  const memory = committedRingMemory(4, kind);
  const wake = (): void => {};
  const writer = new CommittedOutlet(memory, { capacity: 4, kind, wake });
  writer.send({ x: 0.5, n: 3 });
  writer.publish('due');
  expect(new CommittedInlet(memory, { capacity: 4, kind, wake }).take()).toEqual({ x: 0.5, n: 3 });
});
