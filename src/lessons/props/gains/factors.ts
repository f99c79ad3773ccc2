/** Factors as answers to a question: "2 times as high". */

/** Two factors that are closer than this are one answer: a measurement could not tell them apart. */
const APART = 1.2;

/** Those that are far enough from the first ones, largest first: at least two of them. */
export function factorsApart(wanted: readonly [number, ...number[]]): number[] {
  const apart: number[] = [];
  const [first] = wanted;
  // A second answer, if all others are too close.
  for (const [place, factor] of [...wanted, 2 * first].entries()) {
    if (place === wanted.length && apart.length > 1) break;
    if (apart.every((other) => distance(factor, other) > Math.log(APART))) apart.push(factor);
  }
  return apart.sort((one, other) => other - one);
}

/** The place of the factor that is nearest to a value. */
export function nearestTo(value: number, factors: readonly number[]): number {
  const distances = factors.map((factor) => distance(value, factor));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, other: number): number {
  return Math.abs(Math.log(one / other));
}
