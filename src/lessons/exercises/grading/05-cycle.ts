/** Grades exercise 5: three cooks and three tools, and no order in which all of them wait. */
import { Forbidden } from '../../explorer/explore.ts';
import { type Check, thrown } from './check.ts';
import { functionIn, type Grader, type Submission } from './exercise.ts';
import { type ThreadAccess, threadActor } from './threads.ts';
import { type Case, tryOrders } from './try-orders.ts';

/** Who holds each tool; null where it is free. */
interface Shared {
  readonly holders: Readonly<Record<string, string | null>>;
  readonly worked: Readonly<Record<string, number>>;
}

const COOKS = { baker: ['bowl', 'whisk'], icer: ['whisk', 'knife'], decorator: ['knife', 'bowl'] } as const;
type Cook = keyof typeof COOKS;

export const grader: Grader = {
  needs: Object.keys(COOKS),
  hint: 'Number the tools, and let every cook take the tool with the smaller number first. Then no cook with a higher tool waits for a lower one, and no cycle can close.',
  checks: (submission) => [
    inEveryOrder(submission, 'each cook alone', [['baker'], ['icer'], ['decorator']]),
    inEveryOrder(submission, 'two cooks at a time', [
      ['baker', 'icer'],
      ['icer', 'decorator'],
      ['decorator', 'baker'],
    ]),
    inEveryOrder(submission, 'all three cooks', [['baker', 'icer', 'decorator']]),
  ],
};

function inEveryOrder(submission: Submission, name: string, setups: readonly (readonly Cook[])[]): Check {
  return {
    name,
    wanted: 'in every order each cook works once with both of its tools, gives both back, and none waits for ever',
    run: () => tryOrders(setups.map((cooks) => caseOf(submission, cooks))),
  };
}

function caseOf(submission: Submission, cooks: readonly Cook[]): Case<Shared> {
  return {
    start: {
      holders: { bowl: null, whisk: null, knife: null },
      worked: Object.fromEntries(cooks.map((cook) => [cook, 0])),
    },
    actors: cooks.map((cook) =>
      threadActor<Shared>(
        cook,
        (access) => void functionIn(submission, cook)(kitchen(access, cook)),
        (error) => thrown(error, submission.path),
      ),
    ),
    wrong({ holders, worked }) {
      const idle = cooks.find((cook) => worked[cook] !== 1);
      if (idle !== undefined) return `the ${idle} has worked ${worked[idle]} times`;
      const kept = Object.entries(holders).find(([, holder]) => holder !== null);
      return kept === undefined ? null : `the ${kept[1]} has not given the ${kept[0]} back`;
    },
  };
}

function kitchen({ step }: ThreadAccess<Shared>, cook: Cook) {
  const own: readonly string[] = COOKS[cook];
  const change = ({ holders, worked }: Shared, tool: string, holder: string | null): Shared => {
    return { holders: { ...holders, [tool]: holder }, worked };
  };
  return {
    take(tool: string): void {
      step((shared) => {
        if (!own.includes(tool)) throw new Forbidden(`takes the ${tool}, which it does not need`);
        if (shared.holders[tool] !== null) return [];
        return [{ shared: change(shared, tool, cook), answer: 0, text: `takes the ${tool}` }];
      }, `waits for the ${tool}`);
    },
    work(): void {
      step((shared) => {
        const without = own.find((tool) => shared.holders[tool] !== cook);
        if (without !== undefined) throw new Forbidden(`works without the ${without}`);
        const worked = { ...shared.worked, [cook]: (shared.worked[cook] ?? 0) + 1 };
        return [{ shared: { holders: shared.holders, worked }, answer: 0, text: 'works' }];
      });
    },
    giveBack(tool: string): void {
      step((shared) => {
        if (shared.holders[tool] !== cook) throw new Forbidden(`gives the ${tool} back, which it does not have`);
        return [{ shared: change(shared, tool, null), answer: 0, text: `gives the ${tool} back` }];
      });
    },
  };
}
