/** What each chapter claims, on counts, orders, books and digests: whatever the machine does meanwhile. */
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type Chapter, explained } from '../../src/lessons/chapter.ts';
import { chapters } from '../../src/lessons/chapters.ts';
import { played, type Seen } from './audience.ts';

const entries = await chapters();

/** Each is played once. */
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

describe('on one thread, where everything is decided', () => {
  test('1: a hundred eggs take 101 calls', async () => {
    expect(await factsOf(1)).toMatchObject({ facts: { made: 101, taken: 100 }, right: 1, claim: 'held' });
  });

  test('2: a generator runs when it is asked, and answers done for ever', async () => {
    const { facts, right, claim } = await factsOf(2);
    expect([right, claim]).toEqual([0, 'held']);
    expect(facts.log).toEqual([
      'const two = carton(say)',
      'two.next(), first time',
      'inside: the carton is opened',
      "it answers { value: '🥚', done: false }",
      'two.next(), second time',
      "it answers { value: '🥚', done: false }",
      'two.next(), third time',
      'inside: the carton is empty',
      'it answers { value: undefined, done: true }',
      'two.next(), fourth time',
      'it answers { value: undefined, done: true }',
      'and the endless one, asked 100 times: 100 eggs',
    ]);
  });

  test('3: the same seed brings the same ingredients at the same intervals', async () => {
    expect(await factsOf(3)).toMatchObject({
      facts: {
        same: true,
        momentsDiffer: true,
        ingredients: ['flour', 'flour', 'flour', 'chocolate', 'butter', 'sugar'],
      },
      claim: 'held',
    });
  });

  test('4: what is sent to an unprimed coroutine is gone, and return runs finally', async () => {
    const { facts, claim } = await factsOf(4);
    expect(claim).toBe('held');
    expect(facts).toMatchObject({
      unprimed: 1,
      primed: 2,
      doneAfterReturn: true,
      washedUp: 'Butter melter washed up.',
    });
    // As the course printed it, line for line.
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

  test('5: the shelf decides, and the books balance', async () => {
    expect(await factsOf(5)).toMatchObject({
      facts: { mixes: 1, left: [2, 1, 4], balanced: true, account: { received: 14, made: 1, left: [2, 1, 4] } },
      right: 2,
      claim: 'held',
    });
  });

  test('6: the line prints the trace of the course, and bakes before the last send is back', async () => {
    const { facts, claim } = await factsOf(6);
    expect(claim).toBe('held');
    expect(facts).toMatchObject({ cakes: 1, leftovers: { melted_butter: 3, wet_mix: 1 } });
    const trace = Array.isArray(facts.trace) ? facts.trace : [];
    expect(trace.slice(0, 12)).toEqual([
      'T=0\tGenerate eggs',
      'Wet Mixer got\teggs -> [ 🥚 ]',
      '',
      'T=1\tGenerate butter',
      'Butter melter input  🧈.',
      'Butter melter output 🍯.',
      'Wet Mixer got\tmelted_butter -> [ 🥚🍯 ]',
      '',
      'T=2\tGenerate eggs',
      'Wet Mixer got\teggs -> [ 🥚🥚🍯 ]',
      'Wet mixer sends mix 🧴. New storage -> [  ]',
      'OVEN got wet_mix\t->[ 🧴 ]',
    ]);
    // Of the course there are T=0 to T=8; what follows is ours.
    expect(trace.at(-1)).toBe('<<< Baked cake. 🎂 >>>');
    expect(facts.end).toEqual(['<<< Baked cake. 🎂 >>>', "the producer's send is back"]);
  });

  test('7: the senders lie on the stack, and a cycle cannot be resumed', async () => {
    expect((await factsOf(7)).facts).toMatchObject({
      stack: ['oven', 'wetMixer', 'butterMelter'],
      cycle: 'TypeError: Generator is already running',
    });
  });

  test('15: without credit the belt holds what was not used, with credit no more than its capacity', async () => {
    const { facts, claim } = await factsOf(15);
    expect(claim).toBe('held');
    expect(facts).toMatchObject({ broken: [5000, 500, 0, 4501] });
    const [used, none, most] = Array.isArray(facts.fixed) ? facts.fixed : [];
    expect([used, none]).toEqual([500, 0]);
    expect(most).toBeLessThanOrEqual(64);
  });

  test('18: belts for one stand still in a circle, belts for two do not', async () => {
    expect(await factsOf(18)).toMatchObject({
      facts: { one: 'stuck', two: 'done', chain: ['baker', 'icer'], told: expect.stringContaining('deadlock') },
      claim: 'held',
    });
  });
});

describe('with threads, whatever their order', () => {
  test('8: no tick while the thread is blocked or at work, but for the breaths of the event loop', async () => {
    expect((await factsOf(8)).facts).toMatchObject({ silent: true, breathing: true });
  });

  test('9: the same account and the same contents of the log, and one order within a channel', async () => {
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
    expect((await factsOf(11)).facts).toMatchObject({ routed: 130, everybody: 330, agreed: true });
  });

  test('12: a copy, a hand-over, and shared memory', async () => {
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

  test('16: a stop waits behind all that was sent before it, unless somebody looks', async () => {
    const { facts, ...rest } = await factsOf(16);
    expect([0, 2000]).toContain(facts.own);
    expect({ facts, ...rest }).toMatchObject({
      facts: { eggs: 2000, same: 2000, looks: 64, inOrder: true, heard: 10 },
      claim: 'held',
    });
  });

  test('17: atomic additions lose nothing, plain ones count nothing twice, and a yield opens a gap', async () => {
    const { facts } = await factsOf(17);
    expect(facts).toMatchObject({ wanted: 40_000, atomic: [40_000], gap: -1, closed: 0 });
    for (const total of Array.isArray(facts.plain) ? facts.plain : [Number.NaN])
      expect(total).toBeLessThanOrEqual(40_000);
  });

  test('19: every engine names the oven, made a cake of each pair of mixes, and bakes again', async () => {
    expect((await factsOf(19)).facts).toMatchObject({
      told: ['oven: it caught fire'],
      paired: true,
      engines: 4,
      cakesAfter: [20, 20, 20, 20],
    });
  });

  test('20: line and bakers do the same work', async () => {
    expect((await factsOf(20)).facts).toMatchObject({ digests: [1, 1] });
  });

  test('21: however many bakers, the same work', async () => {
    expect((await factsOf(21)).facts).toMatchObject({ digests: 2 });
  });
});

test('no letter is the right one in more than half of the chapters', async () => {
  const right: number[] = [];
  for (const { chapter } of entries) right.push((await seen(chapter)).outcome.right);
  for (const place of new Set(right))
    expect(right.filter((other) => other === place).length).toBeLessThanOrEqual(entries.length / 2);
});

test('the reasons are given only where the run has shown what they explain', () => {
  expect(explained('1.20x.', { kind: 'held' }, 'It waits.')).toBe('1.20x. It waits.');
  expect(explained('1.20x.', { kind: 'not-shown', because: 'of the noise' }, 'It waits.')).toBe('1.20x.');
});

test.each(entries.map(({ chapter }) => [chapter.number, chapter] as const))(
  'chapter %i plays in 80 columns, and keeps its answer to itself until the reveal',
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
    for (const word of ['Change', 'Weak']) expect(reveal).toContain(word);
    if (outcome.claim.kind === 'not-shown') expect(flat(reveal)).toContain('This run has not shown it');
    else expect(reveal).toContain('This run has shown it');
  },
);
