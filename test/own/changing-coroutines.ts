/** Coroutines whose engines may disagree: most of them change what they have sent, each in another way. */
import type { Host, Source, Station } from '../../src/line/coroutine.ts';

interface Bowl {
  eggs: number;
}

/** Yields one bowl again and again. */
export function* reusingSource({ count }: { readonly count: number }): Source<unknown> {
  const bowl: Bowl = { eggs: 0 };
  for (; bowl.eggs < count; bowl.eggs++) yield bowl;
}

/** Sends one bowl again and again. */
export function* reuses(_options: unknown, host: Host): Station<number> {
  const bowl: Bowl = { eggs: 0 };
  while (true) {
    bowl.eggs = yield;
    host.send(bowl);
  }
}

/** Sends a bowl of its own for each item, and changes it with the next item. */
export function* changesTheLast(_options: unknown, host: Host): Station<number> {
  let last: Bowl = { eggs: 0 };
  while (true) {
    const bowl: Bowl = { eggs: yield };
    last.eggs = -1;
    host.send(bowl);
    last = bowl;
  }
}

/** Sends a list with a bowl in it, and then changes the bowl. */
export function* changesInside(_options: unknown, host: Host): Station<number> {
  while (true) {
    const bowl: Bowl = { eggs: yield };
    host.send([bowl]);
    bowl.eggs = -1;
  }
}

/** Sends a new bowl each time. */
export function* fills(_options: unknown, host: Host): Station<number> {
  while (true) host.send({ eggs: yield });
}

/** Sends each item twice. */
export function* doubles(_options: unknown, host: Host): Station<unknown> {
  while (true) {
    const item = yield;
    host.send(item);
    host.send(item);
  }
}

/** Changes what it gets, which is its own, and sends it on. */
export function* stirs(_options: unknown, host: Host): Station<Bowl> {
  while (true) {
    const bowl = yield;
    bowl.eggs += 0.5;
    host.send(bowl);
  }
}

/** Sends how many eggs are in each bowl, wherever it is. */
export function* counts(_options: unknown, host: Host): Station<Bowl | readonly Bowl[]> {
  while (true) {
    const got = yield;
    host.send('eggs' in got ? got.eggs : got[0]?.eggs);
  }
}

/** Sends the sum of all that it has got so far: what it sends depends on the order. */
export function* sums(_options: unknown, host: Host): Station<number> {
  let sum = 0;
  while (true) {
    sum += yield;
    host.send(sum);
  }
}

/** Yields the numbers from `first` to `end`, which is not among them. */
export function* range({ first, end }: { readonly first: number; readonly end: number }): Source<number> {
  for (let n = first; n < end; n++) yield n;
}
