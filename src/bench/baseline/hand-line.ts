/**
 * The line of the chocolate cake written by hand: generators that call each other, and nothing else.
 *
 * The cooperative engine is measured against it, because every other engine is compared with the cooperative engine: a
 * slow baseline would make all of them look good. This line has its recipe in its code, counts in local variables, keeps
 * no books, and cannot rest, fail or be traced. The same generators run on threads in bare-rings.ts and bare-ports.ts.
 */
import type { Ingredient } from '../../cake/recipe/graph.ts';

/** The ingredients of the chocolate cake, by their position in its recipe. */
const [FLOUR, SUGAR, EGGS, BUTTER, CHOCOLATE, MELTED_BUTTER, DRY_MIX, WET_MIX] = [0, 1, 2, 3, 4, 5, 6, 7];

export type HandStation = Generator<undefined, void, Ingredient>;

/** What a station sends to: the next generator, or a channel to its thread. */
export interface Next {
  next(ingredient: Ingredient): unknown;
}

export function* oven(baked: () => void): HandStation {
  let dryMix = 0;
  let wetMix = 0;
  while (true) {
    const ingredient = yield;
    if (ingredient === DRY_MIX) dryMix++;
    else if (ingredient === WET_MIX) wetMix++;
    if (dryMix >= 1 && wetMix >= 1) {
      dryMix -= 1;
      wetMix -= 1;
      baked();
    }
  }
}

export function* dryMixer(next: Next): HandStation {
  let flour = 0;
  let sugar = 0;
  let chocolate = 0;
  while (true) {
    const ingredient = yield;
    if (ingredient === FLOUR) flour++;
    else if (ingredient === SUGAR) sugar++;
    else if (ingredient === CHOCOLATE) chocolate++;
    if (flour >= 2 && sugar >= 3 && chocolate >= 2) {
      flour -= 2;
      sugar -= 3;
      chocolate -= 2;
      next.next(DRY_MIX);
    }
  }
}

export function* wetMixer(next: Next): HandStation {
  let eggs = 0;
  let meltedButter = 0;
  while (true) {
    const ingredient = yield;
    if (ingredient === EGGS) eggs++;
    else if (ingredient === MELTED_BUTTER) meltedButter++;
    if (eggs >= 2 && meltedButter >= 1) {
      eggs -= 2;
      meltedButter -= 1;
      next.next(WET_MIX);
    }
  }
}

export function* butterMelter(next: Next): HandStation {
  while (true) {
    const ingredient = yield;
    if (ingredient === BUTTER) next.next(MELTED_BUTTER);
  }
}

export function* producer(deliveries: Uint8Array): Generator<Ingredient, void, void> {
  for (let i = 0; i < deliveries.length; i++) yield deliveries[i] ?? 0;
}

/** Sends an ingredient to the station that needs it. */
export function deliver(ingredient: Ingredient, butter: Next, dry: Next, wet: Next): void {
  switch (ingredient) {
    case FLOUR:
    case SUGAR:
    case CHOCOLATE:
      dry.next(ingredient);
      break;
    case EGGS:
      wet.next(ingredient);
      break;
    case BUTTER:
      butter.next(ingredient);
      break;
  }
}

/** Bakes on one thread, and returns the number of cakes. */
export function bakeByHand(deliveries: Uint8Array): number {
  let cakes = 0;
  const lastStation = oven(() => {
    cakes++;
  });
  const dry = dryMixer(lastStation);
  const wet = wetMixer(lastStation);
  const butter = butterMelter(wet);
  for (const station of [lastStation, dry, wet, butter]) station.next();
  for (const ingredient of producer(deliveries)) deliver(ingredient, butter, dry, wet);
  return cakes;
}
