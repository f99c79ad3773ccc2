/** Cooks in a cycle, on one thread: each puts trays on the belt to the next cook, and takes trays from the previous cook. */
import { type Inlet, NOTHING, type Outlet } from '../../../channel/channel.ts';
import { mailbox } from '../../../channel/mailbox.ts';

/** What a cook waits for, and which cook has to act. */
export interface Wait {
  readonly awaits: 'room' | 'tray';
  readonly whom: string;
}

/** What a cook does: it yields where it has to wait. */
type Steps = Generator<Wait, void, void>;

interface Cook {
  readonly next: string;
  readonly to: Pick<Outlet, 'room' | 'send'>;
  readonly previous: string;
  readonly from: Pick<Inlet, 'take'>;
  /** How many trays it puts, and takes, in each round. */
  readonly trays: number;
}

function* putTrays({ next, to, trays }: Cook): Steps {
  for (let tray = 0; tray < trays; tray++) {
    while (to.room() <= 0) yield { awaits: 'room', whom: next };
    to.send(tray);
  }
}

function* takeTrays({ previous, from, trays }: Cook): Steps {
  for (let tray = 0; tray < trays; tray++) {
    while (from.take() === NOTHING) yield { awaits: 'tray', whom: previous };
  }
}

/** Puts and takes in any order: takes while there is no room, and puts while there is no tray. */
function* putAndTake({ next, to, previous, from, trays }: Cook): Steps {
  let [put, taken] = [0, 0];
  while (put < trays || taken < trays) {
    const canPut = put < trays && to.room() > 0;
    if (canPut) to.send(put++);
    const canTake = taken < trays && from.take() !== NOTHING;
    if (canTake) taken++;
    if (canPut || canTake) continue;
    yield put < trays ? { awaits: 'room', whom: next } : { awaits: 'tray', whom: previous };
  }
}

/** What a cook does in each round. */
export type Habit = 'puts-first' | 'takes-first' | 'takes-meanwhile';

function* cook(me: Cook, habit: Habit, rounds: number): Steps {
  for (let round = 0; round < rounds; round++) {
    if (habit === 'takes-meanwhile') yield* putAndTake(me);
    if (habit === 'takes-first') yield* takeTrays(me);
    if (habit !== 'takes-meanwhile') yield* putTrays(me);
    if (habit === 'puts-first') yield* takeTrays(me);
  }
}

export interface Shift {
  readonly names: readonly string[];
  readonly trays: number;
  /** How many trays a belt holds. */
  readonly capacity: number;
  readonly rounds: number;
  /** The habit of the cook at this place. */
  readonly habit: (place: number) => Habit;
}

export type Ending =
  | { readonly kind: 'done' }
  /** Nothing moves any more. */
  | { readonly kind: 'stuck'; readonly waits: ReadonlyMap<string, Wait> };

/**
 * Gives each cook a turn, again and again, until all are done or until nothing moves in a whole turn.
 *
 * @param afterTurn is given the number of the turn, from 1, and how many trays are on the belt of each cook to the next one
 */
export function shift(
  { names, trays, capacity, rounds, habit }: Shift,
  afterTurn = (_turn: number, _held: readonly number[]): void => {},
): Ending {
  let moved = 0;
  const belts = names.map(() => mailbox(capacity, ignore, ignore));
  const cooks = new Map(
    names.map((name, place) => {
      const [next, before] = [(place + 1) % names.length, (place + names.length - 1) % names.length];
      const [to, from] = [belts[place]?.outlet, belts[before]?.inlet];
      if (to === undefined || from === undefined) throw new Error(`expected two belts at the ${name}, found fewer`);
      const me: Cook = {
        next: names[next] ?? name,
        to: {
          room: () => to.room(),
          send(tray) {
            moved++;
            to.send(tray);
          },
        },
        previous: names[before] ?? name,
        from: {
          take() {
            const tray = from.take();
            if (tray !== NOTHING) moved++;
            return tray;
          },
        },
        trays,
      };
      return [name, cook(me, habit(place), rounds)] as const;
    }),
  );
  for (let turn = 1; ; turn++) {
    const waits = new Map<string, Wait>();
    const before = moved;
    for (const [name, one] of cooks) {
      const step = one.next();
      if (step.done) cooks.delete(name);
      else waits.set(name, step.value);
    }
    afterTurn(
      turn,
      belts.map(({ outlet }) => capacity - outlet.room()),
    );
    if (cooks.size === 0) return { kind: 'done' };
    if (moved === before) return { kind: 'stuck', waits };
  }
}

function ignore(): void {}

/** The cooks that wait for each other, beginning with `first`: the last one waits for the first one. Empty if they do not. */
export function cycleFrom(first: string, waits: ReadonlyMap<string, Wait>): string[] {
  const chain: string[] = [];
  for (let name = first; !chain.includes(name); name = waits.get(name)?.whom ?? name) chain.push(name);
  return waits.get(chain.at(-1) ?? first)?.whom === first ? chain : [];
}
