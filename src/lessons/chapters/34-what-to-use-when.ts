/** Chapter 34: what to use when: a rule, and what four programs show on this machine. */
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { gainOf } from '../props/gains/gain.ts';
import {
  isImpossible,
  type Machine,
  measured,
  type Program,
  type Raced,
  type Timed,
  type Way,
} from '../props/jobs/four-programs.ts';
import { text as en } from '../texts/en/34-what-to-use-when.ts';

type Needs = Pick<Program, 'waits' | 'us' | 'independent'>;

function wayFor(job: Needs, { capacity, messageUs }: Machine): Way {
  if (job.waits) return 'timers';
  if (capacity < 1.1 || job.us < messageUs) return 'one thread';
  return job.independent ? 'pool' : 'line';
}

function settings(knob: Knobs) {
  return { us: knob.number('us', 2000, { from: 1, to: 5000 }) };
}

type Settings = ReturnType<typeof settings>;

export interface Facts {
  readonly machine: Machine;
  /** Of programs A to D. */
  readonly raced: readonly Raced[];
}

/** What the rule says, and what the run shows. */
export interface Decision {
  readonly program: Program;
  readonly rule: Way;
  readonly shown: Way;
  /** Whether the program is far enough from the point where the rule changes. */
  readonly isClear: boolean;
}

interface Labels {
  readonly machine: (machine: Machine) => readonly (readonly string[])[];
  readonly programs: (facts: Facts, decisions: readonly Decision[]) => readonly (readonly string[])[];
  readonly key: string;
  readonly next: readonly string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** How long program C computes in all, in microseconds, and how many jobs it has at most. */
const [C_US, MOST_JOBS] = [40_000, 2000];

export function programs({ us }: Settings): readonly Program[] {
  const computes = { waits: false, independent: true };
  return [
    { name: 'A', ...computes, us: 1, jobs: MOST_JOBS },
    { name: 'B', waits: true, independent: true, us: 4000, jobs: 10 },
    { name: 'C', ...computes, us, jobs: Math.min(MOST_JOBS, Math.ceil(C_US / us)) },
    { name: 'D', waits: false, independent: false, us: 800, jobs: 50 },
  ];
}

/** The simplest way, unless a more complex one is clearly faster. */
export function chosen(ways: readonly Timed[]): Way {
  const [first, ...others] = ways;
  let best = first;
  for (const other of others) if (gainOf(best?.ms, other.ms).outcome === 'wins') best = other;
  return best?.way ?? 'one thread';
}

/** Near the break-even, and where two processors do little more than one, a run may show either. */
const [FAR, LITTLE, ENOUGH] = [4, 1.05, 1.3];

export function decisions({ machine, raced }: Facts): readonly Decision[] {
  const { capacity, messageUs } = machine;
  return raced.map(({ program, ways }) => {
    const farFromMessage = program.us > FAR * messageUs || program.us < messageUs / FAR;
    const knowsCapacity = capacity < LITTLE || capacity > ENOUGH;
    const isClear = program.waits || (farFromMessage && (program.us < messageUs || knowsCapacity));
    return { program, rule: wayFor(program, machine), shown: chosen(ways), isClear };
  });
}

/** The answers of the question, as the programs that gain from threads. */
const ANSWERS = ['ABCD', 'BCD', 'CD'];

export function judge(facts: Facts): Judgement {
  const decided = decisions(facts);
  const onThreads = decided.filter(({ shown }) => shown === 'pool' || shown === 'line');
  const set = onThreads.map(({ program }) => program.name).join('');
  const right = ANSWERS.includes(set) ? ANSWERS.indexOf(set) : ANSWERS.length;
  if (facts.raced.some(isImpossible)) return { right, claim: 'impossible' };
  return { right, claim: confirmedIf(decided.every(({ rule, shown, isClear }) => !isClear || rule === shown)) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.conclusion,
  minutes: 8,
  code: [{ file: 'src/lessons/chapters/34-what-to-use-when.ts', name: 'wayFor' }],
  settings,
  timed: true,
  async run(stage, set, labels) {
    const facts = await measured(programs(set), { rounds: stage.amount(6, 1), share: stage.amount(1, 0.1) });
    stage.table(labels.machine(facts.machine));
    await stage.step();
    stage.print();
    stage.table(labels.programs(facts, decisions(facts)), 'left');
    stage.print(labels.key);
    await stage.step();
    stage.print();
    for (const line of labels.next) stage.print(line);
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { us: '1' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
