/** Chapter 4: sending values to a coroutine: the butter melter, alone. */
import { inspect } from 'node:util';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { text as de } from '../texts/de/04-sending-values.ts';
import { text as en } from '../texts/en/04-sending-values.ts';

type Done = 'melted' | 'cleaned up';
type Say = (what: Done) => void;

function* butterMelter(say: Say): Generator<void, void, string> {
  try {
    while (true) {
      const ingredient = yield; // The argument of next(ingredient) arrives here.
      if (ingredient === 'butter') say('melted');
    }
  } finally {
    say('cleaned up');
  }
}

/** The first ingredients that the melter gets in the Python course. */
const COURSE = 'flour eggs sugar eggs butter sugar chocolate chocolate butter'.split(' ');
/** How much butter the melter of the question gets. */
const BUTTER = 2;

function settings(knob: Knobs) {
  return {
    /** Whether the melter of the question is primed. */
    primed: knob.word('primed', ['no', 'yes']),
    /** Which melter gets return(): the one that has run, or a new one. */
    ended: knob.word('ended', ['running', 'new']),
  };
}

type Settings = ReturnType<typeof settings>;

interface Facts {
  /** How many of the two butters the melter of the question melts. */
  readonly melted: number;
  /** How many of the ingredients of the course. */
  readonly meltedInCourse: number;
  /** What the Python course prints. */
  readonly trace: readonly string[];
  readonly cleanedUp: boolean;
  readonly doneAfterReturn: boolean;
}

interface Labels {
  readonly asked: (primed: boolean) => string;
  readonly course: string;
  readonly ended: (isNew: boolean) => string;
  readonly said: Readonly<Record<Done, readonly string[]>>;
  readonly generated: (ingredients: string) => string;
  readonly after: (result: string) => string;
  /** Before the table. */
  readonly tableFor: string;
  readonly table: readonly (readonly string[])[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

export function judge(facts: Facts, { primed, ended }: Settings): Judgement {
  const { melted, meltedInCourse, cleanedUp, doneAfterReturn } = facts;
  const asExpected = melted === (primed === 'yes' ? BUTTER : BUTTER - 1) && meltedInCourse === 2;
  return {
    right: melted === BUTTER - 1 ? 0 : melted === BUTTER ? 1 : 2,
    claim: confirmedIf(asExpected && doneAfterReturn && cleanedUp === (ended === 'running')),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.sending,
  minutes: 6,
  code: [{ file: 'src/lessons/chapters/04-sending-values.ts', name: 'butterMelter' }],
  settings,
  timed: false,
  async run(stage, { primed, ended }, labels) {
    const done: Done[] = [];
    const trace: string[] = [];
    const say: Say = (what) => {
      done.push(what);
      trace.push(...labels.said[what]);
      for (const line of labels.said[what]) stage.print(line);
    };
    const countMelted = (): number => done.filter((what) => what === 'melted').length;

    stage.print(labels.asked(primed === 'yes'));
    const asked = butterMelter(say);
    if (primed === 'yes') asked.next();
    for (let i = 0; i < BUTTER; i++) asked.next('butter');
    const melted = countMelted();
    await stage.step();

    stage.print(labels.course);
    trace.length = 0;
    const melter = butterMelter(say);
    melter.next();
    const came: string[] = [];
    for (const ingredient of COURSE) {
      trace.push(labels.generated(ingredient));
      came.push(ingredient);
      if (ingredient === 'butter') stage.print(labels.generated(came.splice(0).join(', ')).replace('\t', '  '));
      melter.next(ingredient);
    }
    const meltedInCourse = countMelted() - melted;
    const courseTrace = [...trace];
    await stage.step();

    stage.print(labels.ended(ended === 'new'));
    const last = ended === 'new' ? butterMelter(say) : melter;
    last.return();
    const after = last.next('butter');
    stage.print(labels.after(inspect(after)));
    await stage.step();

    stage.print();
    stage.print(labels.tableFor);
    stage.table(labels.table, 'left');
    return {
      melted,
      meltedInCourse,
      trace: courseTrace,
      cleanedUp: done.includes('cleaned up'),
      doneAfterReturn: after.done === true,
    };
  },
  judge,
  tryIt: { kind: 'set', set: { ended: 'new' } },
  texts: { en, de },
});

await playAlone(import.meta.url, chapter);
