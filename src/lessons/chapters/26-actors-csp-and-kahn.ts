/** Chapter 26: actors, CSP and Kahn networks: whose results depend on the order of steps, and whose do not. */
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import { type Baked, bakedInEveryOrder, type Kitchen, type Process } from '../explorer/channels.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { text as en } from '../texts/en/26-actors-csp-and-kahn.ts';

/** Kahn: names the channel, and waits for that one. */
function inTurn({ receive, bake }: Kitchen, cakes: number): void {
  for (let i = 0; i < cakes; i++) bake(receive('eggs'), receive('flour'));
}

/** CSP with a choice: names both channels, and takes from the one that is ready. */
function selects({ select, bake }: Kitchen, cakes: number): void {
  for (let i = 0; i < cakes; i++) bake(select('eggs', 'flour'), select('eggs', 'flour'));
}

/** An actor: one mailbox for all senders. */
function firstCome({ receive, bake }: Kitchen, cakes: number): void {
  for (let i = 0; i < cakes; i++) bake(receive('mailbox'), receive('mailbox'));
}

/** An actor like our stations: its storage counts what comes, and forgets the order. */
function stores({ receive, bake }: Kitchen, cakes: number): void {
  let [eggs, flour] = [0, 0];
  for (let i = 0; i < 2 * cakes; i++) {
    if (receive('mailbox').startsWith(EGG)) eggs++;
    else flour++;
    if (eggs === 0 || flour === 0) continue;
    eggs--;
    flour--;
    bake(EGG, FLOUR);
  }
}

const [EGG, FLOUR] = ['🥚', '🌾'];
const BAKERS = { inTurn, selects, firstCome, stores };

export type Baker = keyof typeof BAKERS;

function settings(knob: Knobs) {
  return {
    /** As many eggs and bags of flour are sent. */
    cakes: knob.number('cakes', 3, { from: 1, to: 3 }),
    /** How many items a channel or a mailbox holds; with 0, sender and receiver meet. */
    room: knob.number('room', 2, { from: 0, to: 3 }),
  };
}

export type Settings = ReturnType<typeof settings>;

/** What each baker made in all orders. */
export type Facts = Readonly<Record<Baker, Baked>>;

interface Labels {
  readonly heading: readonly string[];
  readonly baker: Readonly<Record<Baker, string>>;
  readonly results: (baker: Baker, one: string, other: string) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

const supplies =
  (channel: string, item: string, count: number): Process =>
  ({ send }) => {
    for (let i = 1; i <= count; i++) send(channel, `${item}${i}`);
  };

/** Two suppliers and a baker. An actor has one mailbox; the others have a channel from each supplier. */
function bakedBy(name: Baker, { cakes, room }: Settings): Baked {
  const [eggs, flour] = name === 'inTurn' || name === 'selects' ? ['eggs', 'flour'] : ['mailbox', 'mailbox'];
  const baker: Process = (kitchen) => BAKERS[name](kitchen, cakes);
  return bakedInEveryOrder({ hens: supplies(eggs, EGG, cakes), mill: supplies(flour, FLOUR, cakes), baker }, room);
}

export function judge(facts: Facts, { cakes }: Settings): Judgement {
  const repeats = (name: Baker): boolean => facts[name].results.length === 1;
  const isFree = Object.values(facts).every(({ stuck }) => stuck === 0);
  const merges = [repeats('selects'), repeats('firstCome')];
  // The only cake is the same, whichever ingredient comes first.
  const asExpected = merges.every((one) => one === (cakes === 1));
  return {
    right: merges.every((one) => one) ? 2 : repeats('selects') ? 1 : 0,
    claim: confirmedIf(isFree && repeats('inTurn') && repeats('stores') && asExpected),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.actors,
  minutes: 6,
  code: (['inTurn', 'selects', 'firstCome'] satisfies Baker[]).map((name) => {
    return { file: 'src/lessons/chapters/26-actors-csp-and-kahn.ts', name };
  }),
  settings,
  timed: false,
  async run(stage, set, labels) {
    const facts = {
      inTurn: bakedBy('inTurn', set),
      selects: bakedBy('selects', set),
      firstCome: bakedBy('firstCome', set),
      stores: bakedBy('stores', set),
    };
    const names: Baker[] = ['inTurn', 'selects', 'firstCome', 'stores'];
    const rows = names.map((name) => [
      labels.baker[name],
      facts[name].orders.toLocaleString('en'),
      String(facts[name].results.length),
    ]);
    stage.table([[...labels.heading], ...rows]);
    for (const name of names) {
      const { results } = facts[name];
      const [one = [], other = []] = [results[0], results.at(-1)];
      if (results.length > 1) stage.print(labels.results(name, one.join(' '), other.join(' ')));
    }
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { room: '0' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);
