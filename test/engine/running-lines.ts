/** Lines for the tests of running lines. */
import { line, lineFor } from '../../src/line/defined-line.ts';
import { bytes, clone, ints } from '../../src/line/kind/kinds.ts';
import { merge, source } from '../../src/line/stage.ts';

const HERE = { module: import.meta.url };

export function numbersUpTo(count: number) {
  return source(
    function* numbers({ part, parts }) {
      for (let n = part; n < count; n += parts) yield n;
    },
    { out: ints(), divisible: true },
  );
}

/** Passes on the numbers below a number. */
export const upTo = lineFor(
  (count: number) =>
    numbersUpTo(count).to(
      function* pass({ send }) {
        while (true) send(yield);
      },
      { out: ints() },
    ),
  HERE,
);

/** Fails at a number. */
export const failing = lineFor(
  (last: number) =>
    numbersUpTo(10_000).to(
      function* fail({ send }) {
        while (true) {
          const n = yield;
          if (n >= last) throw new Error('it is the end');
          send(n);
        }
      },
      { out: ints() },
    ),
  HERE,
);

/** Counts in shared memory what its source makes. */
export const counting = lineFor(
  ({ made, count }: { readonly made: Int32Array; readonly count: number }) =>
    source(
      function* numbers() {
        for (let n = 0; n < count; n++) {
          Atomics.add(made, 0, 1);
          yield n;
        }
      },
      { out: ints() },
    ).to(
      function* pass({ send }) {
        while (true) send(yield);
      },
      { out: ints() },
    ),
  HERE,
);

/** Rests for a day before it takes its first item. */
export const sleepy = line(
  numbersUpTo(1).to(
    function* late({ send, rest }) {
      yield rest(86_400_000);
      while (true) send(yield);
    },
    { out: ints() },
  ),
  HERE,
);

/** Makes blocks of bytes, and counts them in shared memory. */
export const blocks = lineFor(
  ({ made, count }: { readonly made: Int32Array; readonly count: number }) =>
    source(
      function* numbers() {
        for (let n = 0; n < count; n++) yield n;
      },
      { out: ints() },
    ).to(
      function* fill({ send }) {
        while (true) {
          const block = new Uint8Array(65_536).fill(yield);
          Atomics.add(made, 0, 1);
          send(block);
        }
      },
      { out: bytes() },
    ),
  HERE,
);

/** A station with two sources that rests after every item. */
export const resting = lineFor(
  (count: number) =>
    merge(
      source(
        function* whites() {
          for (let n = 1; n <= count; n++) yield n;
        },
        { out: ints() },
      ),
      source(
        function* blacks() {
          for (let n = 1; n <= count; n++) yield -n;
        },
        { out: ints() },
      ),
    ).to(
      function* naps({ send, rest }) {
        while (true) {
          send(yield);
          yield rest(1);
        }
      },
      { out: ints() },
    ),
  HERE,
);

/** Its station is in one call for some milliseconds. */
export const busyFor = lineFor(
  (ms: number) =>
    numbersUpTo(1).to(
      function* ponder({ send }) {
        while (true) {
          const n = yield;
          const end = performance.now() + ms;
          while (performance.now() < end);
          send(n);
        }
      },
      { out: ints() },
    ),
  HERE,
);

/** One of its results holds a function. */
export const functions = line(
  numbersUpTo(10).to(
    function* give({ send }) {
      while (true) {
        const n = yield;
        send({ n, more: n === 3 ? { call: () => {} } : {} });
      }
    },
    { out: clone() },
  ),
  HERE,
);

/** Takes any options. */
export const withOptions = lineFor((_: unknown) => numbersUpTo(1), HERE);

/** Sends for ever and does not yield. */
export const flooding = line(
  numbersUpTo(1)
    .to(
      function* flood({ send }) {
        const first = yield;
        while (first === 0) send(1);
      },
      { out: ints() },
    )
    .to(
      function* pass({ send }) {
        while (true) send(yield);
      },
      { out: ints() },
    ),
  HERE,
);
