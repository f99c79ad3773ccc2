/** Grades exercise 10: whether a run supports the student's claim about one thread and a pool. */
import { show } from '../../../line/printable.ts';
import { interval, times } from '../../../measure/figures.ts';
import { type Outcome, outcomeOf } from '../../../measure/statistics/outcome.ts';
import { type Interval, intervalOf, pairedRatios } from '../../../measure/statistics/samples.ts';
import { inTurn } from '../../props/gains/gain.ts';
import { type Check, passedIf, type Result } from './check.ts';
import { functionIn, type Grader, type Submission } from './exercise.ts';
import { withPools } from './function-pools.ts';

const POOL = 4;
const ROUNDS = 9;
/** One run on the main thread takes about so long, in milliseconds. */
const RUN_MS = 80;
const MOST_CALLS = 4096;
/** The figure of a claim may lie so far outside of the measured interval: it is measured anew each time. */
const SLACK = 1.25;

const CHOICES = ['thread', 'pool'] as const;
const OUTCOMES = ['wins', 'loses', 'unclear'] as const;
type Choice = (typeof CHOICES)[number];

export interface Claim {
  readonly choice: Choice;
  readonly outcome: (typeof OUTCOMES)[number];
  readonly times: number;
}

/** How many times as fast as the main thread each is, and how many times as fast as one thread the pool is. */
export type Measured = Readonly<Record<Choice | 'poolAgainstThread', Interval>>;

/** One worker cannot be faster than the main thread, and a pool of four not more than four times. */
const LIMITS: Readonly<Record<Choice, number>> = { thread: 1, pool: POOL };

export const grader: Grader = {
  needs: ['askOven'],
  hint: 'One worker makes the calls one after the other, as the main thread does. Four workers wait at the same time, on any number of cores. Grade your claim once: the grader prints what it has measured.',
  patience: 3,
  checks(submission) {
    let measured: Promise<Measured> | null = null;
    return claimChecks(submission.exports.claim, () => {
      measured ??= measure(submission);
      return measured;
    });
  },
};

export function claimChecks(value: unknown, measured: () => Promise<Measured>): readonly Check[] {
  const found = async (judge: (claim: Claim, ratio: Interval, all: Measured) => Result): Promise<Result> => {
    const all = await measured();
    if (!isClaim(value)) return passedIf(false, `${show(value)}; ${measuredText(all)}`);
    return judge(value, all[value.choice], all);
  };
  return [
    {
      name: 'the outcome',
      wanted: 'the claim has a choice, an outcome and a figure, and the run has the same outcome',
      run: () =>
        found(({ choice, outcome }, ratio) => {
          const shown = outcomeOf(ratio, LIMITS[choice]);
          return passedIf(
            shown === outcome,
            `you claim "${outcome}"; the ${choice} ${shownText(shown)}: ${interval(ratio)}`,
          );
        }),
    },
    {
      name: 'the figure',
      wanted: 'a figure in the measured interval, or at most a quarter outside of it',
      run: () =>
        found((claim, { low, high }, all) => {
          const fits = claim.times >= low / SLACK && claim.times <= high * SLACK;
          return passedIf(fits, `you claim ${times(claim.times)} for the ${claim.choice}; ${measuredText(all)}`);
        }),
    },
    {
      name: 'the choice',
      wanted: 'the other choice is not clearly faster',
      run: () =>
        found(({ choice }, _, { poolAgainstThread }) => {
          const pool = outcomeOf(poolAgainstThread);
          const isWrong = choice === 'thread' ? pool === 'wins' : pool === 'loses';
          return passedIf(!isWrong, `the pool is ${interval(poolAgainstThread)} as fast as one thread`);
        }),
    },
  ];
}

function shownText(outcome: Outcome): string {
  switch (outcome) {
    case 'wins':
    case 'loses':
      return outcome;
    case 'unclear':
      return 'is not clearly faster or slower';
    case 'not-trusted':
      return 'was faster than is possible, so this run cannot be trusted';
  }
}

function measuredText({ thread, pool }: Measured): string {
  return `measured: thread ${interval(thread)}, pool ${interval(pool)}`;
}

function isClaim(value: unknown): value is Claim {
  return (
    typeof value === 'object' &&
    value !== null &&
    'choice' in value &&
    CHOICES.some((one) => one === value.choice) &&
    'outcome' in value &&
    OUTCOMES.some((one) => one === value.outcome) &&
    'times' in value &&
    typeof value.times === 'number'
  );
}

/** The same calls on the main thread, on one worker and on a pool, in turn. */
async function measure(submission: Submission): Promise<Measured> {
  const call = functionIn(submission, 'askOven');
  return await withPools(submission, 'askOven', [1, POOL], async ([thread, pool]) => {
    const onMain = async (calls: number): Promise<void> => {
      for (let i = 0; i < calls; i++) await call(i);
    };
    let calls = POOL;
    while (calls < MOST_CALLS && (await timed(() => onMain(calls))) < RUN_MS) calls *= 2;
    const runners = [onMain, thread, pool].flatMap((run) => (run === undefined ? [] : [() => timed(() => run(calls))]));
    // The first round is a warm-up.
    const rounds = await inTurn(1 + ROUNDS, runners);
    const [main = [], alone = [], several = []] = rounds.map((samples) => samples.slice(1));
    const against = (one: readonly number[], other: readonly number[]): Interval =>
      intervalOf(pairedRatios(one, other));
    return { thread: against(main, alone), pool: against(main, several), poolAgainstThread: against(alone, several) };
  });
}

async function timed(run: () => Promise<void>): Promise<number> {
  const beganMs = performance.now();
  await run();
  return performance.now() - beganMs;
}
