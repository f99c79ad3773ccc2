/** The claims of each chapter about counts, orders, accounts and digests. None depends on the speed of the machine. */
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type Chapter, explained } from '../../src/lessons/chapter.ts';
import { chapters } from '../../src/lessons/chapters.ts';
import { LECTURE_TRACE } from '../contrast/lecture-trace.ts';
import { played, type Seen } from './audience.ts';

const entries = await chapters();

/** Each chapter is played once. */
const plays = new Map<Chapter, Promise<Seen>>();

function seen(chapter: Chapter): Promise<Seen> {
  const play = plays.get(chapter) ?? played(chapter);
  plays.set(chapter, play);
  return play;
}

async function factsOf(number: number) {
  const entry = entries[number - 1];
  if (entry === undefined) throw new Error(`expected a chapter ${number}, found none`);
  const { outcome } = await seen(entry.chapter);
  return { facts: outcome.facts, right: outcome.right, claim: outcome.claim.kind };
}

describe('on one thread, where every result is fixed', () => {
  test('1: a hundred eggs take 101 calls', async () => {
    expect(await factsOf(1)).toMatchObject({ facts: { made: 101, taken: 100 }, right: 1, claim: 'held' });
  });

  test('2: a generator runs only on next(), and stays done after its end', async () => {
    const { facts, right, claim } = await factsOf(2);
    expect([right, claim]).toEqual([0, 'held']);
    expect(facts.log).toEqual([
      'const two = carton(say)',
      'two.next(), first time',
      'inside: the carton is opened',
      "it returns { value: '🥚', done: false }",
      'two.next(), second time',
      "it returns { value: '🥚', done: false }",
      'two.next(), third time',
      'inside: the carton is empty',
      'it returns { value: undefined, done: true }',
      'two.next(), fourth time',
      'it returns { value: undefined, done: true }',
      'the endless generator, 100 calls: 100 eggs',
    ]);
  });

  test('3: the same seed gives the same ingredients and the same intervals', async () => {
    expect(await factsOf(3)).toMatchObject({
      facts: {
        same: true,
        momentsDiffer: true,
        ingredients: ['flour', 'flour', 'flour', 'chocolate', 'butter', 'sugar'],
      },
      claim: 'held',
    });
  });

  test('4: an unprimed coroutine loses the first value, and return() runs finally', async () => {
    const { facts, claim } = await factsOf(4);
    expect(claim).toBe('held');
    expect(facts).toMatchObject({
      unprimed: 1,
      primed: 2,
      doneAfterReturn: true,
      cleanedUp: 'Butter melter cleaned up.',
    });
    // Exactly what the course prints, line for line.
    expect(facts.trace).toEqual([
      'T=0\tGenerate flour',
      'T=0\tGenerate eggs',
      'T=0\tGenerate sugar',
      'T=0\tGenerate eggs',
      'T=0\tGenerate butter',
      'Butter melter input  🧈.',
      'Butter melter output 🍯.',
      'T=0\tGenerate sugar',
      'T=0\tGenerate chocolate',
      'T=0\tGenerate chocolate',
      'T=0\tGenerate butter',
      'Butter melter input  🧈.',
      'Butter melter output 🍯.',
    ]);
  });

  test('5: the storage decides, and the counts add up', async () => {
    expect(await factsOf(5)).toMatchObject({
      facts: { mixes: 1, left: [2, 1, 4], balanced: true, account: { received: 14, made: 1, left: [2, 1, 4] } },
      right: 2,
      claim: 'held',
    });
  });

  test('6: the line prints the trace of the course, and bakes before the last send returns', async () => {
    const { facts, claim } = await factsOf(6);
    expect(claim).toBe('held');
    expect(facts).toMatchObject({ cakes: 1, leftovers: { melted_butter: 3, wet_mix: 1 } });
    const trace = Array.isArray(facts.trace) ? facts.trace : [];
    expect(trace.slice(0, LECTURE_TRACE.length)).toEqual(LECTURE_TRACE);
    // The course has T=0 to T=8. The lecture adds the rest.
    expect(trace.at(-1)).toBe('<<< Baked cake. 🎂 >>>');
    expect(facts.end).toEqual(['<<< Baked cake. 🎂 >>>', "the producer's send returns"]);
  });

  test('7: the senders are on the stack, and a cycle cannot be resumed', async () => {
    expect((await factsOf(7)).facts).toMatchObject({
      stack: ['oven', 'wetMixer', 'butterMelter'],
      cycle: 'TypeError: Generator is already running',
    });
  });

  test('15: without credit the belt holds all unused eggs, with credit at most its capacity', async () => {
    const { facts, claim } = await factsOf(15);
    expect(claim).toBe('held');
    expect(facts).toMatchObject({ broken: [5000, 500, 0, 4501] });
    const [used, none, most] = Array.isArray(facts.fixed) ? facts.fixed : [];
    expect([used, none]).toEqual([500, 0]);
    expect(most).toBeLessThanOrEqual(64);
  });

  test('18: a cycle with belts for one is a deadlock, with belts for two it is not', async () => {
    expect(await factsOf(18)).toMatchObject({
      facts: { one: 'stuck', two: 'done', chain: ['baker', 'icer'], report: expect.stringContaining('deadlock') },
      claim: 'held',
    });
  });
});

