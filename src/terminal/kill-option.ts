/** The option `--kill`: which threads are to end, and when. */
import { z } from 'zod';
import type { Kill } from '../engine/supervise/supervision.ts';
import { show } from '../line/printable.ts';

/** A kill as it is written: the seed of a random one is another option. */
export type WrittenKill =
  | Extract<Kill, { readonly kind: 'at' }>
  | Omit<Extract<Kill, { readonly kind: 'random' }>, 'seed'>;

/** More threads cannot be started in a second on most machines: the line would hardly get on. */
export const MOST_KILLS_PER_SECOND = 20;

const RANDOM = /^random:(\d{1,4}(?:\.\d{1,3})?)\/s$/;
/** A name may have colons in it. */
const AT = /^(.+):(\d{1,9})$/su;

/** May be repeated. A name is one station: commas do not separate several. */
export const killOption = z.array(
  z.string().transform((text, context): WrittenKill => {
    const kill = killIn(text);
    if (kill !== null) return kill;
    context.issues.push({
      code: 'custom',
      input: text,
      message: `expected NAME:N, a station and the number of an item that it sends, or random:R/s, above 0 to ${MOST_KILLS_PER_SECOND} threads a second, found ${show(text)}`,
    });
    return z.NEVER;
  }),
);

function killIn(text: string): WrittenKill | null {
  const [, rate] = RANDOM.exec(text) ?? [];
  if (rate !== undefined) {
    const perSecond = Number(rate);
    return perSecond > 0 && perSecond <= MOST_KILLS_PER_SECOND ? { kind: 'random', perSecond } : null;
  }
  const [, station, item] = AT.exec(text) ?? [];
  return station === undefined || Number(item) < 1
    ? null
    : { kind: 'at', station: station.normalize(), item: Number(item) };
}

/** Several random kills have a seed each, so that they do not happen at the same moments. */
export function seeded(kills: readonly WrittenKill[], seed: number): Kill[] {
  return kills.map((kill, i) => (kill.kind === 'random' ? { ...kill, seed: (seed + i) | 0 } : kill));
}

export function killText(kill: WrittenKill): string {
  return kill.kind === 'random' ? `random:${kill.perSecond}/s` : `${kill.station}:${kill.item}`;
}
