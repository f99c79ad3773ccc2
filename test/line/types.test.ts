/**
 * What the compiler knows about a line. `tsc` checks this file: a type that is wrong here, or an expected error that does not
 * come, fails `npm run types`. No line runs here.
 */
import {
  bytes,
  clone,
  feedback,
  ints,
  isOneOf,
  type Line,
  type LineMaker,
  line,
  lineFor,
  merge,
  type OpenLine,
  type Outflow,
  type RecordOf,
  type Rest,
  type RunningLine,
  record,
  run,
  type Stage,
  source,
  start,
} from 'cake-factory';
import { describe, expect, expectTypeOf, test } from 'vitest';

interface Bowl {
  readonly flour: number;
}
interface Egg {
  readonly size: 'small' | 'large';
}

const numbers = source(
  function* numbers() {
    for (let n = 0; n < 4; n++) yield n;
  },
  { out: ints() },
);
const bowls = source(
  function* bowls() {
    yield { flour: 1 };
  },
  { out: clone<Bowl>() },
);
const eggs = source(
  function* eggs() {
    yield { size: 'small' as const };
  },
  { out: clone<Egg>() },
);

describe('the items of a stage', () => {
  test('have the type of their kind', () => {
    expectTypeOf(numbers).toEqualTypeOf<Stage<number>>();
    expectTypeOf(bowls).toEqualTypeOf<Stage<Bowl>>();
    expectTypeOf(numbers.to(function* () {}, { out: bytes() })).toEqualTypeOf<Stage<Uint8Array<ArrayBuffer>>>();
    expectTypeOf(numbers.to(function* () {}, { out: bytes<Float64Array<ArrayBuffer>>() })).toEqualTypeOf<
      Stage<Float64Array<ArrayBuffer>>
    >();
    expectTypeOf(numbers.to(function* () {})).toEqualTypeOf<Stage<unknown>>();
  });

  test('are numbers and truth values in a record, by its fields', () => {
    const kind = record({ second: 'u32', celsius: 'f64', far: 'bool' });
    type Reading = RecordOf<{ second: 'u32'; celsius: 'f64'; far: 'bool' }>;
    expectTypeOf<Reading>().toEqualTypeOf<{ second: number; celsius: number; far: boolean }>();
    numbers
      .to(
        function* read({ send }) {
          send({ second: 1, celsius: yield, far: true });
          // @ts-expect-error a truth value is no number
          send({ second: 1, celsius: 2, far: 1 });
          // @ts-expect-error a field is missing
          send({ second: 1, celsius: 2 });
        },
        { out: kind },
      )
      .to(function* write() {
        const reading = yield;
        expectTypeOf(reading.second).toEqualTypeOf<number>();
        expectTypeOf(reading.far).toEqualTypeOf<boolean>();
        // @ts-expect-error there is no such field
        reading.minute;
      });
    // @ts-expect-error there is no such type of a field
    expect(() => record({ second: 'u64' })).toThrow('u64');
  });

  test('are what a source has to yield', () => {
    const words = function* words() {
      yield 'one';
    };
    // @ts-expect-error text is no integer
    source(words, { out: ints() });
    source(
      function* slowNumbers({ rest, part, parts }) {
        expectTypeOf(part).toEqualTypeOf<number>();
        expectTypeOf(parts).toEqualTypeOf<number>();
        expectTypeOf(rest(1)).toEqualTypeOf<Rest>();
        yield rest(1);
        yield 1;
      },
      { out: ints() },
    );
  });
});

describe('a station', () => {
  test('gets from `yield` what the stage before it sends', () => {
    bowls.to(function* stir({ rest }) {
      const bowl = yield;
      expectTypeOf(bowl).toEqualTypeOf<Bowl>();
      yield rest(1);
    });
    const passOn = function* passOn(): Generator<Bowl, void, Bowl> {
      while (true) yield yield { flour: 1 };
    };
    // @ts-expect-error a station sends its items, and yields only rests
    bowls.to(passOn);
  });

  test('may send only what it has promised', () => {
    numbers.to(
      function* toText({ send }) {
        send(String(yield));
        // @ts-expect-error a number is no text
        send(yield);
      },
      { out: clone<string>() },
    );
    numbers.to(
      function* fill({ send }) {
        expectTypeOf(send).toEqualTypeOf<(item: Bowl) => void>();
        send({ flour: yield });
        // @ts-expect-error a bowl has flour
        send({ sugar: 1 });
      },
      { out: clone<Bowl>() },
    );
  });
});