describe('with threads, in any order', () => {
  test('8: no tick while the thread is blocked or busy, except when the event loop gets a turn', async () => {
    expect((await factsOf(8)).facts).toMatchObject({ silent: true, atMostTurns: true });
  });

  test('9: all runs have the same account, the same log entries, and the same order within a channel', async () => {
    expect((await factsOf(9)).facts).toMatchObject({
      accounts: 1,
      contents: 1,
      perChannel: 1,
      repeatable: true,
      entries: [260, 260, 260, 260],
    });
  });

  test('10: fifteen runs, and one digest for each workload', async () => {
    expect((await factsOf(10)).facts).toMatchObject({ runs: [5, 5, 5], digests: [1, 1, 1], cakes: [1, 1, 1] });
  });

  test('11: a broadcast sends every raw ingredient three times', async () => {
    expect((await factsOf(11)).facts).toMatchObject({ routed: 130, broadcasts: 330, agreed: true });
  });

  test('12: a clone, a transfer, and shared memory', async () => {
    expect((await factsOf(12)).facts).toMatchObject({ ours: [7, undefined, 7], theirs: [6, 6, 7], left: 0 });
  });

  test('13: every version bakes the same cakes, and the prediction comes from the recipe', async () => {
    expect(await factsOf(13)).toMatchObject({
      facts: { baked: [6, 6, 6, 6], cakes: 6, predicted: [1, 1, 1.6, 1.6] },
      right: 2,
    });
  });

  test('14: both engines do the same work', async () => {
    expect((await factsOf(14)).facts).toMatchObject({ cakes: 10, digests: 1 });
  });

  test('16: a stop waits behind everything that was sent before it, unless the thread checks', async () => {
    const { facts, ...rest } = await factsOf(16);
    expect([0, 2000]).toContain(facts.own);
    expect({ facts, ...rest }).toMatchObject({
      facts: { eggs: 2000, same: 2000, looks: 64, inOrder: true, received: 10 },
      claim: 'held',
    });
  });

  test('17: atomic additions lose nothing, plain ones count nothing twice, and a yield allows a race', async () => {
    const { facts } = await factsOf(17);
    expect(facts).toMatchObject({ wanted: 40_000, atomic: [40_000], gap: -1, closed: 0 });
    for (const total of Array.isArray(facts.plain) ? facts.plain : [Number.NaN])
      expect(total).toBeLessThanOrEqual(40_000);
  });

  test('19: every engine names the oven, has made a cake of each pair of mixes, and bakes again', async () => {
    expect((await factsOf(19)).facts).toMatchObject({
      errors: ['oven: it caught fire'],
      paired: true,
      engines: 4,
      cakesAfter: [20, 20, 20, 20],
    });
  });

  test('20: the line and the pool do the same work', async () => {
    expect((await factsOf(20)).facts).toMatchObject({ digests: [1, 1] });
  });

  test('21: any number of pool threads does the same work', async () => {
    expect((await factsOf(21)).facts).toMatchObject({ digests: 2 });
  });
});

test('no letter is the right answer in more than half of the chapters', async () => {
  const right: number[] = [];
  for (const { chapter } of entries) right.push((await seen(chapter)).outcome.right);
  for (const place of new Set(right))
    expect(right.filter((other) => other === place).length).toBeLessThanOrEqual(entries.length / 2);
});

test('the reasons are given only if the run confirms the claim', () => {
  expect(explained('1.20x.', { kind: 'held' }, 'It waits.')).toBe('1.20x. It waits.');
  expect(explained('1.20x.', { kind: 'not-shown', because: 'perhaps noise' }, 'It waits.')).toBe('1.20x.');
});

test.each(entries.map(({ chapter }) => [chapter.number, chapter] as const))(
  'chapter %i fits 80 columns, and does not show its answer before the reveal',
  async (_, chapter) => {
    const { outcome, opening, run, reveal } = await seen(chapter);
    for (const line of `${opening}${run}${reveal}`.split('\n'))
      expect([line, stringWidth(line)]).toEqual([line, Math.min(80, stringWidth(line))]);
    const right = chapter.question.answers[outcome.right];
    expect(right).toBeDefined();
    const flat = (text: string): string => text.replace(/\s+/g, ' ');
    const letter = String.fromCharCode(65 + outcome.right);
    expect(flat(reveal)).toContain(`${letter} ${flat(right ?? '')}`);
    expect(flat(reveal)).toContain(flat(outcome.reveal).slice(0, 40));
    expect(flat(`${opening}${run}`)).not.toContain(flat(outcome.reveal).slice(0, 40));
    expect(run.trim().length).toBeGreaterThan(0);
    for (const word of ['Try it', 'Limits']) expect(reveal).toContain(word);
    if (outcome.claim.kind === 'not-shown') expect(flat(reveal)).toContain('Not confirmed in this run: ');
    else expect(reveal).toContain('Confirmed in this run.');
  },
);
