/** The laws of chapter 18 as formulas. */

/**
 * How many times as fast the same work is on several processors, if a share of it cannot be divided: 1 / (s + (1 - s) / n).
 *
 * Source: Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities", AFIPS Spring Joint
 * Computer Conference (1967). He gives the argument in words; this is the usual formula.
 *
 * @param serialShare of the time on one processor, 0 to 1
 * @param processors 1 or more; Infinity for the limit
 */
export function amdahl(serialShare: number, processors: number): number {
  return 1 / (serialShare + (1 - serialShare) / processors);
}

/**
 * How many times as much work several processors do in the same time, if the part that cannot be divided does not grow with the
 * work: s + (1 - s) x n.
 *
 * Source: Gustafson, "Reevaluating Amdahl's law", Communications of the ACM 31 (1988).
 *
 * @param serialShare of the time on all processors, 0 to 1
 * @param processors 1 or more
 */
export function gustafson(serialShare: number, processors: number): number {
  return serialShare + (1 - serialShare) * processors;
}

/**
 * The mean wait in one line for several equal ovens, where intervals and baking times are exponential (M/M/c).
 * With one oven it is baking x load / (1 - load).
 *
 * Sources: Kleinrock, "Queueing Systems", volume 1 (1975), sections 3.2 and 3.5. The probability that all ovens are busy is
 * Erlang's C formula (1917), here from his B formula, which is built up oven by oven.
 *
 * @param load the utilisation of each oven, 0 to below 1
 * @param baking the mean baking time; the wait has the same unit
 */
export function meanWait(load: number, ovens: number, baking: number): number {
  const offered = load * ovens;
  let blocked = 1;
  for (let oven = 1; oven <= ovens; oven++) blocked = (offered * blocked) / (oven + offered * blocked);
  const allBusy = blocked / (1 - load * (1 - blocked));
  return (allBusy * baking) / (ovens - offered);
}

/**
 * How many are present on average: arrivals per time x mean time from arrival to end. It holds for any queue in the long run, whatever
 * the order of service and the distributions.
 *
 * Source: Little, "A proof for the queuing formula: L = λW", Operations Research 9 (1961).
 */
export function little(rate: number, meanStay: number): number {
  return rate * meanStay;
}