describe('a station with copies', () => {
  test('is dealt items by a key of the items that it reads', () => {
    const count = function* count({
      send,
    }: {
      readonly send: (item: number) => void;
    }): Generator<undefined, void, Bowl> {
      while (true) send((yield).flour);
    };
    const counted = bowls.to(count, {
      out: ints(),
      concurrency: 2,
      by(bowl) {
        expectTypeOf(bowl).toEqualTypeOf<Bowl>();
        return bowl.flour;
      },
    });
    expectTypeOf(counted).toEqualTypeOf<Stage<number>>();
    const isLarge = (egg: Egg): egg is Egg & { readonly size: 'large' } => egg.size === 'large';
    eggs.where(isLarge).to(function* crack() {}, {
      concurrency: 2,
      by(egg) {
        expectTypeOf(egg.size).toEqualTypeOf<'large'>();
        return egg.size;
      },
    });
    merge(bowls, numbers).to(function* mix() {}, {
      concurrency: 2,
      by(item) {
        expectTypeOf(item).toEqualTypeOf<Bowl | number>();
        return null;
      },
    });
    // @ts-expect-error a bowl has no sugar
    bowls.to(count, { out: ints(), concurrency: 2, by: (bowl) => bowl.sugar });
    // @ts-expect-error a bowl is no key
    bowls.to(count, { out: ints(), concurrency: 2, by: (bowl) => bowl });
    // @ts-expect-error a number of copies
    expect(() => bowls.to(count, { out: ints(), concurrency: 'two' })).toThrow('found "two"');
    const one = function* one() {
      yield 1;
    };
    // @ts-expect-error a source has no copies
    expect(() => source(one, { out: ints(), concurrency: 2 })).toThrow('found them of a source');
  });
});

describe('what a station reads', () => {
  test('is narrowed by a guard', () => {
    const isLarge = (egg: Egg): egg is Egg & { readonly size: 'large' } => egg.size === 'large';
    eggs.where(isLarge).to(function* crack() {
      expectTypeOf((yield).size).toEqualTypeOf<'large'>();
    });
    expectTypeOf(eggs.where((egg) => egg.size === 'small')).toEqualTypeOf<Outflow<Egg>>();
    expectTypeOf(numbers.where(isOneOf([1, 2]))).toEqualTypeOf<Outflow<1 | 2>>();
    // @ts-expect-error eggs have no flour
    eggs.where((egg) => egg.flour > 0);
    // @ts-expect-error a guard for numbers
    eggs.where(isOneOf([1, 2]));
  });

  test('is a union when stages are merged', () => {
    expectTypeOf(merge(bowls, eggs)).toEqualTypeOf<Outflow<Bowl | Egg>>();
    merge(bowls, eggs, numbers.where(isOneOf([7]))).to(function* mix() {
      expectTypeOf(yield).toEqualTypeOf<Bowl | Egg | 7>();
    });
    // @ts-expect-error only stages can be merged
    expect(() => merge(bowls, 7)).toThrow('Cannot join: expected stages, found 7');
  });

  test('keeps its type when its room is set', () => {
    expectTypeOf(bowls.holding(3, 1000)).toEqualTypeOf<Outflow<Bowl>>();
  });
});

test('a cycle can be closed only by items of its type', () => {
  const again = feedback<number>();
  const texts = numbers.to(function* () {}, { out: clone<string>() });
  expectTypeOf(again.from).parameter(0).toEqualTypeOf<Outflow<number>>();
  // @ts-expect-error text is no number
  again.from(texts);
  merge(numbers, again).to(function* once() {
    expectTypeOf(yield).toEqualTypeOf<number>();
  });
});

describe('a line', () => {
  const defined = line(bowls);

  test('has the type of its results', () => {
    expectTypeOf(defined).toEqualTypeOf<Line<Bowl>>();
    expectTypeOf(line([numbers, numbers.to(function* () {}, { out: ints() })])).toEqualTypeOf<Line<number>>();
    const words = numbers.to(function* () {}, { out: clone<string>() });
    expectTypeOf(line([numbers, words])).toEqualTypeOf<Line<number | string>>();
    expectTypeOf(lineFor((_: number) => [numbers, words])).returns.toEqualTypeOf<Line<number | string>>();
    const results = run(defined, { engine: 'threads', channel: 'port', signal: AbortSignal.abort() });
    expectTypeOf(results).toEqualTypeOf<RunningLine<Bowl>>();
    expectTypeOf<Awaited<ReturnType<typeof results.next>>>().toEqualTypeOf<IteratorResult<Bowl, undefined>>();
    expectTypeOf(start<Bowl>).returns.resolves.toEqualTypeOf<OpenLine<Bowl>>();
    // @ts-expect-error there is no such engine
    run(defined, { engine: 'fibers' });
    // @ts-expect-error a line is run, not a stage
    run(bowls);
  });

  test('gives its results to the loop that reads it', () => {
    expectTypeOf(async () => {
      for await (const bowl of run(defined)) expectTypeOf(bowl).toEqualTypeOf<Bowl>();
      const open = await start(defined);
      for await (const bowl of open.run({ results: 1 })) expectTypeOf(bowl).toEqualTypeOf<Bowl>();
    }).returns.resolves.toEqualTypeOf<void>();
  });

  test('with options takes options of the type that its function names', () => {
    const countTo = lineFor(({ most }: { readonly most: number }) =>
      source(
        function* count() {
          for (let n = 0; n < most; n++) yield n;
        },
        { out: ints() },
      ),
    );
    expectTypeOf(countTo).toEqualTypeOf<LineMaker<{ readonly most: number }, number>>();
    expectTypeOf(countTo({ most: 3 })).toEqualTypeOf<Line<number>>();
    // @ts-expect-error the option is a number
    countTo({ most: 'three' });
    // @ts-expect-error the options are missing
    expect(() => countTo()).toThrow();
    // @ts-expect-error a function that makes lines is no line
    run(countTo);
  });
});
