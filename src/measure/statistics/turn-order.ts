/**
 * The order of the turns in each round: a Williams square.
 *
 * What ran before leaves caches, memory and threads behind, and a machine may grow slower meanwhile. So in as many rounds as there
 * are turns each turn stands in every place once, and follows each of the others equally often: once where their number is even, and
 * else twice in twice as many rounds.
 *
 * Source: E. J. Williams, "Experimental designs balanced for the estimation of residual effects of treatments", Australian Journal of
 * Scientific Research A 2 (1949).
 *
 * @param turns how many there are, 1 or more
 * @param round from 0
 * @returns every number below `turns` once
 */
export function turnOrder(turns: number, round: number): number[] {
  const shift = round % turns;
  const row = zigzag(turns).map((turn) => (turn + shift) % turns);
  const isMirrored = turns % 2 === 1 && Math.floor(round / turns) % 2 === 1;
  return isMirrored ? row.reverse() : row;
}

/** 0, 1, n - 1, 2, n - 2, ...: all differences between neighbours are different. */
function zigzag(turns: number): number[] {
  return Array.from({ length: turns }, (_, i) => (i % 2 === 1 ? (i + 1) / 2 : (turns - i / 2) % turns));
}
